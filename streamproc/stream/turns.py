"""Batches that wait for a transaction: the next one takes as many of them as its limits allow, the oldest first."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.stream.produce import Batch
from streamproc.stream.producer import Member

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from streamproc.stream.intake import Partition


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """A batch, in whose name it is committed, and what became of it."""

    batch: Batch
    member: Member
    done: asyncio.Future[None]

    def succeed(self) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Turns:
    """A queue of batches. A transaction that took too long makes the next ones smaller, one that did not larger again.

    Args:
        most_bytes: of records in one transaction; a single batch may have more.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._budget = most_bytes
        self._waiting: deque[Waiting] = deque()
        self._arrived = asyncio.Event()

    async def put(self, batch: Batch, member: Member) -> None:
        """Wait until the batch is committed, or can't be."""
        waiting = Waiting(batch, member, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._arrived.set()
        await waiting.done

    def put_back(self, turn: Sequence[Waiting]) -> None:
        """Let these be the next again."""
        self._waiting.extendleft(reversed(turn))
        self._arrived.set()

    async def next(self) -> list[Waiting]:
        """The batches of one transaction: of one member, at least one, within the limits."""
        while True:
            self._waiting = deque(waiting for waiting in self._waiting if not waiting.done.done())
            if self._waiting:
                return self._take()
            self._arrived.clear()
            await self._arrived.wait()

    def remove(self, partitions: Collection[Partition], why: Exception) -> None:
        """Give up the batches of these partitions."""
        for waiting in self._waiting:
            if waiting.batch.partition in partitions:
                waiting.fail(why)

    def too_slow(self, turn: Sequence[Waiting]) -> list[Waiting]:
        """Halve the transactions; gives the part of the turn that is to be tried now, and puts the rest back."""
        self._budget = max(1, sum(waiting.batch.size for waiting in turn) // 2)
        half = list(turn[: max(1, len(turn) // 2)])
        self.put_back(turn[len(half) :])
        return half

    def in_time(self) -> None:
        self._budget = min(self._most_bytes, 2 * self._budget)

    def _take(self) -> list[Waiting]:
        turn = [self._waiting.popleft()]
        size = turn[0].batch.size
        while self._waiting and self._waiting[0].member == turn[0].member:
            size += self._waiting[0].batch.size
            if size > self._budget:
                break
            turn.append(self._waiting.popleft())
        return turn
