"""The transactional publisher on Apache Kafka: fencing, taking over, offsets that are read only when they are settled."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import ProducerFenced
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from prometheus_client import CollectorRegistry

from streamproc.metrics import Metrics
from streamproc.stream.intake import Partition
from streamproc.stream.meter import Meter
from streamproc.stream.output_records import Outgoing
from streamproc.stream.produce import Batch, RecordTooLarge
from streamproc.stream.producer import Member
from streamproc.stream.publish import SteppedDown
from streamproc.stream.stable_offset import Committed, committed_offsets
from streamproc.stream.topic_identity import TopicIdentity
from streamproc.stream.topics import topic_name
from streamproc.stream.transactions import TransactionalPublisher
from streamproc.stream.turns import Waiting

pytestmark = [
    pytest.mark.broker,
    pytest.mark.parametrize(
        "broker_settings", [pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True, ids=["kafka"]
    ),
]


@pytest.fixture
async def join(service):
    """Join the group: gives a function that tells the new member's place."""
    consumers = []

    async def join():
        consumer = AIOKafkaConsumer(
            topic_name(service, "raw"),
            bootstrap_servers=service.bootstrap_servers,
            group_id=service.group,
            enable_auto_commit=False,
            heartbeat_interval_ms=100,
        )
        consumers.append(consumer)
        await consumer.start()
        while consumer._coordinator.generation < 0 or not consumer.assignment():  # noqa: ASYNC110 - it tells no other way
            await asyncio.sleep(0.05)
        return lambda: Member(consumer._coordinator.generation, consumer._coordinator.member_id)

    yield join
    for consumer in consumers:
        await consumer.stop()


async def no_id():
    return ""


@pytest.fixture
async def new_publisher(service, join):
    publishers = []

    async def new(**changes):
        settings = service.model_copy(update=changes)
        member = await join()
        publisher = TransactionalPublisher(
            settings,
            meter=Meter(Metrics.create(CollectorRegistry())),
            member=member,
            topic=TopicIdentity(no_id),
            anew=lambda *_: None,
            begin=lambda _: None,
        )
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


async def leave_open(publisher, batch):
    """Do everything of the batch's transaction but its end."""
    publisher._turn = [Waiting(batch, publisher._assigned[batch.partition], asyncio.Future())]
    producer = await publisher._producer.started()
    commit, producer.commit_transaction = producer.commit_transaction, lambda: asyncio.sleep(0)
    await publisher._transaction()
    publisher._turn = []
    producer.commit_transaction = commit
    return producer


async def test_a_new_owner_goes_on_where_the_old_one_committed_and_the_group_refuses_the_old_one(
    new_publisher, p0, batch, traffic
):
    old = await new_publisher()
    assert await old.open([p0]) == {}
    await old.publish(batch("a", "b", next_offset=2))
    new = await new_publisher()

    assert await new.open([p0]) == {p0: 2}

    with pytest.raises(SteppedDown, match="the group has gone on without this worker"):
        await old.publish(batch("c, the zombie's", start_offset=2, next_offset=3))
    await new.publish(batch("c", start_offset=2, next_offset=3))
    with (
        traffic.reader("enriched") as committed,
        traffic.reader("enriched", isolation="read_uncommitted") as everything,
    ):
        committed.read(3, "enriched")
        everything.read(3, "enriched")
        assert sorted(committed.ids("enriched")) == ["a", "b", "c"]
        assert sorted(everything.ids("enriched")) == ["a", "b", "c"]  # it was refused before it sent a record


async def test_a_producer_that_is_of_no_member_is_refused_by_us_for_the_coordinator_would_not(new_publisher, p0, batch):
    publisher = await new_publisher()
    publisher._member = lambda: Member(-1, "")
    await publisher.open([p0])

    with pytest.raises(SteppedDown):
        await publisher.publish(batch("a", next_offset=1))


async def test_a_transaction_that_was_left_open_is_ended_by_the_next_owner_long_before_its_timeout(
    new_publisher, p0, batch, traffic
):
    zombie = await new_publisher(transaction_timeout=300.0)
    await zombie.open([p0])
    await zombie.publish(batch("a", next_offset=1))
    producer = await leave_open(zombie, batch("b, aborted", start_offset=1, next_offset=2))
    new = await new_publisher()

    async with asyncio.timeout(60):
        assert await new.open([p0]) == {p0: 1}
    await new.publish(batch("b", start_offset=1, next_offset=2))

    with pytest.raises(ProducerFenced):
        await producer.commit_transaction()
    with pytest.raises(SteppedDown):
        await zombie.publish(batch("c, the zombie's", start_offset=2, next_offset=3))
    with (
        traffic.reader("enriched") as committed,
        traffic.reader("enriched", isolation="read_uncommitted") as everything,
    ):
        committed.read(2, "enriched")
        everything.read(3, "enriched")
        assert sorted(committed.ids("enriched")) == ["a", "b"]
        assert sorted(everything.ids("enriched")) == ["a", "b", "b, aborted"]


async def test_the_first_transaction_of_an_owner_that_died_is_ended_too(new_publisher, p0, batch):
    first = await new_publisher()
    await first.open([p0])
    await first.publish(batch("a", next_offset=1))
    second = await new_publisher(transaction_timeout=300.0)
    await second.open([p0])
    await leave_open(second, batch("b, aborted", start_offset=1, next_offset=2))
    third = await new_publisher()

    async with asyncio.timeout(60):
        assert await third.open([p0]) == {p0: 1}


async def test_a_transaction_that_the_coordinator_gave_up_is_tried_again_at_once(new_publisher, p0, batch, traffic):
    publisher = await new_publisher()
    await publisher.open([p0])
    await publisher.publish(batch("a", next_offset=1))
    intruder = AIOKafkaProducer(
        bootstrap_servers=traffic.settings.bootstrap_servers, transactional_id=publisher._producer.name
    )
    await intruder.start()
    await intruder.stop()

    await publisher.publish(batch("b", start_offset=1, next_offset=2))

    with traffic.reader("enriched") as reader:
        reader.read(2, "enriched")
        assert sorted(reader.ids("enriched")) == ["a", "b"]


async def test_batches_of_two_partitions_share_a_transaction(new_publisher, p0, batch, traffic):
    p1 = Partition(p0.topic, 1)
    publisher = await new_publisher()
    await publisher.open([p0, p1])

    await asyncio.gather(
        publisher.publish(batch("a", next_offset=3)),
        publisher.publish(replace(batch("b", next_offset=5), partition=p1)),
    )

    assert {n: offset for n, offset in traffic.committed().items() if offset >= 0} == {0: 3, 1: 5}


async def test_an_offset_is_not_settled_while_a_transaction_may_change_it(service, p0):
    producer = AIOKafkaProducer(bootstrap_servers=service.bootstrap_servers, transactional_id="settling")
    await producer.start()
    await producer.begin_transaction()
    await producer.send_offsets_to_transaction({TopicPartition(*p0): OffsetAndMetadata(7, "a note")}, service.group)

    before = await committed_offsets(producer.client, service.group, [p0])
    assert before == {p0: Committed(None, "", settled=False)}

    await producer.commit_transaction()
    async with asyncio.timeout(10):
        while not (after := await committed_offsets(producer.client, service.group, [p0]))[p0].settled:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert after == {p0: Committed(7, "a note")}
    await producer.stop()


async def test_a_record_beyond_the_topics_own_limit_is_named_and_the_rest_can_be_published(
    new_publisher, p0, batch, traffic
):
    publisher = await new_publisher()
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
