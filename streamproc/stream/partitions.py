"""All partitions of this worker: assigned, fed, watched, revoked. Knows nothing of Faust."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import TYPE_CHECKING

from streamproc.logs import log
from streamproc.stream.partition_processor import PartitionProcessor
from streamproc.stream.place import Move
from streamproc.stream.window import Window

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from streamproc.stream.intake import Incoming, Partition
    from streamproc.stream.workshop import Workshop


class Partitions:
    """The processors of the partitions that are ours, and the first thing that went wrong.

    ``window`` messages may be in the engine or wait to be published; see ``streamproc.stream.window`` for how the processors share it.
    """

    def __init__(self, workshop: Workshop, *, window: int) -> None:
        self._work = workshop
        self._window = window
        self._processors: dict[Partition, PartitionProcessor] = {}
        self._running: dict[Partition, asyncio.Task[None]] = {}
        self._eras: Counter[Partition] = Counter()
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def processors(self) -> Mapping[Partition, PartitionProcessor]:
        return self._processors

    def is_paused(self, partition: Partition) -> bool:
        return self._work.intake.is_paused(partition)

    async def assigned(self, partitions: Collection[Partition]) -> None:
        """Make ready for these partitions; before the consumer reads its committed offsets.

        Raises:
            StreamprocError: the broker can't be asked, or refuses us.
        """
        await self.revoked(list(self._processors), within=0)
        offsets = await self._work.publisher.open(partitions)
        self._work.intake.open(partitions)
        window = Window(self._window, partitions=len(partitions))
        for partition in partitions:
            start = offsets.get(partition, 0)
            processor = PartitionProcessor(
                partition, start, self._work, window=window.part(), era=self._eras[partition]
            )
            self._processors[partition] = processor
            self._running[partition] = asyncio.create_task(self._run(processor))
        self._work.meter.metrics.rebalances.inc()
        log.info("partitions assigned", partitions=sorted(p.partition for p in partitions))

    async def revoked(self, partitions: Collection[Partition], *, within: float) -> None:
        """Publish and commit what is finished, leave the rest to the next owner; done after ``within`` seconds."""
        await self._end([p for p in partitions if p in self._processors], within=within, keep_enriching=False)

    async def finish(self, *, within: float) -> None:
        """Take nothing more; publish and commit what the engine has."""
        await self._end(list(self._processors), within=within, keep_enriching=True)

    def accept(self, message: Incoming, partition: Partition) -> None:
        """Take a message; one of a partition that is no longer ours is its owner's business."""
        processor = self._processors.get(partition)
        if processor is not None:
            self._work.meter.consumed(partition)
            processor.put(message)

    def era(self, partition: Partition) -> int:
        """How often the partition was begun again while we have been running."""
        return self._eras[partition]

    def moved(self, partition: Partition, expected: int | None, start: int, *, anew: bool = False) -> None:
        """The consumer goes on at ``start``, since at ``expected`` there is nothing (None: no offset is committed).

        ``anew``: there is something, but of another topic that has the name now.
        """
        self._eras[partition] += 1
        move = Move(partition, expected, start, anew)
        move.tell()
        self._work.meter.moved(move)

    async def failed(self) -> None:
        """Wait for the first failure.

        Raises:
            Exception: that failure; nothing in flight may be acknowledged.
        """
        await asyncio.shield(self._failure)

    def fail(self, error: BaseException) -> None:
        """Note a failure; the first one counts."""
        if not self._failure.done():
            self._failure.set_exception(error)

    async def _end(self, partitions: Collection[Partition], *, within: float, keep_enriching: bool) -> None:
        # A revocation and the way out of a failure may both be at it: each processor is taken away by one of them.
        processors = {partition: self._processors[partition] for partition in partitions}
        running = [self._running[partition] for partition in partitions]
        await asyncio.gather(
            *(processor.finish(within=within, keep_enriching=keep_enriching) for processor in processors.values())
        )
        await asyncio.gather(*running)
        ended = [
            partition for partition, processor in processors.items() if self._processors.get(partition) is processor
        ]
        for partition in ended:
            del self._processors[partition], self._running[partition]
        await self._work.publisher.close(ended)
        self._work.intake.close(ended)

    async def _run(self, processor: PartitionProcessor) -> None:
        start = time.monotonic()
        try:
            await processor.run()
        except Exception as error:  # noqa: BLE001 - the boundary between a processor and the process: whatever it was, nothing is acknowledged and the process ends
            log.error("processor failed", **processor.partition._asdict(), after=round(time.monotonic() - start, 3))
            self.fail(error)
