"""Delivering finished messages of one partition: sealed, published and committed, in smaller parts where need be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Enriched
from streamproc.logs import log
from streamproc.stream.produce import Batch, RecordTooLarge
from streamproc.stream.publish import TooSlow

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from streamproc.engine.outcome import Outcome
    from streamproc.stream.intake import Partition
    from streamproc.stream.output_records import Finished, Outgoing
    from streamproc.stream.workshop import Workshop

CALM = 8
"""Publications in time until larger ones are tried again."""


class Delivery:
    """Publishes runs of messages. ``most`` of them go at once: half as many when the brokers were too slow for them.

    A slow broker, or a quota of the client's, would else have the same transaction run into its timeout for ever.
    """

    def __init__(self, partition: Partition, workshop: Workshop) -> None:
        self.most = workshop.limits.batch
        self._partition = partition
        self._work = workshop
        self._calm = 0

    async def publish_some(self, batch: Sequence[Finished], start_offset: int) -> int:
        """Publish and commit the first messages of the batch, as many as go at once; gives their number."""
        while True:
            part = list(batch[: self.most])
            try:
                await self._publish(part, start_offset)
            except TooSlow as why:
                self._slow_down(len(part), str(why))
            else:
                self._speed_up()
                return len(part)

    async def _publish(self, batch: list[Finished], start_offset: int) -> None:
        """Publish and commit; a message whose records the broker finds too large becomes a dead letter."""
        start = time.monotonic()
        while True:
            sealed: list[Sequence[Outgoing]] = []
            for index, finished in enumerate(batch):
                batch[index], outgoing = self._work.sealer.seal(finished)
                sealed.append(outgoing)
            next_offset = batch[-1].message.offset + 1
            try:
                await self._work.publisher.publish(Batch(self._partition, start_offset, next_offset, sealed))
            except RecordTooLarge as error:
                batch[error.index] = batch[error.index].too_large(error.size, error.why)
            else:
                self._work.meter.committed(batch, sealed, time.monotonic() - start)
                return

    def _slow_down(self, count: int, why: str) -> None:
        self.most = max(1, count // 2)
        self._calm = 0
        self._work.meter.metrics.batches_halved.inc()
        log.warning(
            "the brokers are too slow for a batch, or hold us to a quota: halved",
            **self._partition._asdict(),
            articles=self.most,
            why=why,
        )

    def _speed_up(self) -> None:
        self._calm += 1
        if self._calm >= CALM and self.most < self._work.limits.batch:
            self.most = min(2 * self.most, self._work.limits.batch)
            self._calm = 0


def output_bytes(finished: Finished) -> int:
    return bytes_of(finished.outcome) if isinstance(finished.outcome, Enriched) else finished.message.size


def bytes_of(outcome: Outcome) -> int:
    """Bytes of an article's records; none of a message that was rejected."""
    return sum(len(output.value) for output in outcome.outputs) if isinstance(outcome, Enriched) else 0


def bytes_of_done(outcome: asyncio.Future[Outcome]) -> int:
    done = outcome.done() and not outcome.cancelled() and outcome.exception() is None
    return bytes_of(outcome.result()) if done else 0
