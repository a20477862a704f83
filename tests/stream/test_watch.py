"""The watch: lag as it is, and an end when nothing moves."""

from __future__ import annotations

import pytest

from streamproc.errors import InfrastructureError
from streamproc.stream.watch import Watch
from tests.stream.conftest import P0, incoming, settle


class Offsets:
    def __init__(self):
        self.end = 0
        self.fetch = None

    def end_offset(self, _partition):
        return self.end

    def fetch_offset(self, _partition):
        return self.fetch


@pytest.fixture
def offsets():
    return Offsets()


@pytest.fixture
def watch(pipeline_of_stream, workshop, offsets, clock):
    return Watch(
        pipeline_of_stream,
        intake=workshop.intake,
        meter=workshop.meter,
        offsets=offsets,
        stall_timeout=60,
        clock=clock,
        now=lambda: 1_030.0,
    )


async def test_lag_counts_from_the_oldest_message_that_is_not_committed(watch, pipeline_of_stream, offsets, registry):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"slow", offset=5), P0)
    pipeline_of_stream.accept(incoming(b"a", offset=6), P0)
    await settle()
    offsets.end = 10

    [partition] = watch.look()

    assert (partition.lag, partition.lag_seconds, partition.pending) == (5, 30.0, 2)
    assert registry.get_sample_value("streamproc_lag_messages", {"partition": "0"}) == 5
    assert registry.get_sample_value("streamproc_queue_messages") == 2


async def test_transaction_markers_behind_the_last_message_are_no_lag(watch, pipeline_of_stream, offsets):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"a", offset=5), P0)
    await settle()
    offsets.end, offsets.fetch = 7, 7

    [partition] = watch.look()

    assert partition.lag == 0


async def test_nothing_to_do_is_no_stall(watch, pipeline_of_stream, clock):
    await pipeline_of_stream.assigned([P0])
    for clock.seconds in range(0, 1000, 10):
        watch.look()


async def test_an_article_that_the_engine_never_answers_ends_the_worker(watch, pipeline_of_stream, offsets, clock):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"slow", offset=0), P0)
    offsets.end = 1
    await settle()
    watch.look()
    clock.seconds = 59
    watch.look()

    clock.seconds = 62
    with pytest.raises(
        InfrastructureError, match="no progress for 62 s on partitions 0: 1 messages wait for the engine"
    ):
        watch.look()


async def test_a_publication_that_the_broker_never_acknowledges_ends_the_worker(
    watch, pipeline_of_stream, publisher, clock
):
    publisher.hold.clear()
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"a", offset=0), P0)
    await settle()
    watch.look()

    clock.seconds = 61
    with pytest.raises(InfrastructureError, match="1 messages wait for the broker"):
        watch.look()


async def test_messages_that_are_never_delivered_end_the_worker(watch, pipeline_of_stream, offsets, clock):
    await pipeline_of_stream.assigned([P0])
    offsets.end = 3
    watch.look()

    clock.seconds = 61
    with pytest.raises(InfrastructureError, match="the broker delivers none"):
        watch.look()


async def test_a_commit_is_progress(watch, pipeline_of_stream, offsets, clock):
    await pipeline_of_stream.assigned([P0])
    offsets.end = 100
    for offset in range(10):
        clock.seconds += 50
        pipeline_of_stream.accept(incoming(b"a", offset=offset), P0)
        await settle()
        watch.look()


async def test_a_group_that_never_gives_out_partitions_ends_the_worker(watch, clock):
    watch.look(joined=False)

    clock.seconds = 61
    with pytest.raises(InfrastructureError, match="the consumer group has given out no partitions for 61 s"):
        watch.look(joined=False)


async def test_a_worker_that_got_no_partition_waits_for_one(watch, clock):
    for clock.seconds in range(0, 1000, 10):
        watch.look(joined=True)


async def test_an_idle_worker_makes_progress_and_one_without_its_group_does_not(watch, workshop, registry):
    def last_progress():
        return registry.get_sample_value("streamproc_last_progress_timestamp_seconds")

    workshop.meter.metrics.last_progress.set(0)
    watch.look(joined=False)
    assert last_progress() == 0

    watch.look(joined=True)
    assert last_progress() == 1_002.5


async def test_an_idle_worker_whose_group_does_not_answer_ends(watch, pipeline_of_stream, clock):
    await pipeline_of_stream.assigned([P0])
    watch.look(joined=True)
    clock.seconds = 61
    with pytest.raises(InfrastructureError, match="the consumer group's coordinator has not answered for 61 s"):
        watch.look(joined=False)
