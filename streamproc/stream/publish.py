"""Publishing a batch: what every publisher promises, and the one that publishes at least once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    KafkaTimeoutError,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.logs import log
from streamproc.stream.connection import connection, describe
from streamproc.stream.produce import PRODUCE_BATCH_BYTES, Batch, ProduceBatchTooLarge, ProduceSizes, send_all
from streamproc.stream.takeover import SURE, OffsetNote, of_another_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from streamproc.settings import Settings
    from streamproc.stream.intake import Partition
    from streamproc.stream.stable_offset import Committed
    from streamproc.stream.topic_identity import TopicIdentity

REFUSED = (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
"""The broker won't let us: an operator has to act."""

SLOW = (TimeoutError, KafkaTimeoutError, RequestTimedOutError)
"""No answer in time."""


class SteppedDown(Exception):
    """Somebody else owns the partition now; what was in flight is theirs."""


class TooSlow(Exception):
    """Several messages at once took longer than they may; nothing of the batch is committed, fewer may be in time."""


class Publisher(Protocol):
    """Publishes batches and commits their offsets.

    The batches of a partition come one after another, those of different partitions at the same time.
    """

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:
        """Make ready for partitions that were just assigned, and give the offset at which each goes on.

        Runs before the consumer reads its committed offsets. A partition without a committed offset is left out.
        """
        ...

    async def publish(self, batch: Batch) -> None:
        """Publish all records and commit the offset; returns when both are acknowledged.

        Raises:
            SteppedDown: the partition has moved; nothing of the batch counts.
            TooSlow: nothing of the batch is committed, a part of it may be in time.
            RecordTooLarge: nothing of the batch is committed, it can be published again without that record.
            ConfigurationError: the broker refuses us.
            InfrastructureError: it could not be done in time; what happened to the batch is not known.
        """
        ...

    async def close(self, partitions: Collection[Partition]) -> None:
        """Let go of partitions; what is still being published is given up."""
        ...


class GroupOffsets(Protocol):
    """The group's own offsets, each with a note beside it."""

    async def committed_offsets(self, partitions: Collection[Partition]) -> Mapping[Partition, Committed]:
        """Those of the partitions that have one."""
        ...

    async def commit_offset(self, partition: Partition, offset: int, note: str) -> bool:
        """Commit with the group's generation; False when the partition is no longer ours."""
        ...


class AtLeastOncePublisher:
    """Records first, then the offset: after a crash in between, records appear again.

    Every delivery is awaited before the consumer group's offset moves, by the group's own commit, which carries
    the generation, so that a worker that lost the partition can't move it. No idempotence (KIP-98), because the
    embedded broker has none.

    ``anew`` is told of each partition whose topic has been made anew since the group's offset, and of that offset;
    ``begin`` of each whose offset is 0.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        offsets: GroupOffsets,
        topic: TopicIdentity,
        anew: Callable[[Partition, int | None], None],
        begin: Callable[[Partition], None],
    ) -> None:
        self._settings = settings
        self._offsets = offsets
        self._topic = topic
        self._anew, self._begin = anew, begin
        self._producer: AIOKafkaProducer | None = None
        self._sizes = ProduceSizes()

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:
        if self._producer is None:
            self._producer = AIOKafkaProducer(**producer_arguments(self._settings))
            await self._producer.start()
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                await self._compare_topic(partitions)
        except (KafkaError, TimeoutError) as error:
            raise InfrastructureError(f"the group's offsets could not be read: {describe(error)}") from error
        return {}

    async def _compare_topic(self, partitions: Collection[Partition]) -> None:
        """Begin anew what belongs to another topic of that name; nothing is compared where the brokers tell no ids."""
        if not (topic := await self._topic.read()):
            return
        found = await self._offsets.committed_offsets(partitions)
        if of_another_topic(found, topic):
            await asyncio.sleep(SURE)
            topic = await self._topic.read()
        begun = of_another_topic(found, topic)
        for partition, committed in found.items():
            if partition in begun and await self._offsets.commit_offset(partition, 0, self._note):
                self._anew(partition, committed.offset)
            elif committed.offset == 0:
                self._begin(partition)  # Faust seeks to no offset that is 0

    @property
    def _note(self) -> str:
        return OffsetNote("", self._topic.known).text

    async def publish(self, batch: Batch) -> None:
        if self._producer is None:
            raise SteppedDown("not open")
        try:
            async with asyncio.timeout(self._settings.transaction_timeout):
                await self._send(self._producer, batch)
                if not await self._offsets.commit_offset(batch.partition, batch.next_offset, self._note):
                    raise SteppedDown("the group has rebalanced")
        except REFUSED as error:
            raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
        except SLOW as error:
            if len(batch.records) > 1:  # what the brokers took of it appears twice
                raise TooSlow(describe(error)) from error
            raise InfrastructureError(f"could not publish: {describe(error)}") from error
        except (KafkaError, OSError) as error:
            raise InfrastructureError(f"could not publish: {describe(error)}") from error

    async def _send(self, producer: AIOKafkaProducer, batch: Batch) -> None:
        while True:
            try:
                return await send_all(producer, [batch], self._sizes)
            except ProduceBatchTooLarge:
                pass  # what the brokers took of the batch appears twice

    async def close(self, partitions: Collection[Partition]) -> None:
        """The producer serves all partitions and stays; ``stop`` ends it."""

    async def stop(self) -> None:
        if self._producer is not None:
            await stop_producer(self._producer)
            self._producer = None


def producer_arguments(settings: Settings) -> dict[str, Any]:
    """What every producer of ours is told."""
    return {
        **connection(settings),
        "acks": "all",
        "max_batch_size": PRODUCE_BATCH_BYTES,
        "max_request_size": settings.max_message_bytes,
        "retry_backoff_ms": 50,
        "metadata_max_age_ms": round(1000 * settings.metadata_max_age),
    }


async def stop_producer(producer: AIOKafkaProducer, *, within: float = 2.0) -> None:
    """Stop a producer, if need be by force: a wedged one would wait for its deliveries for ever."""
    try:
        async with asyncio.timeout(within):
            await producer.stop()
    except (KafkaError, OSError, TimeoutError, AssertionError) as error:
        log.debug("producer did not stop in order", error=describe(error))
        sender = producer._sender.sender_task  # noqa: SLF001 - aiokafka has no way to give up
        if sender is not None:
            sender.cancel()
        await producer.client.close()
