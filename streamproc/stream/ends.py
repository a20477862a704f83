"""Where partitions end, by their leaders' own word: each is asked alone, so that one that does not answer hides nobody else.

What the last fetch said is not enough: a leader that can't be reached sends none, and the end would stay where it was.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiokafka.errors import KafkaError

from streamproc.logs import log
from streamproc.stream.connection import describe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from streamproc.stream.intake import Partition

EVERY = 5.0
"""Seconds between two questions to a leader that answers."""


@dataclass(slots=True)
class Asked:
    """What is known of one partition. ``at``: when its leader answered last, or was asked first."""

    at: float
    offset: int = 0
    next: float = 0.0
    question: asyncio.Task[None] | None = None


class Ends:
    """The partitions' ends. ``ask`` gives one, or fails; ``look`` is to be called now and then."""

    def __init__(
        self, ask: Callable[[Partition], Awaitable[int]], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[Partition, Asked] = {}

    def look(self, partitions: Collection[Partition]) -> None:
        """Ask again where it is time, about these partitions and no others."""
        for gone in set(self._known) - set(partitions):
            self._forget(gone)
        now = self._clock()
        for partition in partitions:
            asked = self._known.setdefault(partition, Asked(now))
            if asked.question is None and now >= asked.next:
                asked.next = now + EVERY
                asked.question = asyncio.create_task(self._question(partition, asked))

    def offset(self, partition: Partition) -> int:
        """The end as of the last answer, 0 before the first."""
        asked = self._known.get(partition)
        return asked.offset if asked is not None else 0

    def answered_at(self, partition: Partition) -> float:
        """When the leader answered last, by the monotonic clock."""
        asked = self._known.get(partition)
        return asked.at if asked is not None else self._clock()

    def stop(self) -> None:
        for partition in list(self._known):
            self._forget(partition)

    def _forget(self, partition: Partition) -> None:
        question = self._known.pop(partition).question
        if question is not None:
            question.cancel()

    async def _question(self, partition: Partition, asked: Asked) -> None:
        try:
            asked.offset = await self._ask(partition)
            asked.at = self._clock()
        except KafkaError as error:
            log.debug("a partition's leader does not say where it ends", **partition._asdict(), error=describe(error))
        finally:
            asked.question = None
