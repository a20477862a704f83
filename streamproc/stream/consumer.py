"""The consumer inside Faust: our settings, paused by the intake alone, and where it goes on when its place is gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import aiokafka
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    KafkaError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import ConsumerMessage

from streamproc.logs import log
from streamproc.stream.connection import connection, describe
from streamproc.stream.fetching import UNREAD, bound
from streamproc.stream.fitting import VALUE_OMITTED
from streamproc.stream.intake import Incoming, Partition
from streamproc.stream.stable_offset import Committed

if TYPE_CHECKING:
    from collections.abc import Collection, Coroutine

    from faust.types import TP

    from streamproc.errors import Reason
    from streamproc.settings import Settings

T = TypeVar("T")

FETCH_BYTES = 1_048_576
"""Bytes fetched of a partition at once; a larger message is fetched alone (KIP-74)."""

POLLED_MESSAGES = 200
"""Messages that Faust takes from the fetcher at once; what is taken can't be paused."""

PAUSE = 0.1
"""Seconds until the other partitions are fetched again while one has no place to go on."""


class FetchedMessage(ConsumerMessage):
    """A message with its era: how often its partition had been begun again when it was fetched."""

    __slots__ = ("era",)
    era: int


class ReadPosition(NamedTuple):
    """``next``: the offset that is fetched next. ``handed_over``: the one behind the last message that Faust was given."""

    next: int
    handed_over: int


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """aiokafka's consumer with our security settings, reading only what upstream has committed.

    It resets no offset by itself (``auto_offset_reset="none"``), because it would do so without a word: articles that
    expired unread would just be missing, and offsets that begin again look like messages that were seen.
    """

    app: Any

    def __post_init__(self) -> None:
        super().__post_init__()
        self._beginning: dict[Partition, asyncio.Task[None]] = {}
        self._handed_over: dict[Partition, int] = {}

    def _create_worker_consumer(self, transport: Any) -> aiokafka.AIOKafkaConsumer:  # noqa: ARG002
        settings: Settings = self.app.settings
        bound(settings.max_message_bytes)
        return aiokafka.AIOKafkaConsumer(
            **connection(settings),
            group_id=settings.group,
            group_instance_id=settings.group_instance_id,
            partition_assignment_strategy=[RoundRobinPartitionAssignor],
            enable_auto_commit=False,
            auto_offset_reset="none",
            isolation_level="read_committed",
            metadata_max_age_ms=round(1000 * settings.metadata_max_age),
            max_poll_records=POLLED_MESSAGES,
            max_partition_fetch_bytes=FETCH_BYTES,
            # A partition that is paused while the engine is busy is no reason to leave the group: the watchdog judges.
            max_poll_interval_ms=round(2000 * settings.stall_timeout),
            session_timeout_ms=round(1000 * settings.session_timeout),
            heartbeat_interval_ms=round(1000 * settings.session_timeout / 6),
            rebalance_timeout_ms=round(1000 * (settings.stop_timeout + settings.session_timeout)),
        )

    async def _fetch_records(self, *arguments: Any, **limits: Any) -> Any:
        try:
            records = await super()._fetch_records(*arguments, **limits)
        except OffsetOutOfRangeError as error:
            [(partition, offset)] = error.args[0].items()
            self._begin_again(Partition(*partition), offset)
        except NoOffsetForPartitionError as error:
            self._begin_again(Partition(*error.args[0]), None)
        else:
            self._handed_over |= {Partition(*tp): batch[-1].offset + 1 for tp, batch in records.items()}
            return records
        await asyncio.sleep(PAUSE)
        return {}

    def _begin_again(self, partition: Partition, expected: int | None) -> None:
        """Find the partition's beginning, without waiting: its leader may be out of reach, others are not."""
        if partition not in self._beginning:
            finding = asyncio.get_running_loop().create_task(self._find_beginning(partition, expected))
            self._beginning[partition] = finding
            finding.add_done_callback(lambda _: self._beginning.pop(partition))

    async def _find_beginning(self, partition: Partition, expected: int | None) -> None:
        consumer = self._ensure_consumer()
        state = position_of(consumer, partition)
        try:
            found = await consumer.beginning_offsets([aiokafka.TopicPartition(*partition)])
        except KafkaError as error:
            log.warning("a partition's beginning can't be asked for yet", **partition._asdict(), error=describe(error))
            return
        [start] = found.values()
        if state is None or position_of(consumer, partition) is not state:
            return  # rebalanced meanwhile
        if (state.position if state.has_valid_position else None) == expected:
            # In this order: what is fetched from there on comes after the news.
            self.app.loop.call_soon_threadsafe(self.app.moved, partition, expected, start)
            consumer.seek(aiokafka.TopicPartition(*partition), start)

    def begin(self, partition: Partition) -> None:
        """Read a partition from offset 0; from any thread. Faust seeks to committed offsets, but to none that is 0."""
        seek = self._ensure_consumer().seek
        self.thread_loop.call_soon_threadsafe(seek, aiokafka.TopicPartition(*partition), 0)

    async def in_thread(self, asking: Coroutine[Any, Any, T]) -> T:
        """Let the consumer's own event loop do something, without a place in Faust's queue."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asking, self.thread_loop))

    async def end_offset(self, partition: Partition) -> int:
        """The last stable offset, by the leader's word. Runs in the consumer's thread."""
        [end] = (await self._ensure_consumer().end_offsets([aiokafka.TopicPartition(*partition)])).values()
        return int(end)

    async def committed_offsets(self, partitions: Collection[Partition]) -> dict[Partition, Committed]:
        """The group's offsets and the notes beside them. Runs in the consumer's thread."""
        coordinator: Any = self._ensure_consumer()._coordinator  # noqa: SLF001 - aiokafka's ``committed`` drops the note
        places = [aiokafka.TopicPartition(*partition) for partition in partitions]
        found = await coordinator.fetch_committed_offsets(places)
        return {Partition(*place): Committed(one.offset, one.metadata or "") for place, one in found.items()}

    async def commit_offset(self, partition: Partition, offset: int, note: str) -> bool:
        """Commit with the group's generation; False when the partition is no longer ours. Runs in the consumer's thread."""
        try:
            await self._ensure_consumer().commit({aiokafka.TopicPartition(*partition): (offset, note)})
        except (CommitFailedError, IllegalStateError):  # the group has gone on, or it is not assigned
            return False
        return True

    async def place(self, partition: Partition) -> ReadPosition | None:
        """Where the partition is read, None while it is not. Runs in the consumer's thread, so that both agree."""
        state = position_of(self._ensure_consumer(), partition)
        if state is None or not state.has_valid_position:
            return None
        return ReadPosition(state.position, self._handed_over.get(partition, 0))

    def highwater(self, tp: TP) -> int:
        """The end of what can be read: with ``read_committed`` that is the last stable offset."""
        end: int | None = self._ensure_consumer().last_stable_offset(tp)
        return end or 0


def position_of(consumer: aiokafka.AIOKafkaConsumer, partition: Partition) -> Any:
    """Aiokafka's state of a partition that is assigned; another object after every rebalance."""
    subscription = consumer._subscription.subscription  # noqa: SLF001 - its own ``position`` waits until there is one
    assignment = subscription and subscription.assignment
    return assignment and assignment.state_value(partition)


class Consumer(driver.Consumer):
    """Faust's consumer, paused and resumed by the intake alone."""

    app: Any

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def _to_message(self, tp: TP, record: Any) -> FetchedMessage:
        message = FetchedMessage(
            record.topic,
            record.partition,
            record.offset,
            record.timestamp / 1000,
            record.timestamp_type,
            record.headers,
            record.key,
            record.value,
            record.checksum,
            record.serialized_key_size,
            record.serialized_value_size,
            tp,
            generation_id=self.app.consumer_generation_id,
        )
        message.era = self.app.era(Partition(*tp))
        return message

    def on_buffer_drop(self, tp: TP) -> None:
        """Fetch the partition again, unless the intake has paused it: Faust's own queue drains at once."""
        if not self.app.paused(Partition(*tp)):
            super().on_buffer_drop(tp)


class Transport(driver.Transport):
    """Makes our consumer."""

    Consumer = Consumer


def incoming(message: Any) -> Incoming:
    """Faust's message as ours; ``fetching`` says by its headers where a value was not read."""
    headers = tuple(message.headers.items() if isinstance(message.headers, dict) else message.headers or ())
    noted = dict(headers[:2]) if headers and headers[0][0] == UNREAD else {}
    reason, _, why = noted.get(UNREAD, b"").decode().partition(": ")
    return Incoming(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=message.timestamp,
        key=message.key,
        value=message.value,
        headers=headers[2:] if noted else headers,
        era=getattr(message, "era", 0),
        unread=(cast("Reason", reason), why) if noted else None,
        unread_bytes=int(noted.get(VALUE_OMITTED, b"0")),
    )
