"""What aiokafka's consumers make of fetched bytes: records, one after the other, with bounds on what they unpack to.

aiokafka unpacks a whole batch before it looks at the first record, so a message of a few hundred kilobytes can cost
gigabytes, and a worker that was killed for it meets it again. Here a batch is read through a window: a record that is
too large is passed over and stands in the stream as one without a value, with its offset and, where it can be read, its
key; the records around it come as they are. Nothing is lost without a word, and the partition goes on.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, ClassVar

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy, _DefaultRecordPy
from aiokafka.record.memory_records import _MemoryRecordsPy

from streamproc.logs import log
from streamproc.stream.fitting import VALUE_OMITTED
from streamproc.stream.unpacking import BROKEN, NONE, Reader, TooMuch, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREAD = "streamproc.unread"
"""Header of a record that was passed over: the reason of its dead letter, and in words why. Nobody else can set it."""

MOST_HEADERS = 1_000
LONGEST_KEY = 4_096
BATCH_SHARE = 32
"""A batch may unpack to so many times the largest record; what lies behind is passed over unseen."""
POLL_SHARE = 4
"""Records of so many times the largest are handed over at once."""
HEADER = struct.Struct(">qiibIhiqqqhii")
MAGIC_OFFSET = 16
COMPRESSED = 0x07
"""Bits of the byte behind the format's number."""
NEWEST_FORMAT = 2


def bound(message_bytes: int) -> None:
    """Have all consumers of this process pass over records that are larger than this, and a quarter for key and headers."""
    ReadBatch.record_bytes = message_bytes + message_bytes // 4
    seam: Any = fetcher
    seam.MemoryRecords = Batches
    seam.FetchResult = FetchResult


class Batches(_MemoryRecordsPy):  # type: ignore[misc]
    """The batches in a fetched response."""

    def next_batch(self, *_: Any) -> Any:
        start = self._next_slice
        if start is None or len(start) <= MAGIC_OFFSET:
            return super().next_batch()
        if start[MAGIC_OFFSET] >= NEWEST_FORMAT:
            self._cache_next()
            return ReadBatch(start)
        if start[MAGIC_OFFSET + 1] & COMPRESSED:
            raise CorruptRecordException("a compressed batch in a message format older than Kafka 0.11")
        return super().next_batch()


class ReadBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    """A batch whose records are read one by one."""

    record_bytes: ClassVar[int] = 10_485_760

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return self._records()

    def __next__(self) -> Any:  # aiokafka takes the one record of a control batch so
        return next(self._records())

    def _records(self) -> Iterator[Any]:
        """Every record, in place of one that can't be read one that says why."""
        seen = 0
        try:
            packed = bytes(memoryview(self._buffer)[HEADER.size :])
            source = unpacked(self.compression_type, packed, block=2 * self.record_bytes)
            reader = Reader(source, BATCH_SHARE * self.record_bytes)
            while seen < self._num_records:
                record = self._record(reader, seen)
                seen += 1
                yield record
        except TooMuch as error:
            yield from self._unread(seen, f"too_large: message: in {error}")
        except BROKEN as error:
            yield from self._unread(
                seen, f"malformed_json: message: in a batch that can't be unpacked: {type(error).__name__}"
            )

    def _unread(self, first: int, why: str) -> Iterator[Any]:
        log.warning("records passed over", why=why, first=self.base_offset + first, last=self.next_offset - 1)
        for delta in range(first, self.last_offset_delta + 1):
            yield self._instead(delta, self.first_timestamp, None, why, 0)

    def _record(self, reader: Reader, number: int) -> Any:
        length = reader.varint()
        if length < 0:
            raise ValueError("a record of negative length")
        if length > self.record_bytes:
            return self._passed_over(reader, length, number)
        body = Reader(unpacked(NONE, reader.take(length), block=0), length)
        timestamp, delta, key = self._head(body, length)
        value = sized(body)
        count = body.varint()
        if count > MOST_HEADERS:
            return self._instead(delta, timestamp, key, f"too_large: message: {count:,} headers", length)
        headers = [((sized(body) or b"").decode("utf-8", "replace"), sized(body)) for _ in range(count)]
        kept = [(name, content) for name, content in headers if name != UNREAD]
        return _DefaultRecordPy(self.base_offset + delta, timestamp, self.timestamp_type, key, value, kept)

    def _passed_over(self, reader: Reader, length: int, number: int) -> Any:
        """A record whose bytes are let through and forgotten."""
        why = f"too_large: message: {length:,} bytes, more than {self.record_bytes:,}"
        head = Reader(unpacked(NONE, reader.take(min(length, LONGEST_KEY)), block=0), LONGEST_KEY)
        try:
            timestamp, delta, key = self._head(head, LONGEST_KEY)
        except EOFError:  # the key alone is that long
            timestamp, delta, key = self.first_timestamp, number, None
        reader.skip(length - LONGEST_KEY)
        return self._instead(delta, timestamp, key, why, length)

    def _head(self, body: Reader, most: int) -> tuple[int, int, bytes | None]:
        """Timestamp in milliseconds, offset from the batch's, key."""
        body.skip(1)
        timestamp = self.first_timestamp + body.varint()
        if self.timestamp_type == self.LOG_APPEND_TIME:
            timestamp = self.max_timestamp
        delta = body.varint()
        size = body.varint()
        if size > most:
            raise EOFError("a key that is longer than its record")
        return timestamp, delta, body.take(size) if size >= 0 else None

    def _instead(self, delta: int, timestamp: int, key: bytes | None, why: str, size: int) -> Any:
        headers: list[tuple[str, bytes | None]] = [(UNREAD, why.encode()), (VALUE_OMITTED, str(size).encode())]
        return _DefaultRecordPy(self.base_offset + delta, timestamp, self.timestamp_type, key, None, headers)


def sized(body: Reader) -> bytes | None:
    """Bytes after their length; None for a negative one."""
    size = body.varint()
    return body.take(size) if size >= 0 else None


class FetchResult(fetcher.FetchResult):
    """What was fetched of a partition, handed over in helpings that are bounded in bytes too."""

    def getall(self, max_records: int | None = None) -> list[Any]:
        fetched: Any = self  # aiokafka is untyped
        if not fetched.check_assignment(self._topic_partition) or not fetched.has_more():
            return []
        helping: list[Any] = []
        room = POLL_SHARE * ReadBatch.record_bytes
        for record in self._partition_records:
            helping.append(record)
            room -= max(0, record.serialized_value_size) + max(0, record.serialized_key_size)
            if room <= 0 or (max_records is not None and len(helping) >= max_records):
                fetched._update_position()  # noqa: SLF001 - its own
                return helping
        fetched._update_position()  # noqa: SLF001 - its own
        self._partition_records = None
        return helping
