"""What waits for a child: bounded in bytes, handed out in micro-batches filled by tokens."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Outcome
from streamproc.errors import InfrastructureError

if TYPE_CHECKING:
    from collections.abc import Sequence


BYTES_PER_TOKEN = 6
"""English news in JSON, measured; only the size of batches depends on it."""


@dataclass(slots=True, eq=False)
class Job:
    """A message on its way through the pool. ``losses``: children it has lost while it was alone with them."""

    raw: bytes
    answer: asyncio.Future[Outcome]
    losses: int = 0

    @property
    def tokens(self) -> int:
        return 1 + len(self.raw) // BYTES_PER_TOKEN


@dataclass(slots=True)
class Backlog:
    """The queue between ``enrich`` and the children.

    Fairness decides the size of a batch: everybody's share of what waits, at least one message, at most
    ``batch_tokens``. So a lone article starts at once, and a backlog is worked off in full batches.
    """

    limit: int
    batch_tokens: int
    children: int
    bytes: int = 0
    tokens: int = 0
    jobs: deque[Job] = field(default_factory=deque)
    again: deque[list[Job]] = field(default_factory=deque)
    _admission: asyncio.Lock = field(default_factory=asyncio.Lock)
    _room: asyncio.Event = field(default_factory=asyncio.Event)
    _work: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: InfrastructureError | None = None

    def __len__(self) -> int:
        return len(self.jobs) + sum(map(len, self.again))

    async def admit(self, job: Job) -> None:
        """Queue a job; waits its turn while ``limit`` bytes are inside (a larger message is let in alone).

        Raises:
            InfrastructureError: the backlog has been closed.
        """
        async with self._admission:
            while self.bytes and self.bytes + len(job.raw) > self.limit and not self._closed:
                self._room.clear()
                await self._room.wait()
            if self._closed:
                raise self._closed
            self.bytes += len(job.raw)
            self.tokens += job.tokens
            self.jobs.append(job)
            self._work.set()

    def close(self, error: InfrastructureError) -> None:
        """Let nobody in any more."""
        self._closed = error
        self._room.set()

    def release(self, job: Job) -> None:
        """A job's answer has been fetched, or nobody waits for it any more."""
        self.bytes -= len(job.raw)
        self._room.set()

    async def take(self) -> list[Job]:
        """The next micro-batch; waits for one."""
        while True:
            if batch := self._again() or self._fill():
                return batch
            self._work.clear()
            await self._work.wait()

    def put_back(self, *batches: Sequence[Job]) -> None:
        """Batches that lost their child, to be tried as they are, before anything else."""
        self.again.extendleft(list(batch) for batch in reversed(batches) if batch)
        self._work.set()

    def _again(self) -> list[Job]:
        while self.again:
            if batch := [job for job in self.again.popleft() if not job.answer.done()]:
                return batch
        return []

    def _fill(self) -> list[Job]:
        share = min(self.batch_tokens, self.tokens // self.children)
        batch: list[Job] = []
        filled = 0
        while self.jobs and (not batch or filled + self.jobs[0].tokens <= share):
            job = self.jobs.popleft()
            self.tokens -= job.tokens
            if not job.answer.done():
                batch.append(job)
                filled += job.tokens
        return batch
