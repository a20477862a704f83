"""Watching the work: lag, progress, and an end with a clear message when there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from streamproc.errors import InfrastructureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.metrics import Metrics
    from streamproc.stream.intake import Intake, Partition
    from streamproc.stream.lane import Lane
    from streamproc.stream.meter import Meter
    from streamproc.stream.pipeline import Pipeline


class Offsets(Protocol):
    """The consumer's view of a partition; both as of the last fetch."""

    def end_offset(self, partition: Partition) -> int: ...
    def fetch_offset(self, partition: Partition) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionHealth:
    """One partition in figures. ``lag`` in messages, ``lag_seconds`` the age of the oldest message that was read."""

    partition: int
    lag: int
    lag_seconds: float
    pending: int
    in_flight: int
    waiting_for: str | None
    paused: bool
    stepped_down: bool


class Watch:
    """Measures every partition and judges the whole.

    Progress is a commit, a change of assignment, or having nothing to do as a member of the group. Without it for
    ``stall_timeout`` seconds the worker ends, so that another one, or a fresh start, takes over: Faust's own livelock detectors only log.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        *,
        intake: Intake,
        meter: Meter,
        offsets: Offsets,
        stall_timeout: float,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._pipeline = pipeline
        self._intake = intake
        self._meter = meter
        self._offsets = offsets
        self._stall_timeout = stall_timeout
        self._clock = clock
        self._now = now
        self._done: dict[Partition, tuple[Lane, int]] = {}
        self._moved = clock()

    @property
    def idle_seconds(self) -> float:
        """Seconds without progress while there was something to do."""
        return self._clock() - self._moved

    def look(self, *, joined: bool = True) -> list[PartitionHealth]:
        """Measure; set the gauges. ``joined``: the group has given us our partitions, be it none.

        Raises:
            InfrastructureError: nothing has moved for too long.
        """
        health = [self._measure(partition, lane) for partition, lane in self._pipeline.lanes.items()]
        report(self._meter.metrics, health, self._intake)
        done = {partition: (lane, lane.done_offset) for partition, lane in self._pipeline.lanes.items()}
        idle = joined and not any(partition.lag or partition.pending for partition in health)
        if done != self._done or idle:
            self._done = done
            self._moved = self._clock()
            self._meter.progressed()
        elif self.idle_seconds > self._stall_timeout:
            raise InfrastructureError(self._complaint(health))
        return health

    def _measure(self, partition: Partition, lane: Lane) -> PartitionHealth:
        oldest = lane.oldest
        next_offset = oldest.offset if oldest is not None else self._next_offset(partition, lane)
        return PartitionHealth(
            partition=partition.partition,
            lag=max(0, self._offsets.end_offset(partition) - next_offset),
            lag_seconds=max(0.0, self._now() - oldest.timestamp) if oldest is not None else 0.0,
            pending=lane.pending,
            in_flight=lane.in_flight,
            waiting_for=lane.waiting_for,
            paused=self._intake.is_paused(partition),
            stepped_down=lane.stepped_down,
        )

    def _next_offset(self, partition: Partition, lane: Lane) -> int:
        """Where an idle lane goes on; the fetcher is further when transaction markers follow the last message."""
        fetched = self._offsets.fetch_offset(partition) or 0
        return fetched if lane.era < self._pipeline.era(partition) else max(lane.next_offset, fetched)

    def _complaint(self, health: list[PartitionHealth]) -> str:
        if not health:
            return (
                f"the consumer group has given out no partitions for {self.idle_seconds:.0f} s (setting: stall_timeout)"
            )
        stuck = [p for p in health if p.lag or p.pending]
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
