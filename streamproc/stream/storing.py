"""From the topics to the store: reads all partitions, writes each batch and its offsets in one transaction.

In no consumer group: the store's own offsets say where it goes on, so whatever dies, nothing is missing or there twice.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from streamproc.errors import InfrastructureError
from streamproc.logs import about, log
from streamproc.store import writing
from streamproc.store.database import is_away, is_refusal, reason
from streamproc.stream.changes import change_of
from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.fetching import bound
from streamproc.stream.reading import message_of
from streamproc.stream.record_format import AvroRecords
from streamproc.stream.topics import partitions_of, topic_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from aiokafka import ConsumerRecord
    from sqlalchemy import Engine

    from streamproc.metrics.store import StoreMetrics
    from streamproc.settings import Settings
    from streamproc.store.writing import Change, Place

    Batch = Mapping[TopicPartition, Sequence[ConsumerRecord[bytes, bytes]]]

T = TypeVar("T")
ROLES = ("enriched", "dead_letters")
"""The topics that are kept. An enriched article holds all records of the other topics."""
STAGES = ("copies", "stories")
"""Topics that are kept, too, where the stages that fill them run."""
BATCH = 500
"""Messages in a transaction at most."""
FETCH_BYTES = 4_194_304
WAIT_MS = 500
LOOK_SECONDS = 60.0
"""How often new partitions, and what has expired, are looked for."""
PATIENCE = 60.0
"""Seconds that the database may be away before the process ends."""
PAUSE = 1.0


class Storing:
    """Keeps the topics in a store, until it is told to stop."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        metrics: StoreMetrics,
        *,
        keep: timedelta | None = None,
        alive: Callable[[int], None] = lambda _lag: None,
    ) -> None:
        """``keep``: how long articles stay; ``alive`` hears every half second how many messages are not yet stored."""
        self.engine = engine
        self.settings = settings
        self.metrics = metrics
        self.avro = AvroRecords(settings)
        self.keep = keep
        self.alive = alive
        self.positions: dict[Place, int] = {}
        self.looked: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop``.

        Raises:
            ConfigurationError: a topic does not exist.
            InfrastructureError: the brokers, or the database, were away for too long.
        """
        bound(self.settings.max_message_bytes)
        consumer = AIOKafkaConsumer(
            **connection(self.settings),
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="none",
            fetch_max_wait_ms=WAIT_MS // 2,
            max_partition_fetch_bytes=FETCH_BYTES,
        )
        async with connected(consumer, self.settings), reachable(self.settings):
            while not stop.is_set():
                if self.looked is None or time.monotonic() - self.looked >= LOOK_SECONDS:
                    await self.look(consumer)
                try:
                    batch = await consumer.getmany(timeout_ms=WAIT_MS, max_records=BATCH)
                except OffsetOutOfRangeError as error:
                    await self.begin_again(consumer, error.args[0])
                    continue
                if batch:
                    await self.take(consumer, batch)
                await self.tell(consumer)

    async def look(self, consumer: AIOKafkaConsumer) -> None:
        """Find the partitions there are now, go on where the store is, and delete what has expired."""
        topics = [topic_name(self.settings, role) for role in ROLES]
        of_stages = [topic_name(self.settings, role) for role in STAGES]
        found = await partitions_of(topics, self.settings, where_there=of_stages)
        places = {TopicPartition(topic, number) for topic, numbers in found.items() for number in numbers}
        if places != consumer.assignment():
            consumer.assign(list(places))
            await self.go_on(consumer)
            log.info("store reads", topics=sorted(found), partitions=len(places))
        elif markers := {
            name: at for name, at in (await self.read_up_to(consumer)).items() if at > self.positions.get(name, 0)
        }:
            await self.pass_by(consumer, markers)
        if self.keep is not None:
            gone = await self.patiently(writing.expire, datetime.now(UTC) - self.keep)
            if gone:
                log.info("expired articles deleted", articles=gone)
        self.looked = time.monotonic()

    async def go_on(self, consumer: AIOKafkaConsumer) -> None:
        """Seek to where the store is; to the beginning of what was never read."""
        self.positions = await self.patiently(writing.positions)
        for place in consumer.assignment():
            if (offset := self.positions.get((place.topic, place.partition))) is not None:
                consumer.seek(place, offset)
            else:
                await consumer.seek_to_beginning(place)

    async def begin_again(self, consumer: AIOKafkaConsumer, places: Mapping[TopicPartition, int]) -> None:
        """Messages have expired unread, or the topic was made anew: go on at its beginning, and say so."""
        for place, offset in places.items():
            [first] = (await consumer.beginning_offsets([place])).values()
            with about(topic=place.topic, partition=place.partition, offset=offset):
                if first > offset:
                    log.error("messages expired before they were stored", missing=first - offset)
                else:
                    log.error("the topic ends before what is stored: it was made anew")
            self.metrics.position_resets.labels("expired" if first > offset else "rewound").inc()
            name = (place.topic, place.partition)
            if first > offset:
                await self.patiently(writing.write, [], {name: writing.Advance(self.positions.get(name), first)})
            else:
                await self.patiently(writing.begin_again, name)
        await self.go_on(consumer)

    async def take(self, consumer: AIOKafkaConsumer, batch: Batch) -> None:
        """Store a batch; where somebody else has, go on behind what is stored."""
        try:
            await self.patiently(self.store, batch)
        except writing.Overtaken as error:
            log.warning("another process writes into this store, too", place=str(error))
            await self.go_on(consumer)

    def store(self, _engine: Engine, batch: Batch) -> None:
        """Write all messages at once, or where the database refuses one of them, one by one without it."""
        records = [record for records in batch.values() for record in records]
        try:
            self.write(records)
        except Exception as error:
            if not is_refusal(error):
                raise
            for record in records:
                self.write_alone(record)

    def write_alone(self, record: ConsumerRecord[bytes, bytes]) -> None:
        """Write a message, or pass over what the database refuses: it is logged and counted."""
        try:
            self.write([record])
        except Exception as error:
            if not is_refusal(error):
                raise
            with about(topic=record.topic, partition=record.partition, offset=record.offset):
                log.error("record not stored", why=reason(error))
            self.metrics.messages.labels("rejected").inc()
            self.write([record], pass_over=True)

    def write(self, records: Sequence[ConsumerRecord[bytes, bytes]], *, pass_over: bool = False) -> None:
        changes = [] if pass_over else [change for r in records if (change := self.change(r))]
        ends = {(record.topic, record.partition): record.offset + 1 for record in records}
        advances = {place: writing.Advance(self.positions.get(place), end) for place, end in ends.items()}
        writing.write(self.engine, changes, advances)
        self.positions |= ends
        for change in changes:
            self.metrics.messages.labels(type(change).__name__.lower()).inc()
        if unread := len(records) - len(changes) - pass_over * len(records):
            self.metrics.messages.labels("unreadable").inc(unread)

    def change(self, record: ConsumerRecord[bytes, bytes]) -> Change | None:
        return change_of(message_of(record), self.settings, self.avro)

    async def patiently(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do it in a thread, again while the database is away.

        Raises:
            InfrastructureError: it stays away.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return await asyncio.to_thread(work, self.engine, *arguments)
            except Exception as error:
                if not is_away(error):
                    raise
                if time.monotonic() > deadline:
                    raise InfrastructureError(f"the store does not answer: {reason(error)}") from error
                log.warning("the store does not answer, trying again", why=reason(error))
            await asyncio.sleep(PAUSE)

    async def read_up_to(self, consumer: AIOKafkaConsumer) -> dict[Place, int]:
        """Where each partition is read on: behind all that is stored, and behind the markers of transactions that follow."""
        return {(place.topic, place.partition): await consumer.position(place) for place in consumer.assignment()}

    async def pass_by(self, consumer: AIOKafkaConsumer, places: Mapping[Place, int]) -> None:
        """Store positions behind markers, or one whose marker has expired would look like one with unread messages."""
        advances = {name: writing.Advance(self.positions.get(name), at) for name, at in places.items()}
        try:
            await self.patiently(writing.write, [], advances)
            self.positions |= places
        except writing.Overtaken:
            await self.go_on(consumer)

    async def tell(self, consumer: AIOKafkaConsumer) -> None:
        """Set the gauges. All that was fetched is stored by now."""
        positions = await self.read_up_to(consumer)
        ends = {(place.topic, place.partition): consumer.highwater(place) or 0 for place in consumer.assignment()}
        lag = sum(max(0, end - positions[name]) for name, end in ends.items())
        self.metrics.lag.set(lag)
        self.alive(lag)
