"""Produce batches: the records of finished messages on their way to the brokers, none too large for its topic.

The brokers' limit is for a whole produce batch, so a refusal says nothing about the records in it. The batch is halved,
until a record is refused alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError
from aiokafka.partitioner import murmur2

from streamproc.linking.messages import Send
from streamproc.linking.packs import MOST_BYTES, packed
from streamproc.logs import log
from streamproc.stream.intake import Partition
from streamproc.stream.output_records import Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping

    from aiokafka import AIOKafkaProducer

PRODUCE_BATCH_BYTES = 262_144
"""Most bytes of several records in one produce batch; a larger record travels alone."""

SHORT_KEY = 1024
"""Keys whose hash is remembered: every article's, not every poison message's."""

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


class RecordTooLarge(Exception):
    """The brokers did not take a record of message ``index`` of the partition's batch, though it came alone."""

    def __init__(self, partition: Partition, index: int, size: int, topic: str) -> None:
        self.why = f"more than the brokers take (max.message.bytes of {topic})"
        super().__init__(f"a record of {size:,} bytes, {self.why}")
        self.partition = partition
        self.index = index
        self.size = size


class ProduceBatchTooLarge(Exception):
    """The brokers did not take several records at once; smaller produce batches are sent from now on."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What finished messages of one partition give: the records of each, and the offset behind the last.

    ``start_offset`` is the group's committed offset before this batch, 0 when it has none.
    """

    partition: Partition
    start_offset: int
    next_offset: int
    records: Sequence[Sequence[Outgoing]]

    @property
    def size(self) -> int:
        """Bytes of all values."""
        return sum(len(record.value or b"") for records in self.records for record in records)


class ProduceSizes:
    """How large produce batches may be, by topic: less than usual where the brokers have refused one."""

    def __init__(self) -> None:
        self._most: dict[str, int] = {}

    def of(self, topic: str) -> int:
        return self._most.get(topic, PRODUCE_BATCH_BYTES)

    def refused(self, topic: str, size: int) -> None:
        """A produce batch of several records was too large."""
        self._most[topic] = min(size, self.of(topic)) // 2
        log.warning("produce batch refused, halved", topic=topic, size=size, why="max.message.bytes of the topic")


async def send_all(producer: AIOKafkaProducer, batches: Sequence[Batch], sizes: ProduceSizes) -> None:
    """Send every record and wait for every acknowledgement.

    Produce batches are filled here, one for each partition: ``AIOKafkaProducer.send`` takes 60 microseconds a record,
    and an article has dozens. Records of a partition stay in order; keys are spread as by Kafka's own clients.

    Raises:
        RecordTooLarge: the brokers did not take a record for its size.
        ProduceBatchTooLarge: they did not take several at once; the same again will send fewer.
        KafkaError: the first error of a delivery.
    """
    sent: list[tuple[Filling, asyncio.Future[Any]]] = []
    try:
        for filling in [entry async for entry in filled(producer, batches, sizes)]:
            delivery = await producer.send_batch(filling.builder, filling.topic, partition=filling.partition)
            sent.append((filling, delivery))
    finally:
        # Also when one could not be sent: an error nobody asks for would be reported when it is collected.
        results = await asyncio.gather(*(delivery for _, delivery in sent), return_exceptions=True)
    refused = [filling for (filling, _), result in zip(sent, results, strict=True) if isinstance(result, TOO_LARGE)]
    several = [filling for filling in refused if filling.records > 1]
    for filling in several:
        sizes.refused(filling.topic, filling.size)
    if several:
        raise ProduceBatchTooLarge
    for filling in refused:
        raise RecordTooLarge(*filling.source, filling.largest, filling.topic)
    for result in results:
        if isinstance(result, BaseException):
            raise result


class Placed(NamedTuple):
    """A record, which message of which partition it comes from, and the partition that it goes to."""

    source: tuple[Partition, int]
    record: Outgoing
    partition: int


@dataclass(slots=True)
class Filling:
    """A produce batch being filled.

    ``source`` is the partition and the message of its last record, ``largest`` the bytes of its largest one.
    """

    topic: str
    partition: int
    builder: Any
    records: int = 0
    largest: int = 0
    source: tuple[Partition, int] = (Partition("", 0), 0)

    @property
    def size(self) -> int:
        return int(self.builder.size())

    def add(self, source: tuple[Partition, int], record: Outgoing, most: int) -> bool:
        """Whether the record still fits; the first always does."""
        size = record.size
        if most < PRODUCE_BATCH_BYTES and self.records and self.size + size > most:
            return False
        headers = list(record.headers)
        if self.builder.append(timestamp=None, key=record.key, value=record.value, headers=headers) is None:
            return False
        self.records += 1
        self.source = source
        self.largest = max(self.largest, size)
        return True


async def filled(producer: AIOKafkaProducer, batches: Sequence[Batch], sizes: ProduceSizes) -> AsyncIterator[Filling]:
    """The batches' records in produce batches, those of a partition in order."""
    topics = dict.fromkeys(record.topic for _, record in records_of(batches))
    counts = {topic: len(await producer.partitions_for(topic)) for topic in topics}
    open_: dict[tuple[str, int], Filling] = {}
    for source, record, partition in packed_of(placed(batches, counts)):
        topic = record.topic
        most = sizes.of(topic)
        filling = open_.get((topic, partition))
        if filling is None or not filling.add(source, record, most):
            if filling is not None:
                yield filling
            filling = open_[topic, partition] = Filling(topic, partition, producer.create_batch())
            filling.add(source, record, most)
    for filling in open_.values():
        yield filling


def placed(batches: Sequence[Batch], counts: Mapping[str, int]) -> Iterator[Placed]:
    """Every record with the partition that it goes to."""
    for source, record in records_of(batches):
        partition = record.partition
        if partition is None:
            partition = partition_of(record.key, counts[record.topic], otherwise=source[0].partition)
        yield Placed(source, record, partition)


def packed_of(records: Iterable[Placed]) -> Iterator[Placed]:
    """The records, those that are to be packed together with others of their partition, in their order."""
    packs: dict[tuple[str, int], tuple[list[Send], int]] = {}
    last: dict[tuple[str, int], Placed] = {}
    for placed_record in records:
        record = placed_record.record
        if not record.is_packed:
            yield placed_record
            continue
        place = record.topic, placed_record.partition
        sends, size = packs.get(place, ([], 0))
        sends.append(Send(record.key or b"", record.value or b""))
        size += len(sends[-1].key) + len(sends[-1].value)
        packs[place], last[place] = (sends, size), placed_record
        if size >= MOST_BYTES:
            yield pack(last.pop(place), packs.pop(place)[0])
    for place, (sends, _) in packs.items():
        yield pack(last[place], sends)


def pack(last: Placed, sends: Sequence[Send]) -> Placed:
    """The messages in one, in the name of the last of them; one that is alone stays as it is."""
    if len(sends) == 1:
        return last
    record = replace(last.record, key=b"", value=packed(sends), partition=last.partition)
    return last._replace(record=record)


def records_of(batches: Sequence[Batch]) -> Iterator[tuple[tuple[Partition, int], Outgoing]]:
    """Every record, and which message of which partition it comes from."""
    for batch in batches:
        for index, records in enumerate(batch.records):
            for record in records:
                yield (batch.partition, index), record


def partition_of(key: bytes | None, count: int, *, otherwise: int) -> int:
    """Where Kafka's own clients put a key; what has none stays on the number of its input partition."""
    if key is None:
        return otherwise % count
    return (remembered_hash(key) if len(key) <= SHORT_KEY else hashed(key)) % count


def hashed(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


remembered_hash = lru_cache(maxsize=4096)(hashed)
