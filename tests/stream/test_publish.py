"""Filling produce batches: keys where Kafka's own clients put them, order kept, nothing lost when a batch is full."""

from __future__ import annotations

import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from streamproc.stream.output_records import Outgoing
from streamproc.stream.produce import Batch, ProduceSizes, filled, partition_of
from tests.stream.conftest import P0, P1


class Producer:
    async def partitions_for(self, _topic):
        return {0, 1, 2, 3}

    def create_batch(self):
        return BatchBuilder(1000, 0)


def record(key, value, topic="articles.quotes"):
    return Outgoing("quotes", topic, key, value, (("ce_id", b"1"),))


@pytest.mark.parametrize(("key", "murmur2"), [(b"21", -973932308), (b"foobar", -790332482), (b"abc", 479470107)])
def test_keys_are_hashed_as_by_the_java_client(key, murmur2):
    # The values of UtilsTest.testMurmur2 in Apache Kafka.
    assert partition_of(key, 12, otherwise=0) == (murmur2 & 0x7FFFFFFF) % 12


def test_a_message_without_a_key_stays_on_the_number_of_its_input_partition():
    assert partition_of(None, 4, otherwise=3) == 3
    assert partition_of(None, 2, otherwise=3) == 1


async def test_records_of_a_key_share_a_produce_batch_in_order():
    batch = Batch(P1, 0, 5, [[record(b"a", b"1"), record(b"a", b"2")], [record(b"a", b"3")]])

    [filling] = [entry async for entry in filled(Producer(), [batch], ProduceSizes())]

    assert filling.topic == "articles.quotes"
    assert filling.partition == partition_of(b"a", 4, otherwise=1)
    assert filling.builder.record_count() == 3


async def test_a_full_produce_batch_is_followed_by_another():
    batch = Batch(P1, 0, 5, [[record(b"a", b"x" * 400) for _ in range(5)]])

    fillings = [filling async for filling in filled(Producer(), [batch], ProduceSizes())]

    assert [filling.builder.record_count() for filling in fillings] == [2, 2, 1]


async def test_a_record_larger_than_a_produce_batch_travels_alone_and_its_message_is_known():
    batch = Batch(P1, 0, 5, [[record(b"a", b"small")], [record(b"a", b"x" * 5000)], [record(b"a", b"small")]])

    fillings = [filling async for filling in filled(Producer(), [batch], ProduceSizes())]

    assert [filling.builder.record_count() for filling in fillings] == [1, 1, 1]
    assert [filling.source for filling in fillings] == [(P1, 0), (P1, 1), (P1, 2)]
    assert 5000 < fillings[1].largest < 6000


async def test_after_a_refusal_produce_batches_are_half_as_large_on_that_topic_until_records_travel_alone():
    batch = Batch(P1, 0, 5, [[record(b"a", b"x" * 100), record(b"a", b"x" * 100, "articles.events")] for _ in range(6)])
    sizes = ProduceSizes()

    async def counts():
        fillings = [filling async for filling in filled(Producer(), [batch], sizes)]
        return [filling.records for filling in fillings if filling.topic == "articles.quotes"], [
            filling.records for filling in fillings if filling.topic == "articles.events"
        ]

    before = await counts()
    sizes.refused("articles.quotes", 1600)
    after = await counts()
    for _ in range(12):
        sizes.refused("articles.quotes", 1600)

    assert before == ([6], [6])
    assert max(after[0]) < 6
    assert await counts() == ([1] * 6, [6])


async def test_records_of_several_partitions_batches_share_a_produce_batch_where_their_keys_meet():
    first = Batch(P0, 0, 1, [[record(b"a", b"1")]])
    second = Batch(P1, 0, 2, [[record(b"c", b"2")], [record(b"a", b"3")]])

    fillings = [filling async for filling in filled(Producer(), [first, second], ProduceSizes())]

    assert {filling.partition: (filling.records, filling.source) for filling in fillings} == {
        partition_of(b"a", 4, otherwise=0): (2, (P1, 1)),
        partition_of(b"c", 4, otherwise=0): (1, (P1, 0)),
    }
