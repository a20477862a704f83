"""Publishing a batch: what every publisher promises, and the one that publishes at least once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    MessageSizeTooLargeError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
from aiokafka.partitioner import murmur2

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.logs import log
from streamproc.stream.connection import connection, describe
from streamproc.stream.intake import Partition
from streamproc.stream.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping

    from streamproc.settings import Settings

REFUSED = (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
"""The broker won't let us: an operator has to act."""

PRODUCE_BATCH_BYTES = 262_144
"""Most bytes of several records in one produce batch; a larger record travels alone."""


class SteppedDown(Exception):
    """Somebody else owns the partition now; what was in flight is theirs."""


class RecordTooLarge(Exception):
    """The broker did not take a record of message ``index`` of the batch."""

    def __init__(self, index: int, size: int, limit: int) -> None:
        super().__init__(f"a record of {size:,} bytes; at most {limit:,} can be published")
        self.index = index
        self.size = size
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Batch:
    """What finished messages of one partition give: the records of each, and the offset behind the last.

    ``start_offset`` is the group's committed offset before this batch, 0 when it has none.
    """

    partition: Partition
    start_offset: int
    next_offset: int
    records: Sequence[Sequence[Outgoing]]


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
            RecordTooLarge: nothing of the batch is committed, it can be published again without that record.
            ConfigurationError: the broker refuses us.
            InfrastructureError: it could not be done in time; what happened to the batch is not known.
        """
        ...

    async def close(self, partitions: Collection[Partition]) -> None:
        """Let go of partitions; what is still being published is given up."""
        ...


class AtLeastOncePublisher:
    """Records first, then the offset: after a crash in between, records appear again.

    Every delivery is awaited before the consumer group's offset moves, by the group's own commit, which carries
    the generation, so that a worker that lost the partition can't move it. No idempotence (KIP-98), because the
    embedded broker has none.
    """

    def __init__(self, settings: Settings, *, commit: Callable[[Partition, int], Awaitable[bool]]) -> None:
        self._settings = settings
        self._commit = commit
        self._producer: AIOKafkaProducer | None = None

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:  # noqa: ARG002
        if self._producer is None:
            self._producer = AIOKafkaProducer(**producer_arguments(self._settings))
            await self._producer.start()
        return {}

    async def publish(self, batch: Batch) -> None:
        if self._producer is None:
            raise SteppedDown("not open")
        try:
            async with asyncio.timeout(self._settings.transaction_timeout):
                await send_all(self._producer, batch, limit=self._settings.max_message_bytes)
                if not await self._commit(batch.partition, batch.next_offset):
                    raise SteppedDown("the group has rebalanced")
        except REFUSED as error:
            raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
        except (KafkaError, OSError, TimeoutError) as error:
            raise InfrastructureError(f"could not publish: {describe(error)}") from error

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
    }


async def send_all(producer: AIOKafkaProducer, batch: Batch, *, limit: int) -> None:
    """Send every record and wait for every acknowledgement.

    Produce batches are filled here, one for each partition: ``AIOKafkaProducer.send`` takes 60 microseconds a record,
    and an article has dozens. Records of a partition stay in order; keys are spread as by Kafka's own clients.

    Raises:
        RecordTooLarge: the broker, or the producer, did not take a record for its size.
        KafkaError: the first error of a delivery.
    """
    sent: list[tuple[Filling, asyncio.Future[Any]]] = []
    try:
        for topic, filling in [entry async for entry in filled(producer, batch)]:
            sent.append((filling, await producer.send_batch(filling.builder, topic, partition=filling.partition)))
    finally:
        # Also when one could not be sent: an error nobody asks for would be reported when it is collected.
        results = await asyncio.gather(*(delivery for _, delivery in sent), return_exceptions=True)
    for (filling, _), result in zip(sent, results, strict=True):
        if isinstance(result, MessageSizeTooLargeError):
            raise RecordTooLarge(filling.largest_of, filling.largest, limit) from result
    for result in results:
        if isinstance(result, BaseException):
            raise result


@dataclass(slots=True)
class Filling:
    """A produce batch being filled, and the largest record in it with the message it belongs to."""

    partition: int
    builder: Any
    largest: int = 0
    largest_of: int = 0

    def add(self, index: int, record: Outgoing) -> bool:
        """Whether the record still fits; a lone one always does."""
        size = len(record.value or b"")
        if (
            self.builder.append(timestamp=None, key=record.key, value=record.value, headers=list(record.headers))
            is None
        ):
            return False
        if size >= self.largest:
            self.largest, self.largest_of = size, index
        return True


async def filled(producer: AIOKafkaProducer, batch: Batch) -> AsyncIterator[tuple[str, Filling]]:
    """The batch's records in produce batches, those of a partition in order."""
    counts: dict[str, int] = {}
    open_: dict[tuple[str, int], Filling] = {}
    for index, records in enumerate(batch.records):
        for record in records:
            topic = record.topic
            if topic not in counts:
                counts[topic] = len(await producer.partitions_for(topic))
            partition = partition_of(record.key, counts[topic], otherwise=batch.partition.partition)
            filling = open_.get((topic, partition))
            if filling is None or not filling.add(index, record):
                if filling is not None:
                    yield topic, filling
                filling = open_[topic, partition] = Filling(partition, producer.create_batch())
                filling.add(index, record)
    for (topic, _), filling in open_.items():
        yield topic, filling


def partition_of(key: bytes | None, count: int, *, otherwise: int) -> int:
    """Where Kafka's own clients put a key; what has none stays on the number of its input partition."""
    return otherwise % count if key is None else hashed(key) % count


@lru_cache(maxsize=4096)
def hashed(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


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
