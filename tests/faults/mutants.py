"""Wrong ways to publish, each a plausible mistake. The oracle must find them out, or it proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiokafka import TopicPartition

from streamproc.stream.produce import send_all
from streamproc.stream.publish import SteppedDown
from streamproc.stream.transactions import TransactionalPublisher

if TYPE_CHECKING:
    from streamproc.stream.produce import Batch


class Mutant(TransactionalPublisher):
    """The real publisher with another transaction. ``commit`` is the consumer group's own commit."""

    def __init__(self, settings, app, *, meter):
        super().__init__(settings, meter=meter)
        self.commit = app.commit_offset

    async def records_alone(self, batch: Batch) -> None:
        producer = self._producers.get(batch.partition)
        if producer is None:
            raise SteppedDown("its producer is closed")
        await producer.begin_transaction()
        await send_all(producer, batch, self._sizes)
        await producer.commit_transaction()


class AcksBeforeCommit(Mutant):
    """Moves the group's offset, then publishes: a death in between loses the batch."""

    async def _transaction(self, batch: Batch) -> None:
        await self.commit(TopicPartition(*batch.partition), batch.next_offset)
        await self.records_alone(batch)


class OffsetsOutsideTransaction(Mutant):
    """Publishes, then moves the group's offset: a death in between publishes the batch twice."""

    async def _transaction(self, batch: Batch) -> None:
        await self.records_alone(batch)
        await self.commit(TopicPartition(*batch.partition), batch.next_offset)


MUTANTS = {"acks_before_commit": AcksBeforeCommit, "offsets_outside_transaction": OffsetsOutsideTransaction}
