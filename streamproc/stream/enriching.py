"""What the engine has of one partition's messages, and what of it is finished in their order."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Outcome, Rejected
from streamproc.stream.delivery import bytes_of, bytes_of_done, output_bytes
from streamproc.stream.intake import Incoming
from streamproc.stream.output_records import Finished
from streamproc.stream.withdrawals import withdrawal

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.stream.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the engine has or has answered; ``since`` when, by the monotonic clock."""

    message: Incoming
    outcome: asyncio.Future[Outcome]
    since: float


class Enriching:
    """The messages that the engine has or has answered, oldest first, until they are committed."""

    def __init__(self, workshop: Workshop) -> None:
        self._work = workshop
        self._taken: deque[Taken] = deque()

    def __len__(self) -> int:
        return len(self._taken)

    @property
    def oldest(self) -> Taken | None:
        """The message that must be committed next."""
        return self._taken[0] if self._taken else None

    def begin(self, message: Incoming) -> None:
        """Give a message to the engine, or have it answered."""
        answer = self._work.answer
        outcome = asyncio.create_task(self._enrich(message)) if answer is None else self._answered(message, answer)
        self._taken.append(Taken(message, outcome, time.monotonic()))

    def settle(self) -> None:
        """The oldest message is committed."""
        self._work.finishes.remove(bytes_of(self._taken.popleft().outcome.result()))

    def cut(self) -> None:
        """Forget the messages from the first one that is still in the engine on."""
        kept = 0
        while kept < len(self._taken) and self._taken[kept].outcome.done():
            kept += 1
        while len(self._taken) > kept:
            outcome = self._taken.pop().outcome
            self._work.finishes.remove(bytes_of_done(outcome))
            outcome.cancel()

    def _answered(self, message: Incoming, answer: Callable[[Incoming], Outcome]) -> asyncio.Future[Outcome]:
        """What a stage makes of a message, at once: a task of its own would cost as much as the answer."""
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        try:
            outcome = unread(message) or answer(message)
        except Exception as error:  # noqa: BLE001 - whoever awaits it learns it, as with a task
            done.set_exception(error)
        else:
            self._work.finishes.add(bytes_of(outcome))
            done.set_result(outcome)
        return done

    async def _enrich(self, message: Incoming) -> Outcome:
        outcome = unread(message) or await self._outcome(message)
        self._work.finishes.add(bytes_of(outcome))
        return outcome

    async def _outcome(self, message: Incoming) -> Outcome:
        return withdrawal(message) if message.is_tombstone else await self._by_engine(message.value or b"")

    async def _by_engine(self, value: bytes) -> Outcome:
        start = time.monotonic()
        outcome = await self._work.engine.enrich(value)
        self._work.meter.engine(time.monotonic() - start)
        return outcome

    def run_of_finished(self, most: int) -> list[Finished]:
        """The finished messages from the oldest on, as far as they go into one publication."""
        batch: list[Finished] = []
        size = 0
        for taken in itertools.islice(self._taken, most):
            if not taken.outcome.done():
                break
            finished = Finished(taken.message, taken.outcome.result())
            size += output_bytes(finished)
            if batch and size > self._work.limits.batch_bytes:
                break
            batch.append(finished)
        return batch

    def unfinished(self, count: int) -> asyncio.Future[Outcome] | None:
        """The first of the oldest ``count`` messages that the engine still has."""
        oldest = itertools.islice(self._taken, count)
        return next((taken.outcome for taken in oldest if not taken.outcome.done()), None)

    async def stop(self) -> None:
        """Forget everything."""
        for taken in self._taken:
            taken.outcome.cancel()
        await asyncio.gather(*(taken.outcome for taken in self._taken), return_exceptions=True)
        for taken in self._taken:
            self._work.finishes.remove(bytes_of_done(taken.outcome))
        self._taken.clear()


def unread(message: Incoming) -> Rejected | None:
    """What becomes of a message that was passed over while it was fetched."""
    return (
        Rejected(*message.unread, "fetch", "streamproc.stream.unpacking.TooMuch")
        if message.unread is not None
        else None
    )
