"""Watching the work: lag, progress, and an end with a clear message when there is none."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from streamproc.errors import InfrastructureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.metrics import Metrics
    from streamproc.stream.consumer import ReadPosition
    from streamproc.stream.ends import Ends
    from streamproc.stream.intake import Intake, Partition
    from streamproc.stream.meter import Meter
    from streamproc.stream.partition_processor import PartitionProcessor
    from streamproc.stream.partitions import Partitions


ANSWER_SECONDS = 5.0
"""What the consumer's thread may take to say where it reads."""


class Offsets(Protocol):
    """The consumer's view of a partition."""

    def fetched_end(self, partition: Partition) -> int: ...
    def fetch_offset(self, partition: Partition) -> int | None: ...
    async def place(self, partition: Partition) -> ReadPosition | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionHealth:
    """One partition in figures.

    ``lag`` in messages, ``lag_seconds`` the age of the oldest message that was read, ``idle_seconds`` since the last
    progress, ``unanswered_seconds`` since its leader has said where it ends.
    """

    partition: int
    lag: int
    lag_seconds: float
    idle_seconds: float
    unanswered_seconds: float
    pending: int
    in_flight: int
    waiting_for: str | None
    paused: bool
    stepped_down: bool


class StallDetector:
    """Measures every partition and judges each.

    Progress of a partition is a commit, or having nothing to do, by the word of its leader and as a member of the group.
    Without it for ``stall_timeout`` seconds, in one partition, the worker ends, so that another one, or a fresh start,
    takes over: Faust's own livelock detectors only log.
    """

    def __init__(
        self,
        pipeline: Partitions,
        *,
        intake: Intake,
        meter: Meter,
        offsets: Offsets,
        ends: Ends,
        stall_timeout: float,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._pipeline = pipeline
        self._intake = intake
        self._meter = meter
        self._offsets = offsets
        self._ends = ends
        self._stall_timeout = stall_timeout
        self._clock = clock
        self._now = now
        self._done: dict[Partition, tuple[PartitionProcessor, int]] = {}
        self._moved: dict[Partition, float] = {}
        self._member = clock()

    @property
    def idle_seconds(self) -> float:
        """Seconds without progress while there was something to do, in the partition that has waited longest."""
        return self._clock() - min(self._moved.values(), default=self._member)

    def look(self, *, joined: bool = True) -> list[PartitionHealth]:
        """Measure; set the gauges. ``joined``: the group has given us our partitions, be it none.

        Raises:
            InfrastructureError: nothing has moved for too long.
        """
        processors = self._pipeline.processors
        self._ends.look(processors)
        self._note_progress(joined=joined)
        health = [self._measure(partition, processor) for partition, processor in processors.items()]
        report(self._meter.metrics, health, self._intake)
        self._meter.metrics.last_progress.set(self._now() - self.idle_seconds)
        if self.idle_seconds > self._stall_timeout:
            raise InfrastructureError(self._complaint(health))
        return health

    async def catch_up(self) -> None:
        """Commit what lies behind the last message of partitions that have nothing to do: markers of transactions."""
        for partition, processor in list(self._pipeline.processors.items()):
            if not self._is_behind(partition, processor):
                continue
            place = None
            with suppress(TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    place = await self._offsets.place(partition)
            if place and self._is_behind(partition, processor) and place.handed_over <= processor.next_offset:
                processor.nothing_until(place.next)

    def _is_behind(self, partition: Partition, processor: PartitionProcessor) -> bool:
        """Whether the consumer reads beyond what is committed, though no message is here."""
        is_idle = (
            self._pipeline.processors.get(partition) is processor
            and not processor.pending
            and not processor.stepped_down
        )
        follows = processor.era == self._pipeline.era(partition)
        return is_idle and follows and (self._offsets.fetch_offset(partition) or 0) > processor.done_offset

    def _note_progress(self, *, joined: bool) -> None:
        processors, now = self._pipeline.processors, self._clock()
        done = {partition: (processor, processor.done_offset) for partition, processor in processors.items()}
        anybody = done != self._done
        if anybody or (joined and not processors):
            self._member = now
        self._moved = {partition: self._moved.get(partition, self._member) for partition in processors}
        for partition, processor in processors.items():
            if done[partition] != self._done.get(partition):
                self._moved[partition] = now
            elif joined and not self._lag(partition, processor) and not processor.pending:
                self._moved[partition] = max(self._moved[partition], self._ends.answered_at(partition))
            elif anybody and self._intake.is_paused(partition) and not processor.pending:
                self._moved[partition] = now  # it waits for the others, which move
        self._done = done

    def _measure(self, partition: Partition, processor: PartitionProcessor) -> PartitionHealth:
        oldest = processor.oldest
        now = self._clock()
        return PartitionHealth(
            partition=partition.partition,
            lag=self._lag(partition, processor),
            lag_seconds=max(0.0, self._now() - oldest.timestamp) if oldest is not None else 0.0,
            idle_seconds=round(now - self._moved[partition], 1),
            unanswered_seconds=round(now - self._ends.answered_at(partition), 1),
            pending=processor.pending,
            in_flight=processor.in_flight,
            waiting_for=processor.waiting_for,
            paused=self._intake.is_paused(partition),
            stepped_down=processor.stepped_down,
        )

    def _lag(self, partition: Partition, processor: PartitionProcessor) -> int:
        oldest = processor.oldest
        next_offset = oldest.offset if oldest is not None else self._next_offset(partition, processor)
        # The embedded broker tells too small an end when it is asked.
        return max(0, max(self._ends.offset(partition), self._offsets.fetched_end(partition)) - next_offset)

    def _next_offset(self, partition: Partition, processor: PartitionProcessor) -> int:
        """Where an idle processor goes on; the fetcher is further when transaction markers follow the last message."""
        fetched = self._offsets.fetch_offset(partition) or 0
        return fetched if processor.era < self._pipeline.era(partition) else max(processor.next_offset, fetched)

    def _complaint(self, health: list[PartitionHealth]) -> str:
        if not health:
            return (
                f"the consumer group has given out no partitions for {self.idle_seconds:.0f} s (setting: stall_timeout)"
            )
        still = [p for p in health if p.idle_seconds >= self._stall_timeout]
        stuck = [p for p in still if p.lag or p.pending]
        silent = [p for p in still if p.unanswered_seconds >= self._stall_timeout]
        if silent and not any(p.pending for p in stuck):
            partitions = ", ".join(str(p.partition) for p in silent)
            return (
                f"the leaders of partitions {partitions} have not answered for {self.idle_seconds:.0f} s "
                "(setting: stall_timeout)"
            )
        if not stuck:
            return f"the consumer group's coordinator has not answered for {self.idle_seconds:.0f} s (setting: stall_timeout)"
        waits = [
            f"{sum(p.pending for p in stuck if p.waiting_for == whom)} messages wait for the {whom}"
            for whom in ("engine", "broker")
            if any(p.waiting_for == whom for p in stuck)
        ]
        where = " and ".join(waits) or "the broker delivers none of the messages that wait"
        partitions = ", ".join(str(p.partition) for p in stuck)
        return f"no progress for {self.idle_seconds:.0f} s on partitions {partitions}: {where} (setting: stall_timeout)"


def report(metrics: Metrics, health: list[PartitionHealth], intake: Intake) -> None:
    """Set the gauges; partitions that left are no longer shown."""
    metrics.queue_messages.set(intake.messages)
    metrics.queue_bytes.set(intake.bytes)
    metrics.in_flight.set(sum(partition.in_flight for partition in health))
    metrics.partitions_assigned.set(len(health))
    metrics.lag_messages.clear()
    metrics.lag_seconds.clear()
    for partition in health:
        metrics.lag_messages.labels(partition.partition).set(partition.lag)
        metrics.lag_seconds.labels(partition.partition).set(partition.lag_seconds)
