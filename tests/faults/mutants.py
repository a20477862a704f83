"""Wrong ways to publish, each a plausible mistake. The oracle must find them out, or it proves nothing."""

from __future__ import annotations

from aiokafka import TopicPartition

from streamproc.stream.produce import send_all
from streamproc.stream.transactions import TransactionalPublisher


class Mutant(TransactionalPublisher):
    """The real publisher with another transaction. ``commit`` is the consumer group's own commit."""

    def __init__(self, settings, app, meter, identity):
        super().__init__(
            settings,
            meter=meter,
            member=lambda: app.member,
            topic=identity,
            anew=app.made_anew,
            begin=app.begin,
        )
        self.commit = app.commit_offset

    async def records_alone(self) -> None:
        producer = await self._producer.started()
        await producer.begin_transaction()
        batches = [waiting.batch for waiting in self._turn]
        await send_all(producer, batches, self._sizes)
        await producer.commit_transaction()

    async def offsets_alone(self) -> None:
        for waiting in self._turn:
            await self.commit(TopicPartition(*waiting.batch.partition), waiting.batch.next_offset)


class AcksBeforeCommit(Mutant):
    """Moves the group's offset, then publishes: a death in between loses the batch."""

    async def _transaction(self) -> None:
        await self.offsets_alone()
        await self.records_alone()


class OffsetsOutsideTransaction(Mutant):
    """Publishes, then moves the group's offset: a death in between publishes the batch twice."""

    async def _transaction(self) -> None:
        await self.records_alone()
        await self.offsets_alone()


MUTANTS = {"acks_before_commit": AcksBeforeCommit, "offsets_outside_transaction": OffsetsOutsideTransaction}
