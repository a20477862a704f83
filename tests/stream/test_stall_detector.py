"""The watch: lag as it is, and an end when nothing moves."""

from __future__ import annotations

import pytest
from aiokafka.errors import KafkaTimeoutError

from streamproc.errors import InfrastructureError
from streamproc.stream.consumer import ReadPosition
from streamproc.stream.ends import Ends
from streamproc.stream.stall_detector import StallDetector
from tests.stream.conftest import P0, P1, incoming, settle


class Offsets:
    """What the consumer says, and the partitions' leaders: ``end`` is where a partition ends, None when nobody says so."""

    def __init__(self):
        self.end = 0
        self.fetched = 0
        self.fetch = None
        self.handed_over = 0
        self.silent = set()

    def fetched_end(self, _partition):
        return self.fetched

    def fetch_offset(self, _partition):
        return self.fetch

    async def place(self, _partition):
        return ReadPosition(self.fetch, self.handed_over)

    async def ask(self, partition):
        if partition in self.silent:
            raise KafkaTimeoutError
        return self.end


@pytest.fixture
def offsets():
    return Offsets()


@pytest.fixture
def ends(offsets, clock):
    ends = Ends(offsets.ask, clock=clock)
    yield ends
    ends.stop()


@pytest.fixture
def watch(pipeline_of_stream, workshop, offsets, ends, clock):
    return StallDetector(
        pipeline_of_stream,
        intake=workshop.intake,
        meter=workshop.meter,
        offsets=offsets,
        ends=ends,
        stall_timeout=60,
        clock=clock,
        now=lambda: 1_030.0,
    )


async def looks(watch, clock, seconds, *, joined=True):
    """Look every ten seconds, for so many from now; the last figures."""
    for _ in range(0, seconds, 10):
        watch.look(joined=joined)
        await settle()
        clock.seconds += 10
    return watch.look(joined=joined)


async def test_lag_counts_from_the_oldest_message_that_is_not_committed(watch, pipeline_of_stream, offsets, registry):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"slow", offset=5), P0)
    pipeline_of_stream.accept(incoming(b"a", offset=6), P0)
    await settle()
    offsets.end = 10
    watch.look()
    await settle()

    [partition] = watch.look()

    assert (partition.lag, partition.lag_seconds, partition.pending) == (5, 30.0, 2)
    assert registry.get_sample_value("streamproc_lag_messages", {"partition": "0"}) == 5
    assert registry.get_sample_value("streamproc_queue_messages") == 2


async def test_transaction_markers_behind_the_last_message_are_no_lag(watch, pipeline_of_stream, offsets):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"a", offset=5), P0)
    await settle()
    offsets.end, offsets.fetch = 7, 7
    watch.look()
    await settle()

    [partition] = watch.look()

    assert partition.lag == 0


async def test_nothing_to_do_is_no_stall(watch, pipeline_of_stream, clock):
    await pipeline_of_stream.assigned([P0])

    [partition] = await looks(watch, clock, 1000)

    assert partition.idle_seconds <= 20


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

    with pytest.raises(InfrastructureError, match="the broker delivers none"):
        await looks(watch, clock, 100)


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


async def test_an_idle_worker_makes_progress_and_one_without_its_group_does_not(watch, clock, registry):
    def last_progress():
        return registry.get_sample_value("streamproc_last_progress_timestamp_seconds")

    watch.look(joined=False)
    clock.seconds = 30
    watch.look(joined=False)
    assert last_progress() == 1_000.0

    watch.look(joined=True)
    assert last_progress() == 1_030.0


async def test_a_partition_whose_leader_alone_does_not_answer_ends_the_worker(
    watch, pipeline_of_stream, offsets, clock, registry
):
    await pipeline_of_stream.assigned([P0, P1])
    await looks(watch, clock, 10)
    offsets.silent.add(P1)

    first, second = await looks(watch, clock, 50)

    assert first.unanswered_seconds <= 20
    assert second.unanswered_seconds >= 40
    assert registry.get_sample_value("streamproc_last_progress_timestamp_seconds") == 1_030.0 - second.idle_seconds
    with pytest.raises(InfrastructureError, match="the leaders of partitions 1 have not answered for"):
        await looks(watch, clock, 100)


async def test_one_partition_that_stands_still_is_not_hidden_by_another_that_works(
    watch, pipeline_of_stream, offsets, clock
):
    await pipeline_of_stream.assigned([P0, P1])
    pipeline_of_stream.accept(incoming(b"slow", offset=0, partition=1), P1)
    await settle()

    async def go_on_with_the_other():
        for offset in range(20):
            pipeline_of_stream.accept(incoming(b"a", offset=offset), P0)
            offsets.end = offset + 1
            await looks(watch, clock, 10)

    with pytest.raises(InfrastructureError, match="on partitions 1: 1 messages wait for the engine"):
        await go_on_with_the_other()


async def test_what_lies_behind_the_last_message_is_committed_when_nothing_is_pending(
    watch, pipeline_of_stream, publisher, offsets
):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"a", offset=5), P0)
    await settle()
    offsets.fetch, offsets.handed_over = 7, 6

    await watch.catch_up()
    await settle()

    assert publisher.committed == {P0: 7}
    assert publisher.batches[-1].records == []
    pipeline_of_stream.accept(incoming(b"b", offset=7), P0)
    await settle()
    assert publisher.committed == {P0: 8}


async def test_nothing_is_committed_beyond_messages_that_are_still_under_way(
    watch, pipeline_of_stream, publisher, offsets
):
    await pipeline_of_stream.assigned([P0])
    pipeline_of_stream.accept(incoming(b"a", offset=5), P0)
    await settle()
    offsets.fetch = 9

    offsets.handed_over = 9
    await watch.catch_up()
    pipeline_of_stream.accept(incoming(b"slow", offset=6), P0)
    await settle()
    offsets.handed_over = 7
    await watch.catch_up()
    await settle()

    assert publisher.committed == {P0: 6}


async def test_an_idle_worker_whose_group_does_not_answer_ends(watch, pipeline_of_stream, clock):
    await pipeline_of_stream.assigned([P0])
    await looks(watch, clock, 20)

    with pytest.raises(InfrastructureError, match="the consumer group's coordinator has not answered for"):
        await looks(watch, clock, 100, joined=False)
