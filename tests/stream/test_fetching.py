"""Compressed batches: what they unpack to is bounded, nothing is lost without a word, the partition goes on.

The limits are a few kilobytes here, so that harmless records meet them.
"""

from __future__ import annotations

import gzip
import tracemalloc

import cramjam
import lz4.frame
import pytest
import zstandard
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.structs import TopicPartition

from streamproc.stream import fetching
from streamproc.stream.consumer import incoming
from streamproc.stream.fetching import BATCH_SHARE, HEADER, UNREAD, Batches, ReadBatch
from streamproc.stream.unpacking import GZIP, LZ4, NONE, PIECE, SNAPPY, ZSTD

LIMIT = 10_000
SMALL = b"a small article"
LARGE = b"x" * (LIMIT + 1)

CODECS = pytest.mark.parametrize(
    "codec", [NONE, GZIP, SNAPPY, LZ4, ZSTD], ids=["none", "gzip", "snappy", "lz4", "zstd"]
)


def packed(codec, body):
    return {
        NONE: lambda: body,
        GZIP: lambda: gzip.compress(body),
        SNAPPY: lambda: xerial(body),
        LZ4: lambda: lz4.frame.compress(body, block_linked=False, store_size=False),
        ZSTD: lambda: zstandard.ZstdCompressor(write_content_size=False).compress(body),
    }[codec]()


def xerial(body):
    """Java's framing of snappy, 4 kB a block."""
    blocks = [bytes(cramjam.snappy.compress_raw(body[i : i + 4096])) for i in range(0, len(body), 4096)]
    head = b"\x82SNAPPY\x00" + (1).to_bytes(4, "big") * 2
    return head + b"".join(len(block).to_bytes(4, "big") + block for block in blocks)


def batch(values, codec=NONE, *, headers=(), key=b"key", base=100):
    """A batch as a broker sends it, its records compressed by hand."""
    builder = DefaultRecordBatchBuilder(
        magic=2, compression_type=0, is_transactional=0, producer_id=-1, producer_epoch=-1, base_sequence=-1,
        batch_size=2**30,
    )  # fmt: skip
    for delta, value in enumerate(values):
        builder.append(delta, 1_000, key, value, list(headers))
    built = bytes(builder.build())
    return rebuilt(built, packed(codec, built[HEADER.size :]), codec, base)


def rebuilt(built, body, codec, base):
    from aiokafka.record.util import calc_crc32c

    fields = list(HEADER.unpack_from(built))
    fields[0], fields[1], fields[5] = base, HEADER.size - 12 + len(body), codec
    head = HEADER.pack(*fields)
    fields[4] = calc_crc32c(head[21:] + body)
    return HEADER.pack(*fields) + body


def read(*batches, start=100):
    """The records that a consumer gets, as the worker's messages."""
    records = PartitionRecords(
        TopicPartition("articles.raw", 0),
        Batches(b"".join(batches)),
        [],
        start,
        None,
        None,
        check_crcs=True,
        isolation_level=1,
    )
    return [incoming(record) for record in records], records.next_fetch_offset


@pytest.fixture(autouse=True)
def small_limit(monkeypatch):
    monkeypatch.setattr(ReadBatch, "record_bytes", LIMIT)


@CODECS
def test_records_come_as_they_were_sent(codec):
    messages, after = read(batch([SMALL, None, b"x" * 5_000], codec, headers=[("a", b"1"), ("b", None)]))

    assert [message.value for message in messages] == [SMALL, None, b"x" * 5_000]
    assert [(message.offset, message.key, message.timestamp) for message in messages] == [
        (100 + number, b"key", 1_000) for number in range(3)
    ]
    assert messages[0].headers == (("a", b"1"), ("b", None))
    assert {message.unread for message in messages} == {None}
    assert after == 103


@CODECS
def test_a_record_that_is_too_large_is_named_by_its_offset_and_the_others_are_read(codec):
    messages, after = read(batch([SMALL, LARGE, SMALL], codec), batch([SMALL], codec, base=103))

    assert [message.value for message in messages] == [SMALL, None, SMALL, SMALL]
    assert [message.offset for message in messages] == [100, 101, 102, 103]
    assert messages[1].unread == ("too_large", f"message: {messages[1].unread_bytes:,} bytes, more than 10,000")
    assert messages[1].unread_bytes > len(LARGE)
    assert messages[1].key == b"key"
    assert after == 104


@pytest.mark.parametrize("codec", [GZIP, SNAPPY, LZ4, ZSTD])
def test_little_is_held_of_a_batch_that_unpacks_to_much(codec, monkeypatch):
    monkeypatch.setattr(ReadBatch, "record_bytes", 100_000)
    packed_batch = batch([b"x" * 3_000_000], codec)

    tracemalloc.start()
    try:
        [message], _ = read(packed_batch)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert message.unread
    assert peak < 800_000


@pytest.mark.parametrize("codec", [GZIP, LZ4, ZSTD])
def test_what_lies_behind_the_end_of_a_batchs_allowance_is_not_unpacked(codec, monkeypatch):
    monkeypatch.setattr(ReadBatch, "record_bytes", 4 * PIECE)
    values = [b"x" * (3 * PIECE)] * (2 * BATCH_SHARE)

    messages, after = read(batch(values, codec), batch([SMALL], codec, base=100 + len(values)))

    unread = [message for message in messages if message.unread]
    assert [message.offset for message in messages] == list(range(100, 101 + len(values)))
    assert BATCH_SHARE // 2 < len(unread) < len(values)
    assert unread[0].unread == ("too_large", "message: in a batch that unpacks to more than is allowed")
    assert messages[-1].value == SMALL
    assert after == 101 + len(values)


def test_a_block_of_snappy_that_would_be_too_large_is_not_unpacked():
    built = batch([b"x" * (3 * LIMIT)])
    body = bytes(cramjam.snappy.compress_raw(built[HEADER.size :]))

    [message], after = read(rebuilt(built, body, SNAPPY, 100))

    assert message.unread[0] == "too_large"
    assert after == 101


@pytest.mark.parametrize("codec", [GZIP, SNAPPY, LZ4, ZSTD, 7])
def test_a_batch_that_can_not_be_unpacked_is_named_offset_by_offset(codec):
    built = batch([SMALL, SMALL])

    messages, after = read(rebuilt(built, b"no packed bytes at all", codec, 100), batch([SMALL], base=102))

    assert [(message.offset, message.unread and message.unread[0]) for message in messages] == [
        (100, "malformed_json"),
        (101, "malformed_json"),
        (102, None),
    ]
    assert after == 103


def test_headers_are_counted_and_nobody_else_can_say_that_a_record_was_not_read():
    many = batch([SMALL], headers=[("h", b"")] * 1_001)
    forged = batch([SMALL], headers=[(UNREAD, b"too_large: no"), ("h", b"1")], base=101)

    (first, second), _ = read(many, forged)

    assert first.unread == ("too_large", "message: 1,001 headers")
    assert (second.unread, second.value, second.headers) == (None, SMALL, (("h", b"1"),))


def test_a_key_that_is_longer_than_anything_is_left_out():
    [message], after = read(batch([b"x"], key=LARGE))

    assert (message.key, message.unread[0], after) == (None, "too_large", 101)


def test_a_helping_is_bounded_in_bytes_too():
    class Ours:
        active = True

        def state_value(self, _):
            return self

        paused = False
        position = 100

        def consumed_to(self, position):
            self.position = position

    records = PartitionRecords(
        TopicPartition("articles.raw", 0),
        Batches(batch([b"x" * 9_000] * 12, GZIP)),
        [],
        100,
        None,
        None,
        check_crcs=True,
        isolation_level=1,
    )
    result = fetching.FetchResult(
        TopicPartition("articles.raw", 0), assignment=Ours(), partition_records=records, backoff=0
    )

    assert [len(result.getall(max_records=200)) for _ in range(3)] == [5, 5, 2]
    assert not result.has_more()
