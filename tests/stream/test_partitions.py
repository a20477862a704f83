"""From intake to commit without a broker: order, bounds, rejects, failures, revocation."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from streamproc.errors import InfrastructureError
from streamproc.records import Revision, parse_enriched
from streamproc.stream.partitions import Partitions
from streamproc.stream.produce import RecordTooLarge
from streamproc.stream.publish import SteppedDown, TooSlow
from tests.stream.conftest import P0, P1, incoming, message_of, settle


def feed(pipeline, *values: bytes, partition=P0, first=0):
    for offset, value in enumerate(values, first):
        pipeline.accept(incoming(value, offset=offset, partition=partition.partition), partition)


@pytest.fixture
def pipeline(pipeline_of_stream):
    return pipeline_of_stream


async def test_a_malformed_message_is_dead_lettered_untouched(pipeline, publisher):
    await pipeline.assigned([P0])
    feed(pipeline, b"reject {oops")
    await settle()

    [batch] = publisher.batches
    [[letter]] = batch.records
    assert (letter.topic, letter.value) == ("articles.raw.dlq", b"reject {oops")
    assert dict(letter.headers)["streamproc.reason"] == b"invalid_article"
    assert batch.next_offset == 1


async def test_an_empty_message_reaches_the_engine_as_no_bytes(pipeline, engine):
    await pipeline.assigned([P0])
    pipeline.accept(incoming(b""), P0)
    await settle()

    assert engine.seen == [b""]


@pytest.mark.parametrize("key", [None, b"", b" ", b"\xff", b"x" * 513], ids=repr)
async def test_messages_with_neither_value_nor_a_key_of_an_article_are_passed_over_however_many(
    pipeline, publisher, engine, registry, key
):
    await pipeline.assigned([P0])
    for offset in range(50):
        pipeline.accept(replace(incoming(None, offset=offset), key=key), P0)
    await settle()

    assert (publisher.committed, publisher.values, engine.seen) == ({P0: 50}, [], [])
    assert registry.get_sample_value("streamproc_articles_total", {"outcome": "tombstone"}) == 50
    assert registry.get_sample_value("streamproc_articles_total", {"outcome": "rejected"}) == 0


async def test_a_message_without_a_value_withdraws_the_article_of_its_key_in_its_turn(
    pipeline, publisher, engine, registry
):
    await pipeline.assigned([P0])
    feed(pipeline, b"slow before")
    pipeline.accept(incoming(None, offset=1), P0)
    feed(pipeline, b"after", first=2)
    await settle()
    assert publisher.batches == []

    engine.release.set()
    await settle()

    records = [records for batch in publisher.batches for records in batch.records]
    [withdrawn] = records[1]
    article = parse_enriched(withdrawn.value)
    assert [len(some) for some in records] == [2, 1, 2]
    assert (withdrawn.topic, withdrawn.key) == ("articles.enriched", b"key")
    assert (article.article_id, article.withdrawn, article.revision) == ("key", True, Revision(0, 1))
    assert (article.entities, article.quotes, article.events) == ((), (), ())
    assert engine.seen == [b"slow before", b"after"]
    assert registry.get_sample_value("streamproc_articles_total", {"outcome": "withdrawn"}) == 1
    assert registry.get_sample_value("streamproc_articles_total", {"outcome": "tombstone"}) == 0


async def test_keys_that_are_not_the_articles_id_are_counted_and_said_once(pipeline, registry, capsys):
    await pipeline.assigned([P0])
    for offset, key in enumerate((b"a0", b"other", None, b"more", None)):
        pipeline.accept(replace(incoming(b"a%d" % offset, offset=offset), key=key), P0)
    await settle()

    assert registry.get_sample_value("streamproc_foreign_keys_total", {"key": "differs"}) == 2
    assert registry.get_sample_value("streamproc_foreign_keys_total", {"key": "missing"}) == 2
    assert capsys.readouterr().out.count("the message's key is not the article's id") == 2


async def test_records_leave_in_the_order_of_their_messages_however_the_engine_finishes(pipeline, publisher, engine):
    await pipeline.assigned([P0])
    feed(pipeline, b"slow", b"quick")
    await settle()
    assert publisher.batches == []

    engine.release.set()
    await settle()
    assert publisher.values == [b"slow", b"slow", b"quick", b"quick"]
    assert publisher.committed == {P0: 2}


async def test_a_message_that_was_quick_does_not_wait_long_for_a_slow_one_behind_it(workshop, publisher):
    patient = replace(workshop, limits=replace(workshop.limits, linger=3600))
    pipeline = Partitions(patient, window=4)
    await pipeline.assigned([P0])
    feed(pipeline, b"quick", b"slow")
    while not publisher.batches:  # noqa: ASYNC110 - for an hour, should it wait as long as it may
        await asyncio.sleep(0.01)

    assert publisher.committed == {P0: 1}
    await pipeline.revoked([P0], within=0)


async def test_a_slow_partition_does_not_hold_up_another(pipeline, publisher):
    await pipeline.assigned([P0, P1])
    feed(pipeline, b"slow")
    feed(pipeline, b"quick", partition=P1)
    await settle()

    assert publisher.committed == {P1: 1}


async def test_a_batch_takes_no_more_messages_than_it_may(pipeline, publisher):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"a", b"b", b"c", b"d", b"e")
    await settle()
    publisher.hold.set()
    await settle()

    assert max(len(batch.records) for batch in publisher.batches) <= 3
    assert publisher.committed == {P0: 5}


async def test_a_batch_takes_no_more_bytes_than_it_may_unless_one_message_needs_them(pipeline, publisher):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"a" * 3000, b"b" * 3000, b"c" * 20_000, b"d")
    await settle()
    publisher.hold.set()
    await settle()

    sizes = [sum(record.size - 700 for records in batch.records for record in records) for batch in publisher.batches]
    assert [len(batch.records) for batch in publisher.batches][-2:] == [1, 1]
    assert all(size <= 10_000 or len(batch.records) == 1 for size, batch in zip(sizes, publisher.batches, strict=True))
    assert publisher.committed == {P0: 4}


async def test_the_engine_works_on_the_next_messages_while_a_batch_is_being_published(pipeline, publisher, engine):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"first")
    await settle()
    feed(pipeline, b"second", first=1)
    await settle()

    assert engine.seen == [b"first", b"second"]
    assert publisher.batches == []


async def test_the_engine_is_given_no_more_than_a_window(pipeline, publisher, engine):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, *(b"%d" % number for number in range(9)))
    await settle()

    assert engine.seen == [b"0", b"1", b"2", b"3"]


async def test_a_message_that_was_seen_or_committed_before_is_dropped(pipeline, publisher):
    publisher.start = {P0: 10}
    await pipeline.assigned([P0])
    feed(pipeline, b"old", b"new", first=9)
    feed(pipeline, b"new", b"newer", first=10)
    await settle()

    assert publisher.values == [b"new", b"new", b"newer", b"newer"]


async def test_a_partition_that_begins_again_is_followed_whatever_its_offsets(pipeline, publisher):
    publisher.start = {P0: 100}
    await pipeline.assigned([P0])
    pipeline.accept(incoming(b"before", offset=100), P0)

    pipeline.moved(P0, 101, 0)
    pipeline.accept(incoming(b"late", offset=101), P0)
    pipeline.accept(incoming(b"first", offset=0, era=1), P0)
    pipeline.accept(incoming(b"old", offset=102), P0)
    pipeline.accept(incoming(b"first", offset=0, era=1), P0)
    pipeline.accept(incoming(b"second", offset=1, era=1), P0)
    await settle()

    assert publisher.values[::2] == [b"before", b"late", b"first", b"second"]
    assert publisher.committed == {P0: 2}


@pytest.mark.parametrize(
    ("move", "cause", "lost"),
    [((None, 7), "new", 0), ((5, 25), "expired", 20), ((100, 0), "rewound", 0), ((100, 40), "rewound", 0)],
)
async def test_a_move_to_the_beginning_is_counted_by_its_cause(pipeline, registry, move, cause, lost):
    await pipeline.assigned([P0])
    pipeline.moved(P0, *move)

    assert registry.get_sample_value("streamproc_position_resets_total", {"cause": cause}) == 1
    assert registry.get_sample_value("streamproc_expired_unread_total") == lost


async def test_a_message_of_a_partition_that_is_not_ours_is_left_alone(pipeline, publisher):
    await pipeline.assigned([P0])
    feed(pipeline, b"theirs", partition=P1)
    await settle()

    assert publisher.batches == []


async def test_offsets_with_gaps_are_no_trouble(pipeline, publisher):
    await pipeline.assigned([P0])
    for offset in (3, 7, 20):
        pipeline.accept(incoming(b"a", offset=offset), P0)
    await settle()

    assert publisher.committed == {P0: 21}


async def test_too_many_rejects_fail_the_pipeline_and_their_batch_is_not_published(pipeline, publisher):
    await pipeline.assigned([P0])
    feed(pipeline, *(b"reject %d" % number for number in range(6)))

    with pytest.raises(InfrastructureError, match="5 messages in a row were rejected"):
        await asyncio.wait_for(pipeline.failed(), 5)
    assert len(publisher.values) < 5


async def test_a_failing_engine_fails_the_pipeline_and_later_messages_are_not_committed(pipeline, publisher, engine):
    engine.errors[b"breaks it"] = InfrastructureError("the pool can't be started again")
    await pipeline.assigned([P0])
    feed(pipeline, b"fine", b"breaks it", b"never")

    with pytest.raises(InfrastructureError, match="the pool can't be started again"):
        await asyncio.wait_for(pipeline.failed(), 5)
    assert publisher.committed in ({}, {P0: 1})


async def test_a_failing_publisher_fails_the_pipeline(pipeline, publisher):
    publisher.errors = [InfrastructureError("no transaction could be committed")]
    await pipeline.assigned([P0])
    feed(pipeline, b"a")

    with pytest.raises(InfrastructureError, match="no transaction"):
        await asyncio.wait_for(pipeline.failed(), 5)


async def test_a_fenced_partition_steps_down_and_the_others_go_on(pipeline, publisher):
    publisher.errors = [SteppedDown("another producer")]
    await pipeline.assigned([P0, P1])
    feed(pipeline, b"a", b"b")
    await settle()
    feed(pipeline, b"c", partition=P1)
    feed(pipeline, b"d", first=2)
    await settle()

    assert pipeline.processors[P0].stepped_down
    assert publisher.committed == {P1: 1}


async def test_a_record_the_broker_finds_too_large_becomes_a_dead_letter_of_the_same_batch(pipeline, publisher):
    publisher.errors = [RecordTooLarge(P0, 1, 2_000_000, "articles.quotes")]
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"slow start", b"big", b"c")
    pipeline._work.engine.release.set()
    await settle()
    publisher.hold.set()
    await settle()

    assert publisher.values == [b"slow start", b"slow start", b"big", b"c", b"c"]
    assert publisher.batches[0].records[1][0].topic == "articles.raw.dlq"


async def test_a_batch_that_takes_too_long_is_halved_until_it_is_in_time_and_grows_again(workshop, publisher):
    many = replace(workshop, limits=replace(workshop.limits, batch=8))
    pipeline = Partitions(many, window=100)
    publisher.errors = [TooSlow("no answer"), TooSlow("no answer"), TooSlow("no answer")]
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"slow start", *(b"%d" % number for number in range(30)))
    pipeline._work.engine.release.set()
    await settle()
    publisher.hold.set()
    await settle()

    assert [len(batch.records) for batch in publisher.batches[:9]] == [1, 1, 1, 1, 1, 1, 1, 1, 2]
    assert [batch.start_offset for batch in publisher.batches[:3]] == [0, 1, 2]
    assert publisher.committed == {P0: 31}
    await pipeline.revoked([P0], within=0)


async def test_a_revoked_partition_publishes_what_is_finished_and_leaves_the_rest(pipeline, publisher):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"a", b"b", b"slow", b"c")
    await settle()
    publisher.hold.set()
    await pipeline.revoked([P0], within=5)

    assert publisher.values == [b"a", b"a", b"b", b"b"]
    assert publisher.committed == {P0: 2}
    assert publisher.closed == [P0]
    assert pipeline.processors == {}


async def test_revoking_gives_up_on_a_publication_that_hangs(pipeline, publisher):
    publisher.hold.clear()
    await pipeline.assigned([P0])
    feed(pipeline, b"a")
    await settle()

    await pipeline.revoked([P0], within=0.01)

    assert publisher.batches == []
    assert publisher.closed == [P0]


async def test_finishing_waits_for_what_is_in_the_engine_and_takes_nothing_more(pipeline, publisher, engine):
    await pipeline.assigned([P0])
    feed(pipeline, b"a", b"slow")
    await settle()

    finishing = asyncio.create_task(pipeline.finish(within=5))
    await settle()
    feed(pipeline, b"too late", first=2)
    engine.release.set()
    await finishing

    assert publisher.committed == {P0: 2}
    assert b"too late" not in engine.seen


async def test_a_new_assignment_replaces_the_old_one(pipeline):
    await pipeline.assigned([P0, P1])
    feed(pipeline, b"slow")
    await settle()
    await pipeline.assigned([P1])

    assert set(pipeline.processors) == {P1}
    assert pipeline._work.intake.messages == 0


async def test_figures_of_a_committed_batch(pipeline, registry):
    await pipeline.assigned([P0])
    feed(pipeline, b"abc", b"reject it")
    await settle()

    def value(name, **labels):
        return registry.get_sample_value(f"streamproc_{name}", labels)

    assert value("articles_consumed_total", partition="0") == 2
    assert value("articles_total", outcome="enriched") == 1
    assert value("articles_total", outcome="rejected") == 1
    assert value("records_total", role="quotes") == 1
    assert value("record_bytes_total", role="quotes") == len(b'key{"of": "abc","revision":{"partition":0,"offset":0}}')
    assert value("dead_letters_total", reason="invalid_article") == 1
    assert value("words_processed_total") == 7
    assert value("age_seconds_sum") == 2 * 2.5
    assert value("rebalances_total") == 1


async def test_a_message_that_was_not_read_is_a_dead_letter_without_a_value_and_the_engine_never_sees_it(
    pipeline, publisher, engine
):
    await pipeline.assigned([P0])
    unread = replace(
        incoming(None, offset=0), unread=("too_large", "message: 300,000,000 bytes"), unread_bytes=300_000_000
    )
    pipeline.accept(unread, P0)
    pipeline.accept(incoming(b"fine", offset=1), P0)
    await settle()

    [[letter], records] = [records for batch in publisher.batches for records in batch.records]
    headers = dict(letter.headers)
    assert (letter.topic, letter.key, letter.value) == ("articles.raw.dlq", b"key", None)
    assert headers["streamproc.reason"] == b"too_large"
    assert headers["streamproc.value_omitted"] == b"300000000"
    assert headers["__connect.errors.exception.message"] == b"message: 300,000,000 bytes"
    assert headers["__connect.errors.offset"] == b"0"
    assert message_of(records[0]) == b"fine"
    assert engine.seen == [b"fine"]
    assert publisher.committed == {P0: 2}


async def test_records_that_wait_to_be_published_hold_the_engine_back(pipeline, publisher, engine):
    await pipeline.assigned([P0, P1])
    publisher.hold.clear()
    large = b"x" * 6_000
    feed(pipeline, large, b"behind it", b"and behind that")
    await settle()
    feed(pipeline, b"elsewhere", partition=P1)
    await settle()
    assert engine.seen[0] == large
    assert len(engine.seen) < 4

    publisher.hold.set()
    await settle()

    assert len(engine.seen) == 4
    assert publisher.committed == {P0: 3, P1: 1}
