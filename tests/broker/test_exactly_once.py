"""The transactional publisher on Apache Kafka: fencing, taking over, offsets that are read only when they are settled."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from prometheus_client import CollectorRegistry

from streamproc.metrics import Metrics
from streamproc.stream.committed import committed_offset
from streamproc.stream.intake import Partition
from streamproc.stream.meter import Meter
from streamproc.stream.outgoing import Outgoing
from streamproc.stream.produce import Batch, RecordTooLarge
from streamproc.stream.publish import SteppedDown, stop_producer
from streamproc.stream.topics import topic_name
from streamproc.stream.transactions import TransactionalPublisher

pytestmark = [
    pytest.mark.broker,
    pytest.mark.parametrize(
        "broker_settings", [pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True, ids=["kafka"]
    ),
]


@pytest.fixture
async def new_publisher(service):
    publishers = []

    def new(**changes):
        settings = service.model_copy(update=changes)
        publisher = TransactionalPublisher(settings, meter=Meter(Metrics.create(CollectorRegistry())))
        publishers.append(publisher)
        return publisher

    yield new
    for publisher in publishers:
        await publisher.stop()


@pytest.fixture
def p0(service):
    return Partition(topic_name(service, "raw"), 0)


@pytest.fixture
def batch(service, p0):
    def make(*ids: str, start_offset: int = 0, next_offset: int, size: int = 10) -> Batch:
        topic = topic_name(service, "enriched")
        records = [
            [Outgoing("enriched", topic, name.encode(), b"x" * size, (("ce_id", name.encode()),))] for name in ids
        ]
        return Batch(p0, start_offset, next_offset, records)

    return make


async def test_a_new_owner_goes_on_where_the_old_one_committed_and_the_old_one_is_fenced(
    new_publisher, p0, batch, traffic
):
    old, new = new_publisher(), new_publisher()
    assert await old.open([p0]) == {}
    await old.publish(batch("a", "b", next_offset=2))

    assert await new.open([p0]) == {p0: 2}

    with pytest.raises(SteppedDown):
        await old.publish(batch("c", start_offset=2, next_offset=3))
    await new.publish(batch("c", start_offset=2, next_offset=3))
    with traffic.reader("enriched") as reader:
        reader.read(3, "enriched")
        assert sorted(reader.ids("enriched")) == ["a", "b", "c"]


async def test_a_transaction_that_was_left_open_is_aborted_by_the_next_owner(
    new_publisher, p0, batch, service, traffic
):
    crashed = AIOKafkaProducer(
        bootstrap_servers=service.bootstrap_servers, transactional_id=f"{service.group}-{p0.topic}-0"
    )
    await crashed.start()
    await crashed.begin_transaction()
    await crashed.send_and_wait(topic_name(service, "enriched"), b"x", key=b"a", headers=[("ce_id", b"a, aborted")])
    await crashed.send_offsets_to_transaction({TopicPartition(*p0): 1}, service.group)

    new = new_publisher()
    assert await new.open([p0]) == {}
    await new.publish(batch("a", next_offset=1))

    with (
        traffic.reader("enriched") as committed,
        traffic.reader("enriched", isolation="read_uncommitted") as everything,
    ):
        committed.read(1, "enriched")
        everything.read(2, "enriched")
        assert committed.ids("enriched") == ["a"]
        assert everything.ids("enriched") == ["a, aborted", "a"]
    await stop_producer(crashed)


async def test_an_offset_is_not_read_while_a_transaction_may_change_it(service, p0):
    producer = AIOKafkaProducer(bootstrap_servers=service.bootstrap_servers, transactional_id="settling")
    await producer.start()
    await producer.begin_transaction()
    await producer.send_offsets_to_transaction({TopicPartition(*p0): 7}, service.group)

    reading = asyncio.create_task(committed_offset(producer.client, service.group, p0))
    done, _ = await asyncio.wait({reading}, timeout=1)
    assert not done

    await producer.commit_transaction()
    assert await asyncio.wait_for(reading, 10) == 7
    await producer.stop()


async def test_a_record_beyond_the_topics_own_limit_is_named_and_the_rest_can_be_published(
    new_publisher, p0, batch, traffic
):
    publisher = new_publisher()
    await publisher.open([p0])
    too_much = batch("a", "b", next_offset=2, size=10)
    large = batch("huge", next_offset=2, size=11_000_000).records

    with pytest.raises(RecordTooLarge) as refusal:
        await publisher.publish(Batch(p0, 0, 3, [*too_much.records, *large]))
    assert refusal.value.index == 2
    await publisher.publish(too_much)

    with traffic.reader("enriched") as reader:
        reader.read(2, "enriched")
        assert sorted(reader.ids("enriched")) == ["a", "b"]
