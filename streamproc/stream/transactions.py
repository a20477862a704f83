"""Exactly once: records, dead letters and offsets of the partitions' batches are one Kafka transaction.

This is Kafka Streams' second exactly-once design (KIP-447): one transactional producer for a worker, whatever the
number of its partitions. The group's coordinator refuses the offsets of a worker that the group has gone on without,
by the generation in which the partition was assigned. The offsets go before the records: whoever is fenced learns it
before a record is sent, and a transaction that was left open by a dead worker shows in its partitions' offsets, which
the next owner reads with ``require_stable`` only when they are settled (``streamproc.stream.takeover``).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiokafka.errors import InvalidProducerEpoch, ProducerFenced
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.logs import log
from streamproc.stream.connection import describe
from streamproc.stream.own_producer import RECOVERABLE, RETRY_PAUSE, OwnProducer
from streamproc.stream.produce import ProduceBatchTooLarge, ProduceSizes, RecordTooLarge, send_all
from streamproc.stream.producer import EXPELLED
from streamproc.stream.publish import REFUSED, SLOW, SteppedDown, TooSlow
from streamproc.stream.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from streamproc.settings import Settings
    from streamproc.stream.intake import Partition
    from streamproc.stream.meter import Meter
    from streamproc.stream.produce import Batch
    from streamproc.stream.producer import Member
    from streamproc.stream.topic_identity import TopicIdentity
    from streamproc.stream.turns import Waiting

FENCED = (ProducerFenced, InvalidProducerEpoch)
"""Somebody took us for dead, or the coordinator gave up on our transaction. The group decides whether we are."""

ABORT_SCAN = 15.0
"""Seconds after a transaction's timeout in which the coordinator aborts it (it looks every ten, unless told otherwise)."""


class TransactionalPublisher:
    """One producer for all partitions that are assigned to us; ``member`` tells our place in the group.

    ``anew`` is told of each partition whose topic has been made anew since the group's offset, and of that offset;
    ``begin`` of each whose offset is 0.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        meter: Meter,
        member: Callable[[], Member],
        topic: TopicIdentity,
        anew: Callable[[Partition, int | None], None],
        begin: Callable[[Partition], None],
    ) -> None:
        self._settings = settings
        self._meter = meter
        self._member = member
        self._anew, self._begin = anew, begin
        self._producer = OwnProducer(settings, topic)
        self._assigned: dict[Partition, Member] = {}
        self._turns = Turns(settings.batch_bytes)
        self._sizes = ProduceSizes()
        self._turn: list[Waiting] = []
        self._running: asyncio.Task[None] | None = None

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:
        member = self._member()
        within = self._settings.transaction_timeout + ABORT_SCAN
        try:
            async with asyncio.timeout(within):
                found, begun = await self._producer.take_over(partitions, member)
        except TimeoutError as error:
            raise InfrastructureError(
                f"the partitions' offsets could not be settled, or no producer initialised, within {within:g} s"
            ) from error
        for partition, offset in begun.items():
            self._anew(partition, offset)
        for partition, committed in found.items():
            if committed.offset == 0 and partition not in begun:
                self._begin(partition)  # somebody has set it back: Faust seeks to no offset that is 0
        self._assigned |= dict.fromkeys(partitions, member)
        self._run_on()
        return {partition: committed.offset for partition, committed in found.items() if committed.offset is not None}

    async def publish(self, batch: Batch) -> None:
        if (member := self._assigned.get(batch.partition)) is None:
            raise SteppedDown("its partition is closed")
        await self._turns.put(batch, member)

    async def close(self, partitions: Collection[Partition]) -> None:
        why = SteppedDown("its partition is closed")
        for partition in partitions:
            self._assigned.pop(partition, None)
        self._turns.remove(partitions, why)
        if any(waiting.batch.partition in partitions for waiting in self._turn):
            await self._halt()
            self._turns.put_back(self._turn)
            self._turns.remove(partitions, why)
            self._turn = []
            if self._assigned:
                self._run_on()

    async def stop(self) -> None:
        await self.close(list(self._assigned))
        await self._halt()

    def _run_on(self) -> None:
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())

    async def _halt(self) -> None:
        """Give up the transaction that is under way."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._producer.abandon()

    async def _run(self) -> None:
        """One transaction after another."""
        while True:
            self._turn = await self._turns.next()
            try:
                await self._commit()
            except Exception as error:  # noqa: BLE001 - the boundary to the processors: each of them learns it
                await self._producer.drop()
                for waiting in self._turn:
                    waiting.fail(error)
            self._turn = []

    async def _commit(self) -> None:
        failure = "no answer"
        try:
            async with asyncio.timeout(self._settings.stall_timeout):
                while (outcome := await self._attempt()) is not None:
                    failure = outcome
                    await self._recover()
                    if not self._turn:
                        return
                    await asyncio.sleep(RETRY_PAUSE)
        except TimeoutError as error:
            raise InfrastructureError(
                f"{places(self._turn)}: no transaction could be committed within {self._settings.stall_timeout:g} s; "
                f"the last error: {failure}"
            ) from error

    async def _attempt(self) -> str | None:
        """One transaction; None when there is nothing more to do for this turn, else what went wrong."""
        try:
            async with asyncio.timeout(self._settings.transaction_timeout):
                await self._transaction()
        except EXPELLED as error:
            self._meter.transaction("fenced")
            await self._producer.drop()
            raise SteppedDown("the group has gone on without this worker") from error
        except REFUSED as error:
            raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
        except ProduceBatchTooLarge:
            self._meter.transaction("aborted")
            return "a produce batch was too large"
        except RecordTooLarge as error:
            self._meter.transaction("aborted")
            await self._recover()
            for waiting in self._turn:
                if waiting.batch.partition == error.partition:
                    waiting.fail(error)
            self._turn = [waiting for waiting in self._turn if not waiting.done.done()]
            return str(error) if self._turn else None
        except RECOVERABLE as error:
            self._meter.transaction("fenced" if isinstance(error, FENCED) else "aborted")
            log.warning("transaction aborted", partitions=places(self._turn), error=describe(error))
            if isinstance(error, SLOW):
                await self._recover()
                self._divide(describe(error))
            return describe(error) if self._turn else None
        self._meter.transaction("committed")
        self._turns.in_time()
        for waiting in self._turn:
            waiting.succeed()
        return None

    async def _transaction(self) -> None:
        producer = await self._producer.started()
        batches = [waiting.batch for waiting in self._turn]
        offsets = {
            TopicPartition(*batch.partition): OffsetAndMetadata(batch.next_offset, self._producer.note.text)
            for batch in batches
        }
        await producer.begin_transaction()
        await producer.commit_offsets(offsets, self._settings.group, self._turn[0].member)
        await send_all(producer, batches, self._sizes)
        await producer.commit_transaction()

    async def _recover(self) -> None:
        """Replace the producer, and keep of the turn what was not committed after all.

        A zombie that wakes up in an error which is not an expulsion gets a fresh producer like anybody else, so the
        offset decides: when it stands neither before nor behind a batch, somebody else has gone on without us.
        """
        await self._producer.drop()
        found = await self._producer.settled([waiting.batch.partition for waiting in self._turn])
        for waiting in self._turn:
            offset = found[waiting.batch.partition].offset or 0
            if offset == waiting.batch.next_offset:
                waiting.succeed()
            elif offset != waiting.batch.start_offset:
                waiting.fail(SteppedDown(f"somebody else has committed offset {offset}"))
        self._turn = [waiting for waiting in self._turn if not waiting.done.done()]

    def _divide(self, why: str) -> None:
        """Take half of a turn that took too long; a batch that is alone goes back to its partition, to try a part of it."""
        if len(self._turn) == 1 and len(self._turn[0].batch.records) > 1:
            self._turn.pop().fail(TooSlow(why))
        elif self._turn:
            self._turn = self._turns.too_slow(self._turn)


def places(turn: Collection[Waiting]) -> str:
    """The partitions of a turn, for a person."""
    partitions = [waiting.batch.partition for waiting in turn]
    return f"{partitions[0].topic}-{','.join(str(partition.partition) for partition in partitions)}" if turn else ""
