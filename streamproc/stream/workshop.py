"""What the processors of all partitions share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from streamproc.engine.outcome import Engine, Outcome
from streamproc.stream.intake import Incoming, Intake
from streamproc.stream.limits import RejectLimits
from streamproc.stream.meter import Meter
from streamproc.stream.publish import Publisher

if TYPE_CHECKING:
    from streamproc.stream.output_records import Finished, Outgoing


class Sealing(Protocol):
    """What makes messages to publish of one that is finished (``streamproc.stream.output_records.Sealer``)."""

    def seal(self, finished: Finished) -> tuple[Finished, Sequence[Outgoing]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationLimits:
    """What one publication takes, and how many seconds it waits for more, at most; one message's records may be more."""

    batch: int
    batch_bytes: int
    linger: float


class Finishes:
    """Bytes of records that are finished and not yet published, of all processors; at the limit nothing more goes to the engine.

    What the engine has then still comes out. It is always published, so whoever waits is let in again.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = 0
        self._room = asyncio.Event()
        self._room.set()

    async def room(self) -> None:
        await self._room.wait()

    def add(self, size: int) -> None:
        self._change(size)

    def remove(self, size: int) -> None:
        self._change(-size)

    def _change(self, size: int) -> None:
        self._bytes += size
        (self._room.set if self._bytes < self._limit else self._room.clear)()


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all processors share. ``answer``: what a stage with a state has instead of an engine."""

    engine: Engine
    publisher: Publisher
    sealer: Sealing
    intake: Intake
    rejects: RejectLimits
    limits: PublicationLimits
    meter: Meter
    finishes: Finishes
    answer: Callable[[Incoming], Outcome] | None = None
