"""One partition's way through: messages go to the engine as they come, and out again in their order, a batch at a time.

The engine works on later messages while earlier ones are being published, so that a commit costs no time.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from streamproc.engine.outcome import Enriched, Outcome, Rejected
from streamproc.logs import log
from streamproc.stream.delivery import Delivery, bytes_of, bytes_of_done, output_bytes
from streamproc.stream.intake import Incoming
from streamproc.stream.output_records import Finished
from streamproc.stream.produce import Batch
from streamproc.stream.publish import SteppedDown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.stream.intake import Partition
    from streamproc.stream.window import Part
    from streamproc.stream.workshop import Workshop


LINGER_SHARE = 0.25
"""A publication waits for more messages for this share of the time that its oldest one has been in the engine.

So the waiting adds little when the topic is quiet, and publications grow with a backlog, where few large ones cost
least and each message has waited for long anyway.
"""


NOTHING = Enriched("", (), words=0)
"""What becomes of a message without a value: no record, and no dead letter, since nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the engine has or has answered; ``since`` when, by the monotonic clock."""

    message: Incoming
    outcome: asyncio.Task[Outcome]
    since: float


class PartitionProcessor:
    """A partition's messages between intake and commit.

    ``next_offset`` is the offset that is expected next: older ones of this ``era`` have been seen. ``done_offset`` is
    the offset up to which everything is published and committed. ``window`` has a place for each message that is in the
    engine or waits to be published.
    """

    def __init__(
        self, partition: Partition, next_offset: int, workshop: Workshop, *, window: Part, era: int = 0
    ) -> None:
        self.partition = partition
        self.next_offset = next_offset
        self.era = era
        self.done_offset = next_offset
        self.stepped_down = False
        self._work = workshop
        self._delivery = Delivery(partition, workshop)
        self._waiting: asyncio.Queue[Incoming] = asyncio.Queue()
        self._window = window
        self._enriching: deque[Taken] = deque()
        self._arrived = asyncio.Event()
        self._taking: asyncio.Task[None] | None = None
        self._publishing: asyncio.Task[None] | None = None
        self._last = False
        self._beyond = 0

    @property
    def pending(self) -> int:
        """Messages that have come and are not committed."""
        return self._waiting.qsize() + len(self._enriching)

    @property
    def in_flight(self) -> int:
        """Messages that the engine has, or has answered, and that are not committed."""
        return len(self._enriching)

    @property
    def oldest(self) -> Incoming | None:
        """The message that must be committed next."""
        if self._enriching:
            return self._enriching[0].message
        return None

    @property
    def waiting_for(self) -> Literal["engine", "broker"] | None:
        """Whom the oldest message waits for: the engine's answer, or the broker's acknowledgement."""
        if self._enriching:
            return "broker" if self._enriching[0].outcome.done() else "engine"
        return "engine" if self._waiting.qsize() else None

    def put(self, message: Incoming) -> None:
        """Take a message; one that has been seen is dropped, since Faust may deliver again after a rebalance.

        The first one of a new era may have any offset: the consumer begins again, and so do we.
        """
        seen = message.era < self.era or (message.era == self.era and message.offset < self.next_offset)
        if seen or self.stepped_down or self._last:
            return
        self.era = message.era
        self.next_offset = message.offset + 1
        self._work.intake.arrived(self.partition, message.size)
        self._waiting.put_nowait(message)

    async def run(self) -> None:
        """Work until finished, stepped down, or something fails.

        Raises:
            StreamprocError: the infrastructure failed, or the operator must act; nothing more may be acknowledged.
        """
        self._taking = asyncio.create_task(self._take())
        self._publishing = asyncio.create_task(self._publish())
        try:
            await asyncio.wait({self._taking, self._publishing}, return_when=asyncio.FIRST_EXCEPTION)
            for task in (self._taking, self._publishing):
                if task.done() and not task.cancelled():
                    task.result()
        except SteppedDown as why:
            self.stepped_down = True
            log.warning("stepped down", **self.partition._asdict(), why=str(why))
        finally:
            await self._abandon()

    async def finish(self, *, within: float, keep_enriching: bool) -> None:
        """Take nothing more, publish what is enriched and commit it; give up after ``within`` seconds.

        ``keep_enriching`` waits for the messages in the engine too; without it they are left for the next owner.
        """
        self._last = True
        if self._taking is None or self._publishing is None:
            return
        self._taking.cancel()
        if not keep_enriching:
            self._cut()
        self._arrived.set()
        await asyncio.wait({self._publishing}, timeout=within)
        self._publishing.cancel()

    def _cut(self) -> None:
        """Forget the messages from the first one that is still in the engine on."""
        kept = 0
        while kept < len(self._enriching) and self._enriching[kept].outcome.done():
            kept += 1
        while len(self._enriching) > kept:
            outcome = self._enriching.pop().outcome
            self._work.finishes.remove(bytes_of_done(outcome))
            outcome.cancel()

    async def _take(self) -> None:
        while True:
            message = await self._waiting.get()
            await self._work.finishes.room()
            await self._window.acquire()
            self._enriching.append(Taken(message, asyncio.create_task(self._enrich(message)), time.monotonic()))
            self._arrived.set()

    async def _enrich(self, message: Incoming) -> Outcome:
        if message.unread is not None:
            return Rejected(*message.unread, "fetch", "streamproc.stream.unpacking.TooMuch")
        if message.is_tombstone:
            return NOTHING
        start = time.monotonic()
        outcome = await self._work.engine.enrich(message.value or b"")
        self._work.meter.engine(time.monotonic() - start)
        self._work.finishes.add(bytes_of(outcome))
        return outcome

    async def _publish(self) -> None:
        while batch := await self._next_batch():
            while batch:
                published = await self._delivery.publish_some(batch, self.done_offset)
                self._settle(batch[:published])
                batch = batch[published:]

    def nothing_until(self, offset: int) -> None:
        """There is no message before this offset that we have not had: commit it, unless one comes first.

        What lies between are a transaction's marker, or messages of one that was aborted. Whoever measures the group's lag
        sees none of them, but a lag that never ends.
        """
        self._beyond = offset
        self._arrived.set()

    async def _commit_beyond(self, offset: int) -> None:
        await self._work.publisher.publish(Batch(self.partition, self.done_offset, offset, []))
        self.done_offset = offset
        self.next_offset = max(self.next_offset, offset)

    def _settle(self, done: Sequence[Finished]) -> None:
        """These are published and committed."""
        for _ in done:
            self._work.finishes.remove(bytes_of(self._enriching.popleft().outcome.result()))
            self._window.release()
        self.done_offset = done[-1].message.offset + 1
        self._work.intake.departed(self.partition, len(done), sum(finished.message.size for finished in done))

    async def _next_batch(self) -> list[Finished]:
        """The longest run of finished messages from the oldest on, within the limits; empty when there will be none."""
        while not self._enriching:
            if self._last:
                return []
            self._arrived.clear()
            if self._beyond > self.done_offset:
                await self._commit_beyond(self._beyond)
            else:
                await self._arrived.wait()
        oldest = self._enriching[0]
        await oldest.outcome
        now = time.monotonic()
        give_up = now + min(self._work.limits.linger, LINGER_SHARE * (now - oldest.since))
        most = self._delivery.most
        while (unfinished := self._unfinished(most)) is not None:
            patience = 0 if self._last else give_up - time.monotonic()
            if patience <= 0 or not (await asyncio.wait({unfinished}, timeout=patience))[0]:
                break
        batch = self._run_of_finished(most)
        for finished in batch:
            if not finished.message.is_tombstone:
                self._work.rejects.count(finished.outcome)
        return batch

    def _run_of_finished(self, most: int) -> list[Finished]:
        batch: list[Finished] = []
        size = 0
        for taken in itertools.islice(self._enriching, most):
            if not taken.outcome.done():
                break
            finished = Finished(taken.message, taken.outcome.result())
            size += output_bytes(finished)
            if batch and size > self._work.limits.batch_bytes:
                break
            batch.append(finished)
        return batch

    def _unfinished(self, count: int) -> asyncio.Task[Outcome] | None:
        """The first of the oldest ``count`` messages that the engine still has."""
        oldest = itertools.islice(self._enriching, count)
        return next((taken.outcome for taken in oldest if not taken.outcome.done()), None)

    async def _abandon(self) -> None:
        """Stop everything that still runs, and forget what is left."""
        tasks: list[asyncio.Task[Any]] = [task for task in (self._taking, self._publishing) if task is not None]
        tasks += [taken.outcome for taken in self._enriching]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for taken in self._enriching:
            self._work.finishes.remove(bytes_of_done(taken.outcome))
        self._enriching.clear()
        self._window.close()
        self._waiting = asyncio.Queue()
