"""The transactional publisher against a scripted producer: which error leads to what.

That the transactions themselves hold is shown on Apache Kafka, in ``tests/broker`` and ``tests/faults``.
"""

from __future__ import annotations

import asyncio

import pytest
from aiokafka.errors import (
    IllegalOperation,
    KafkaError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    TopicAuthorizationFailedError,
)
from prometheus_client import CollectorRegistry

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.metrics import Metrics
from streamproc.settings import Settings
from streamproc.stream import transactions
from streamproc.stream.meter import Meter
from streamproc.stream.outgoing import Outgoing
from streamproc.stream.produce import Batch, RecordTooLarge
from streamproc.stream.publish import SteppedDown
from streamproc.stream.transactions import TransactionalPublisher
from tests.stream.conftest import P0, P1

BATCH = Batch(P0, 0, 12, [[Outgoing("enriched", "articles.enriched", b"k", b"v", (("h", b"1"),))]])


class Broker:
    """What the producers have done, in order, and what goes wrong next: ``{step: [errors]}``."""

    def __init__(self):
        self.steps: list[str] = []
        self.errors: dict[str, list[BaseException | None]] = {}
        self.records: list[object] = []
        self.committed: list[int | None] = []
        self.hang: set[str] = set()
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

    async def send_offsets_to_transaction(self, offsets, group):
        await self.broker.step(f"offsets {dict(offsets)} {group}")

    async def commit_transaction(self):
        await self.broker.step("commit")
        self.open = False

    async def abort_transaction(self):
        await self.broker.step("abort")
        self.open = False


@pytest.fixture
def broker(monkeypatch):
    broker = Broker()

    async def committed_offset(_client, group, partition):
        broker.steps.append(f"committed? {group} {partition.partition}")
        return broker.committed.pop(0) if broker.committed else None

    monkeypatch.setattr(ScriptedProducer, "broker", broker, raising=False)
    monkeypatch.setattr(transactions, "AIOKafkaProducer", ScriptedProducer)
    monkeypatch.setattr(transactions, "committed_offset", committed_offset)
    monkeypatch.setattr(transactions, "RETRY_PAUSE", 0.001)
    return broker


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def new_publisher(registry):
    def new(**settings):
        return TransactionalPublisher(Settings(group="g", **settings), meter=Meter(Metrics.create(registry)))

    return new


@pytest.fixture
def publisher(new_publisher):
    return new_publisher()


@pytest.fixture
async def opened(publisher, broker):
    await publisher.open([P0])
    broker.steps.clear()
    return publisher


def transactions_of(registry, result):
    return registry.get_sample_value("streamproc_transactions_total", {"result": result}) or 0


async def test_opening_initialises_the_partitions_producer_before_its_offset_is_read(publisher, broker):
    broker.committed = [7, None]

    assert await publisher.open([P0, P1]) == {P0: 7}

    assert broker.steps.index("start g-articles.raw-0") < broker.steps.index("committed? g 0")
    assert broker.steps.index("start g-articles.raw-1") < broker.steps.index("committed? g 1")


async def test_records_and_offset_are_one_transaction(opened, broker, registry):
    await opened.publish(BATCH)

    assert broker.steps == [
        "begin",
        "send articles.enriched",
        "offsets {TopicPartition(topic='articles.raw', partition=0): 12} g",
        "commit",
    ]
    assert broker.records == [("articles.enriched", 2, (b"k", b"v", [("h", b"1")]))]
    assert transactions_of(registry, "committed") == 1


@pytest.mark.parametrize("step", ["begin", "send articles.enriched", "commit"])
async def test_a_fenced_producer_steps_down_without_another_try(opened, broker, registry, step):
    broker.errors = {step: [ProducerFenced()]}

    with pytest.raises(SteppedDown):
        await opened.publish(BATCH)

    assert not any(done.startswith("start") for done in broker.steps)
    assert transactions_of(registry, "fenced") == 1


@pytest.mark.parametrize("error", [OutOfOrderSequenceNumber(), KafkaError("odd"), AssertionError("invalid state")])
async def test_an_error_replaces_the_producer_and_publishes_the_batch_again(opened, broker, registry, error):
    broker.errors = {"commit": [error]}

    await opened.publish(BATCH)

    assert broker.steps.count("commit") == 2
    assert (
        broker.steps.index("stop") < broker.steps.index("start g-articles.raw-0") < broker.steps.index("committed? g 0")
    )
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


async def test_a_producer_that_can_not_be_initialised_is_tried_again(opened, broker):
    broker.errors = {"commit": [KafkaError("gone")], "start g-articles.raw-0": [KafkaError("still gone"), None]}

    await opened.publish(BATCH)

    assert broker.steps.count("start g-articles.raw-0") == 2
    assert broker.steps.count("commit") == 2


@pytest.mark.parametrize("theirs", [5, 15])
async def test_a_zombie_with_any_error_steps_down_when_the_group_has_gone_on_without_it(opened, broker, theirs):
    broker.errors = {"commit": [TimeoutError()]}
    broker.committed = [theirs]

    with pytest.raises(SteppedDown, match=f"somebody else has committed offset {theirs}"):
        await opened.publish(BATCH)

    assert broker.steps.count("begin") == 1


async def test_a_send_after_a_failure_in_the_background_is_tried_again(opened, broker):
    broker.errors = {"offsets {TopicPartition(topic='articles.raw', partition=0): 12} g": [IllegalOperation("not now")]}

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


async def test_a_record_that_is_too_large_is_named_and_its_transaction_given_up(opened, broker):
    broker.errors = {"send articles.enriched": [MessageSizeTooLargeError()]}

    with pytest.raises(RecordTooLarge) as refusal:
        await opened.publish(BATCH)

    assert refusal.value.index == 0
    assert "commit" not in broker.steps
    assert "start g-articles.raw-0" in broker.steps


async def test_closing_aborts_an_open_transaction(opened, broker):
    broker.hang = {"commit"}
    publishing = asyncio.create_task(opened.publish(BATCH))
    await broker.hangs.wait()
    publishing.cancel()
    await asyncio.gather(publishing, return_exceptions=True)

    await opened.close([P0])

    assert broker.steps[-2:] == ["abort", "stop"]


async def test_a_closed_partition_publishes_nothing(opened):
    await opened.close([P0])

    with pytest.raises(SteppedDown):
        await opened.publish(BATCH)
