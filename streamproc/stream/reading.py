"""Reading topics outside any consumer group: to their present end, or following them. Only what is committed is seen."""

from __future__ import annotations

import heapq
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, TopicPartition

from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.fetching import bound
from streamproc.stream.intake import Headers
from streamproc.stream.topics import partitions_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence

    from aiokafka import ConsumerRecord

    from streamproc.settings import Settings

QUIET_MS = 300
"""A topic whose end is reached and that stays silent this long has been read."""


FIRST, LAST = -62_135_596_800_000, 253_402_300_799_000
"""The first and the last second of the calendar, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Message:
    """A record as it lies in its topic."""

    topic: str
    partition: int
    offset: int
    time: datetime
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str | None:
        """The last header of this name, as text."""
        values = [value for header, value in self.headers if header == name and value is not None]
        return values[-1].decode("utf-8", "replace") if values else None


async def read_to_end(topic: str, settings: Settings) -> AsyncIterator[Message]:
    """What the topic holds now, in order per partition; messages that arrive later need not be among it."""
    started = datetime.now(UTC)
    async with reader([topic], settings, from_beginning=True) as consumer:
        partitions = consumer.assignment()
        ends = await consumer.end_offsets(partitions)
        while True:
            batch = messages_of(await consumer.getmany(timeout_ms=QUIET_MS))
            for message in batch:
                yield message
            # Some brokers tell too small an end, so a silent moment is asked for too; a busy topic ends by the clock.
            reached = all([await consumer.position(partition) >= ends[partition] for partition in partitions])
            if reached and (not batch or all(message.time > started for message in batch)):
                return


async def follow(topics: Sequence[str], settings: Settings, *, from_beginning: bool = False) -> AsyncGenerator[Message]:
    """Every message from now on (or from the beginning), until the caller has had enough."""
    async with reader(topics, settings, from_beginning=from_beginning) as consumer, reachable(settings):
        while True:
            for message in messages_of(await consumer.getmany(timeout_ms=QUIET_MS)):
                yield message


async def read_one(topic: str, partition: int, offset: int, settings: Settings) -> Message | None:
    """The message at this place, or None where there is none (any more)."""
    async with reader([topic], settings, from_beginning=True) as consumer, reachable(settings):
        place = TopicPartition(topic, partition)
        if place not in consumer.assignment():
            return None
        consumer.assign([place])
        consumer.seek(place, offset)
        found = messages_of(await consumer.getmany(place, timeout_ms=10 * QUIET_MS, max_records=1))
        return found[0] if found and found[0].offset == offset else None


@asynccontextmanager
async def reader(topics: Sequence[str], settings: Settings, *, from_beginning: bool) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer on all partitions of the topics, in no group: it commits nothing and disturbs nobody.

    Raises:
        ConfigurationError: a topic does not exist.
    """
    partitions = await partitions_of(topics, settings)
    bound(settings.max_message_bytes)
    consumer = AIOKafkaConsumer(
        **connection(settings),
        isolation_level="read_committed",
        enable_auto_commit=False,
        fetch_max_wait_ms=QUIET_MS // 3,
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    async with connected(consumer, settings), reachable(settings):
        consumer.assign([TopicPartition(topic, number) for topic in topics for number in partitions[topic]])
        await (consumer.seek_to_beginning() if from_beginning else consumer.seek_to_end())
        yield consumer


def messages_of(batches: Mapping[TopicPartition, Sequence[ConsumerRecord[bytes, bytes]]]) -> list[Message]:
    """Kafka's records as ours: in order per partition, the partitions merged by time."""
    partitions = [[message_of(record) for record in records] for records in batches.values()]
    return list(heapq.merge(*partitions, key=lambda message: message.time))


def message_of(record: ConsumerRecord[bytes, bytes]) -> Message:
    return Message(
        record.topic,
        record.partition,
        record.offset,
        moment(record.timestamp),
        record.key,
        record.value,
        tuple(record.headers),
    )


def moment(milliseconds: int) -> datetime:
    """A message's timestamp; the nearest there is where its sender has put in something else, such as nanoseconds."""
    return datetime.fromtimestamp(min(max(milliseconds, FIRST), LAST) / 1000, UTC)
