"""The transactional publisher against a scripted producer: which error leads to what.

That the transactions themselves hold is shown on Apache Kafka, in ``tests/broker`` and ``tests/faults``.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from aiokafka.errors import (
    IllegalGenerationError,
    IllegalOperation,
    KafkaError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    TopicAuthorizationFailedError,
    UnknownMemberIdError,
)
from prometheus_client import CollectorRegistry

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.metrics import Metrics
from streamproc.settings import Settings
from streamproc.stream import own_producer, takeover, transactions
from streamproc.stream.membership import FencedInstanceIdError
from streamproc.stream.meter import Meter
from streamproc.stream.output_records import Outgoing
from streamproc.stream.produce import Batch, RecordTooLarge
from streamproc.stream.producer import Member
from streamproc.stream.publish import SteppedDown
from streamproc.stream.stable_offset import Committed
from streamproc.stream.topic_identity import TopicIdentity
from streamproc.stream.transactions import TransactionalPublisher
from tests.stream.conftest import P0, P1

OFFSETS = "offsets {0: (12, 'g-me')} g 3"
OTHER = Batch(P1, 0, 5, [[Outgoing("enriched", "articles.enriched", b"k", b"other", ())]])
BATCH = Batch(P0, 0, 12, [[Outgoing("enriched", "articles.enriched", b"k", b"v", (("h", b"1"),))]])


class Broker:
    """What the producers have done, in order, and what goes wrong next: ``{step: [errors]}``."""

    def __init__(self):
        self.steps: list[str] = []
        self.errors: dict[str, list[BaseException | None]] = {}
        self.records: list[object] = []
        self.committed: list[int | Committed | None] = []
        self.member = Member(3, "us")
        self.hang: set[str] = set()
        self.topic = ""
        self.anew: list[tuple[object, int | None]] = []
        self.begun: list[object] = []
        self.hangs = asyncio.Event()

    async def step(self, name):
        self.steps.append(name)
        if name in self.hang:
            self.hangs.set()
            await asyncio.Event().wait()
        if self.errors.get(name) and (error := self.errors[name].pop(0)) is not None:
            raise error


class ScriptedBatch:
    def __init__(self):
        self.records = []

    def append(self, *, timestamp, key, value, headers):  # noqa: ARG002 - aiokafka's signature
        self.records.append((key, value, headers))
        return "metadata"

    def size(self):
        return 100 * len(self.records)


class ScriptedProducer:
    broker: Broker

    def __init__(self, *, transactional_id, **_arguments):
        self.id = transactional_id
        self.client = self
        self.open = False
        self._txn_manager = self
        self._sender = type("Sender", (), {"sender_task": None})

    def is_in_transaction(self):
        return self.open

    async def start(self):
        await self.broker.step(f"start {self.id}")

    async def stop(self):
        await self.broker.step("stop")

    async def close(self):
        await self.broker.step("close")

    async def begin_transaction(self):
        await self.broker.step("begin")
        self.open = True

    async def partitions_for(self, _topic):
        return {0, 1, 2}

    def create_batch(self):
        return ScriptedBatch()

    async def send_batch(self, batch, topic, *, partition):
        self.broker.records.append((topic, partition, *batch.records))
        delivery = asyncio.get_running_loop().create_future()
        try:
            await self.broker.step(f"send {topic}")
        except KafkaError as error:
            delivery.set_exception(error)
        else:
            delivery.set_result(None)
        return delivery

    async def commit_offsets(self, offsets, group, member):
        places = {place.partition: (offset.offset, offset.metadata) for place, offset in offsets.items()}
        await self.broker.step(f"offsets {places} {group} {member.generation}")

    async def commit_transaction(self):
        await self.broker.step("commit")
        self.open = False

    async def abort_transaction(self):
        await self.broker.step("abort")
        self.open = False


@pytest.fixture
def broker(monkeypatch):
    broker = Broker()

    async def committed_offsets(_client, group, partitions, *, stable=True):
        numbers = [partition.partition for partition in partitions]
        broker.steps.append(f"committed? {group} {numbers}{'' if stable else ', unstable'}")
        answers = [broker.committed.pop(0) if broker.committed else None for _ in partitions]
        return {
            partition: answer if isinstance(answer, Committed) else Committed(answer, "g-me")
            for partition, answer in zip(partitions, answers, strict=True)
        }

    monkeypatch.setattr(ScriptedProducer, "broker", broker, raising=False)
    monkeypatch.setattr(own_producer, "MembersProducer", ScriptedProducer)
    monkeypatch.setattr(takeover, "committed_offsets", committed_offsets)
    monkeypatch.setattr(takeover, "GRACE", 0.0)
    monkeypatch.setattr(takeover, "PAUSE", 0.001)
    monkeypatch.setattr(own_producer, "RETRY_PAUSE", 0.001)
    monkeypatch.setattr(own_producer, "SURE", 0.0)
    monkeypatch.setattr(transactions, "RETRY_PAUSE", 0.001)
    return broker


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def new_publisher(registry, broker):
    meter = Meter(Metrics.create(registry))

    def new(**settings):
        settings = Settings(group="g", **{"group_instance_id": "me", **settings})

        async def topic():
            return broker.topic

        return TransactionalPublisher(
            settings,
            meter=meter,
            member=lambda: broker.member,
            topic=TopicIdentity(topic),
            anew=lambda partition, offset: broker.anew.append((partition, offset)),
            begin=broker.begun.append,
        )

    return new


@pytest.fixture
def publisher(new_publisher):
    return new_publisher()


@pytest.fixture
async def opened(publisher, broker):
    await publisher.open([P0, P1])
    broker.steps.clear()
    yield publisher
    broker.hang.clear()
    await publisher.stop()


def transactions_of(registry, result):
    return registry.get_sample_value("streamproc_transactions_total", {"result": result}) or 0


async def test_opening_initialises_the_producer_before_the_offsets_are_read(publisher, broker):
    broker.committed = [7, None]

    assert await publisher.open([P0, P1]) == {P0: 7}

    assert broker.steps == ["start g-me", "committed? g [0, 1]"]


async def test_one_producer_serves_a_second_assignment_too(opened, broker):
    await opened.close([P0, P1])
    await opened.open([P0])

    assert broker.steps == ["committed? g [0]"]


async def test_a_worker_without_a_name_has_a_producer_of_a_name_that_no_other_has(new_publisher, broker):
    for _ in range(2):
        await new_publisher(group_instance_id=None).open([P0])

    names = {step for step in broker.steps if step.startswith("start")}
    assert len(names) == 2
    assert all(name.startswith("start g-") for name in names)


async def test_an_offset_that_another_producer_committed_is_committed_again_in_our_name(publisher, broker):
    broker.committed = [Committed(7, "g-other"), Committed(8, "g-me")]

    assert await publisher.open([P0, P1]) == {P0: 7, P1: 8}

    assert broker.steps[2:] == ["begin", "offsets {0: (7, 'g-me')} g 3", "commit"]


async def test_a_claim_that_fails_is_no_matter(publisher, broker):
    broker.committed = [Committed(7, "g-other")]
    broker.errors = {"commit": [KafkaError("gone")]}

    assert await publisher.open([P0]) == {P0: 7}
    await publisher.publish(replace(BATCH, start_offset=7))

    assert broker.steps.count("start g-me") == 2


async def test_an_offset_of_another_topic_of_the_same_name_is_set_to_the_beginning(publisher, broker):
    broker.topic = "ffff"
    broker.committed = [Committed(7, "g-me topic:aaaa"), Committed(8, "g-me topic:ffff")]

    assert await publisher.open([P0, P1]) == {P0: 0, P1: 8}

    assert broker.steps[2:] == ["begin", "offsets {0: (0, 'g-me topic:ffff')} g 3", "commit", "committed? g [0, 1]"]
    assert broker.anew == [(P0, 7)]


async def test_a_beginning_that_can_not_be_written_down_is_tried_again(publisher, broker):
    broker.topic = "ffff"
    broker.committed = [Committed(7, "g-me topic:aaaa")]
    broker.errors = {"commit": [KafkaError("gone"), KafkaError("gone")]}

    await publisher.open([P0])

    assert broker.steps.count("offsets {0: (0, 'g-me topic:ffff')} g 3") == 3


async def test_a_partition_whose_offset_was_set_back_to_0_is_read_from_there(publisher, broker):
    broker.topic = "ffff"
    broker.committed = [Committed(0, ""), Committed(8, "g-me topic:ffff")]

    assert await publisher.open([P0, P1]) == {P0: 0, P1: 8}

    assert broker.begun == [P0]
    assert broker.anew == []


@pytest.mark.parametrize(
    ("topic", "note"), [("ffff", "g-me"), ("", "g-me topic:aaaa")], ids=["older worker", "brokers without ids"]
)
async def test_an_offset_that_can_not_be_compared_is_taken_as_it_is(publisher, broker, topic, note):
    broker.topic = topic
    broker.committed = [Committed(7, note)]

    assert await publisher.open([P0]) == {P0: 7}
    assert broker.anew == []


async def test_the_transaction_of_a_worker_that_is_gone_is_ended_in_its_producers_name(publisher, broker):
    unsettled = Committed(None, "", settled=False)
    note = "g-gone topic:ffff"
    broker.committed = [unsettled, Committed(7, note), unsettled, Committed(7, note), Committed(7, note)]

    assert await publisher.open([P0]) == {P0: 7}

    assert broker.steps[:5] == [
        "start g-me",
        "committed? g [0]",
        "committed? g [0], unstable",
        "start g-gone",
        "stop",
    ]
    assert broker.steps.count("start g-gone") == 1


async def test_a_producer_that_is_none_of_our_group_is_left_alone(publisher, broker):
    unsettled = Committed(None, "", settled=False)
    broker.committed = [unsettled, Committed(7, "payments"), Committed(7, "payments")]

    await publisher.open([P0])

    assert [step for step in broker.steps if step.startswith("start")] == ["start g-me"]


async def test_offset_and_records_are_one_transaction_the_offset_first(opened, broker, registry):
    await opened.publish(BATCH)

    assert broker.steps == ["begin", OFFSETS, "send articles.enriched", "commit"]
    assert broker.records == [("articles.enriched", 2, (b"k", b"v", [("h", b"1")]))]
    assert transactions_of(registry, "committed") == 1


async def test_batches_of_several_partitions_that_wait_share_a_transaction(opened, broker, registry):
    await asyncio.gather(opened.publish(BATCH), opened.publish(OTHER))

    assert broker.steps == [
        "begin",
        "offsets {0: (12, 'g-me'), 1: (5, 'g-me')} g 3",
        "send articles.enriched",
        "commit",
    ]
    assert broker.records == [("articles.enriched", 2, (b"k", b"v", [("h", b"1")]), (b"k", b"other", []))]
    assert transactions_of(registry, "committed") == 1


async def test_batches_that_are_too_much_together_take_turns(new_publisher, broker):
    publisher = new_publisher(batch_bytes=5)
    await publisher.open([P0, P1])

    await asyncio.gather(publisher.publish(BATCH), publisher.publish(OTHER))

    assert broker.steps.count("commit") == 2


async def test_batches_of_different_assignments_never_share_a_transaction(publisher, broker):
    await publisher.open([P0])
    broker.member = Member(4, "us")
    await publisher.open([P1])

    await asyncio.gather(publisher.publish(BATCH), publisher.publish(OTHER))

    assert [step for step in broker.steps if step.startswith("offsets")] == [
        "offsets {0: (12, 'g-me')} g 3",
        "offsets {1: (5, 'g-me')} g 4",
    ]


@pytest.mark.parametrize("error", [IllegalGenerationError(), UnknownMemberIdError(), FencedInstanceIdError()])
async def test_a_worker_that_the_group_has_gone_on_without_steps_down_before_a_record_is_sent(
    opened, broker, registry, error
):
    broker.errors = {OFFSETS: [error]}

    with pytest.raises(SteppedDown, match="the group has gone on without this worker"):
        await opened.publish(BATCH)

    assert broker.records == []
    assert not any(done.startswith("start") for done in broker.steps)
    assert transactions_of(registry, "fenced") == 1


@pytest.mark.parametrize("step", ["begin", OFFSETS, "send articles.enriched", "commit"])
async def test_a_producer_that_was_taken_for_dead_is_replaced_for_the_group_decides(opened, broker, registry, step):
    broker.errors = {step: [ProducerFenced()]}

    await opened.publish(BATCH)

    assert broker.steps.count("start g-me") == 1
    assert (transactions_of(registry, "fenced"), transactions_of(registry, "committed")) == (1, 1)


@pytest.mark.parametrize("error", [OutOfOrderSequenceNumber(), KafkaError("odd"), AssertionError("invalid state")])
async def test_an_error_replaces_the_producer_and_publishes_the_batch_again(opened, broker, registry, error):
    broker.errors = {"commit": [error]}

    await opened.publish(BATCH)

    assert broker.steps.count("commit") == 2
    assert broker.steps.index("stop") < broker.steps.index("start g-me") < broker.steps.index("committed? g [0]")
    assert (transactions_of(registry, "aborted"), transactions_of(registry, "committed")) == (1, 1)


async def test_a_delivery_that_fails_is_not_committed(opened, broker):
    broker.errors = {"send articles.enriched": [KafkaError("not enough replicas")]}

    await opened.publish(BATCH)

    assert broker.steps.count("send articles.enriched") == 2
    assert broker.steps.count("commit") == 1


async def test_a_commit_whose_answer_was_lost_is_not_published_again(opened, broker):
    broker.errors = {"commit": [TimeoutError()]}
    broker.committed = [12]

    await opened.publish(BATCH)

    assert broker.steps.count("send articles.enriched") == 1


async def test_after_a_timeout_the_batches_are_tried_in_smaller_transactions(opened, broker):
    broker.errors = {"commit": [TimeoutError()]}

    await asyncio.gather(opened.publish(BATCH), opened.publish(OTHER))

    assert [step for step in broker.steps if step.startswith("offsets")] == [
        "offsets {0: (12, 'g-me'), 1: (5, 'g-me')} g 3",
        OFFSETS,
        "offsets {1: (5, 'g-me')} g 3",
    ]


async def test_a_producer_that_can_not_be_initialised_is_tried_again(opened, broker):
    broker.errors = {"commit": [KafkaError("gone")], "start g-me": [KafkaError("still gone"), None]}

    await opened.publish(BATCH)

    assert broker.steps.count("start g-me") == 2
    assert broker.steps.count("commit") == 2


@pytest.mark.parametrize("theirs", [5, 15])
async def test_a_zombie_with_any_error_steps_down_when_the_group_has_gone_on_without_it(opened, broker, theirs):
    broker.errors = {"commit": [TimeoutError()]}
    broker.committed = [theirs]

    with pytest.raises(SteppedDown, match=f"somebody else has committed offset {theirs}"):
        await opened.publish(BATCH)

    assert broker.steps.count("begin") == 1


async def test_a_send_after_a_failure_in_the_background_is_tried_again(opened, broker):
    broker.errors = {OFFSETS: [IllegalOperation("not now")]}

    await opened.publish(BATCH)

    assert broker.steps.count("begin") == 2


async def test_what_can_not_be_committed_in_time_ends_with_the_last_error(new_publisher, broker):
    impatient = new_publisher(stall_timeout=0.3)
    await impatient.open([P0])
    broker.errors = {"commit": [KafkaError("the disk is full")] * 100_000}

    with pytest.raises(InfrastructureError, match=r"articles.raw-0: no transaction .* the disk is full"):
        await impatient.publish(BATCH)


async def test_a_broker_that_refuses_us_is_a_matter_for_the_operator(opened, broker):
    broker.errors = {"send articles.enriched": [TopicAuthorizationFailedError("articles.enriched")]}

    with pytest.raises(ConfigurationError, match="Kafka refuses us"):
        await opened.publish(BATCH)


async def test_a_record_that_is_too_large_is_named_and_the_other_partitions_batches_are_committed(opened, broker):
    broker.errors = {
        "send articles.enriched": [MessageSizeTooLargeError(), MessageSizeTooLargeError()]
    }  # together, then alone

    refused, committed = await asyncio.gather(opened.publish(OTHER), opened.publish(BATCH), return_exceptions=True)

    assert isinstance(refused, RecordTooLarge)
    assert (refused.partition, refused.index) == (P1, 0)
    assert committed is None
    assert [step for step in broker.steps if step.startswith("offsets")][2:] == [OFFSETS]


async def test_closing_aborts_an_open_transaction(opened, broker):
    broker.hang = {"commit"}
    publishing = asyncio.create_task(opened.publish(BATCH))
    await broker.hangs.wait()

    await opened.close([P0, P1])

    assert broker.steps[-2:] == ["abort", "stop"]
    with pytest.raises(SteppedDown):
        await publishing


async def test_a_partition_that_stays_is_published_when_another_is_closed_within_a_transaction(opened, broker):
    broker.hang = {"commit"}
    publishing = [asyncio.create_task(opened.publish(batch)) for batch in (BATCH, OTHER)]
    await broker.hangs.wait()
    broker.hang.clear()

    await opened.close([P0])

    with pytest.raises(SteppedDown):
        await publishing[0]
    await publishing[1]
    assert broker.steps[-4:] == ["begin", "offsets {1: (5, 'g-me')} g 3", "send articles.enriched", "commit"]


async def test_a_closed_partition_publishes_nothing(opened):
    await opened.close([P0])

    with pytest.raises(SteppedDown):
        await opened.publish(BATCH)
