"""A stage that links articles without a broker: what a message gives, and when a change of the state counts."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs

from streamproc.copies.comparing import CopyComparison
from streamproc.copies.sketch import content_of, sketch_of
from streamproc.engine.outcome import Rejected
from streamproc.errors import InfrastructureError
from streamproc.linking.messages import Send, article_key, article_message, meeting_key, placed
from streamproc.linking.packs import packed, unpacked
from streamproc.settings import Settings
from streamproc.stream import linking
from streamproc.stream.intake import Incoming, Partition
from streamproc.stream.linking import LinkingStage
from streamproc.stream.output_records import Finished, Outgoing
from streamproc.stream.produce import Batch, packed_of
from streamproc.stream.produce import placed as with_partitions
from tests.linking.texts import text
from tests.stream.conftest import KeepingPublisher

P0 = Partition("articles.copies.work", 0)
WORDS = text(1, sentences=8)


@pytest.fixture
def settings(tmp_path):
    return Settings(copies=True, copies_state=tmp_path, topic_prefix="test.", group="g")


@pytest.fixture
async def stage(settings, monkeypatch):
    async def nothing_there(*_):
        return 0

    monkeypatch.setattr(linking, "fill", nothing_there)
    stage = LinkingStage(settings, CopyComparison()).before(KeepingPublisher())
    await stage.open([P0])
    yield stage
    await stage.close([P0])


def said(article_id, content=None, offset=1):
    """What the worker says of an article; of the words above, unless of others."""
    send = article_message(article_id, content_of(WORDS) if content is None else content)
    return placed(send, f"0-{offset}", 1000 * offset)


def incoming(send, offset):
    return Incoming(topic=P0.topic, partition=0, offset=offset, timestamp=1.0, key=send[0], value=send[1], headers=())


async def test_a_message_gives_its_state_what_it_sends_and_what_is_published(stage):
    message = incoming(said("a"), 1)
    outcome = stage.answer(message)
    _, outgoing = stage.seal(Finished(message, outcome))

    assert [record.topic for record in outgoing] == ["test.articles.copies.state"] + ["test.articles.copies.work"] * 6
    assert outgoing[0].key == article_key("a")
    assert {record.key for record in outgoing[1:]} == {meeting_key(value) for value in sketch_of(WORDS).keys}
    assert outcome.article_id.encode() == message.key


async def test_later_messages_see_the_state_before_it_is_committed_and_the_disk_only_afterwards(stage):
    first, again = (incoming(said("a", offset=offset), offset) for offset in (1, 2))
    done = Finished(first, stage.answer(first))

    assert (stage.answer(again)).outputs == ()
    assert stage._stores[P0].get(article_key("a")) is None
    stage.committed([done])

    assert stage._stores[P0].get(article_key("a")) == done.outcome.outputs[0].value
    assert stage._ahead[P0] == {}


async def test_what_was_not_committed_is_gone_when_the_partition_is_ours_again(stage):
    message = incoming(said("a"), 1)
    first = stage.answer(message)

    await stage.open([P0])

    assert (stage.answer(message)).outputs == first.outputs


async def test_a_state_that_ends_has_no_value_in_the_changelog(stage):
    here, gone = incoming(said("a"), 1), incoming(said("a", b"", 2), 2)
    stage.answer(here)
    _, outgoing = stage.seal(Finished(gone, stage.answer(gone)))

    assert (outgoing[0].topic, outgoing[0].key, outgoing[0].value) == (
        "test.articles.copies.state",
        article_key("a"),
        None,
    )


async def test_a_copy_is_published_under_the_articles_id_with_the_headers_of_a_record(stage):
    queue = [incoming(said(article_id, offset=n), n) for n, article_id in enumerate("ab", 1)]
    published = []
    while queue:
        message = queue.pop(0)
        _, outgoing = stage.seal(Finished(message, stage.answer(message)))
        published += [record for record in outgoing if record.role == "copies"]
        queue += [incoming((r.key, r.value), 9) for r in outgoing if r.role == "copies_work"]

    [copy] = published
    assert (copy.topic, copy.key) == ("test.articles.copies", b"b")
    assert json.loads(copy.value) == {
        "article_id": "b",
        "copy_of": "a",
        "kind": "same",
        "overlap": 1.0,
        "via": "a",
        "first_seen": "1970-01-01T00:00:01+00:00",
    }
    assert dict(copy.headers)["ce_type"] == b"streamproc.copies.v1"


@pytest.mark.parametrize(("key", "value"), [(b"a:1", b"nonsense"), (None, None), (b"\xff", b"{}")])
async def test_what_is_no_message_is_passed_over(stage, key, value):
    with capture_logs() as logged:
        outcome = stage.answer(incoming((key, value), 1))

    assert outcome.outputs == ()
    assert [line["event"] for line in logged] == ["no message of this stage, passed over"]


def test_a_message_that_was_not_read_gives_nothing_and_one_too_large_to_publish_ends_the_stage(settings):
    stage, message = LinkingStage(settings, CopyComparison()), incoming(said("a", b"", 2), 1)

    assert stage.seal(Finished(message, Rejected("too_large", "message: large", "fetch", "TooMuch")))[1] == []
    with pytest.raises(InfrastructureError, match="too large"):
        stage.seal(Finished(message, Rejected("too_large", "a record is too large", "publish", "RecordTooLarge")))


async def test_a_pack_gives_what_its_messages_give_one_by_one(stage):
    sends = [said(article_id) for article_id in "ab"]
    messages = [incoming(one, 1) for one in sends]
    alone = [stage.seal(Finished(message, stage.answer(message)))[1] for message in messages]
    await stage.open([P0])

    message = incoming((b"", packed(sends)), 1)
    _, together = stage.seal(Finished(message, stage.answer(message)))

    def work(records):
        return [(record.key, record.value) for record in records if record.role == "copies_work"]

    def states(records):
        return {record.key: json.loads(record.value.partition(b"\n")[0])["id"] for record in records if record.role == "copies_state"}  # fmt: skip

    assert work(together) == work(alone[0]) + work(alone[1])
    assert states(together) == states(alone[0]) | states(alone[1])


async def test_in_a_pack_each_message_sees_what_the_one_before_has_changed_and_a_state_is_written_once(stage):
    here, gone = said("a"), said("a", b"", 2)
    message = incoming((b"", packed([here, gone])), 1)
    done = Finished(message, stage.answer(message))
    _, outgoing = stage.seal(done)

    assert [(record.key, record.value) for record in outgoing if record.role == "copies_state"] == [
        (article_key("a"), None)
    ]
    stage.committed([done])
    assert stage._stores[P0].get(article_key("a")) is None
    assert stage._ahead[P0] == {}


async def test_what_is_broken_in_a_pack_is_passed_over_and_the_rest_is_not(stage):
    whole = packed([said("a"), Send(b"a:1", b"nonsense"), said("b")])

    with capture_logs() as logged:
        outcome = stage.answer(incoming((b"", whole[:-1]), 1))

    assert [output.key for output in outcome.outputs if output.facet == "copies_state"] == [article_key("a")]
    assert [line["event"] for line in logged] == ["no message of this stage, passed over"] * 2


def outgoing(number, partition=None, *, topic="work", size=10, is_packed=True):
    return Outgoing("copies_work", topic, b"s:%d" % number, b"x" * size, (), partition, is_packed)


def test_messages_of_a_partition_travel_in_one_and_others_as_they_are():
    records = [outgoing(1, 0), outgoing(2, 1), outgoing(3, 5, topic="state", is_packed=False), outgoing(4, 0)]
    batch = Batch(P0, 0, 1, [records[:2], records[2:]])

    found = list(packed_of(with_partitions([batch], {"work": 2, "state": 6})))

    assert [(one.record.topic, one.partition, one.source[1]) for one in found] == [
        ("state", 5, 1),
        ("work", 0, 1),
        ("work", 1, 0),
    ]
    assert found[1].record.key == b""
    assert list(unpacked(b"", found[1].record.value)) == [Send(b"s:1", b"x" * 10), Send(b"s:4", b"x" * 10)]
    assert found[2].record == records[1]


def test_a_pack_is_sent_when_it_is_large():
    records = [outgoing(number, 0, size=12_000) for number in range(7)]

    found = list(packed_of(with_partitions([Batch(P0, 0, 1, [records])], {"work": 1})))

    counts = [len(list(unpacked(one.record.key, one.record.value))) for one in found]
    assert counts == [3, 3, 1]
    assert [send.key for one in found for send in unpacked(one.record.key, one.record.value)] == [
        r.key for r in records
    ]
