"""What goes out: CloudEvents headers on records, Kafka Connect's on dead letters, nothing that is too large."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import ConfigurationError
from streamproc.linking.messages import Work, article_key, article_message
from streamproc.settings import Settings
from streamproc.stream.output_records import Finished, Sealer
from streamproc.stream.withdrawals import withdrawal
from tests.stream.conftest import incoming

TRACE = (("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", b"a=1"))
REJECTED = Rejected("invalid_article", "published_at: not a date: 'yesterdayish'", "decode", "InvalidArticle")


@pytest.fixture
def sealer():
    settings = Settings(topic_prefix="test.", group="readers")
    return Sealer(settings, now=lambda: datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC))


def test_a_record_carries_the_cloudevents_headers_and_the_trace_of_its_article(sealer):
    outcome = Enriched("a1", (Output("quotes", "a1-q1", b"a1", b'{"id":"a1-q1"}'),), words=3)

    message = incoming(headers=(*TRACE, ("scraper", b"s1")), partition=3, offset=41)

    _, [record] = sealer.seal(Finished(message, outcome))

    assert (record.topic, record.key) == ("test.articles.quotes", b"a1")
    assert record.value == b'{"id":"a1-q1","revision":{"partition":3,"offset":41}}'
    assert dict(record.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"a1-q1",
        "ce_source": b"/streamproc/readers",
        "ce_type": b"streamproc.quotes.v1",
        "ce_time": b"2026-03-01T12:30:15.250+00:00",
        "ce_revision": b"3-41",
        "content-type": b"application/json",
        **dict(TRACE),
    }


def test_a_dead_letter_is_the_message_untouched_with_what_is_wrong_beside_it(sealer):
    message = incoming(b"{oops", offset=41, partition=3, headers=(("scraper", b"s1"),))

    _, [letter] = sealer.seal(Finished(message, REJECTED))

    assert (letter.role, letter.topic) == ("dead_letters", "test.articles.raw.dlq")
    assert (letter.key, letter.value) == (b"key", b"{oops")
    assert dict(letter.headers) == {
        "scraper": b"s1",
        "__connect.errors.topic": b"articles.raw",
        "__connect.errors.partition": b"3",
        "__connect.errors.offset": b"41",
        "__connect.errors.timestamp": b"1000000",
        "__connect.errors.exception.class.name": b"InvalidArticle",
        "__connect.errors.exception.message": b"published_at: not a date: 'yesterdayish'",
        "__connect.errors.stage": b"decode",
        "streamproc.reason": b"invalid_article",
    }


def test_a_replayed_message_that_fails_again_names_its_latest_failure_only(sealer):
    message = incoming(headers=(("streamproc.reason", b"engine_timeout"), ("__connect.errors.offset", b"1")), offset=9)

    _, [letter] = sealer.seal(Finished(message, REJECTED))

    assert [value for name, value in letter.headers if name == "streamproc.reason"] == [b"invalid_article"]
    assert [value for name, value in letter.headers if name == "__connect.errors.offset"] == [b"9"]


def test_records_that_are_too_large_to_publish_become_a_dead_letter(sealer):
    outcome = Enriched("a1", (Output("enriched", "a1", b"a1", b"x" * 11_000_000),), words=3)

    finished, [letter] = sealer.seal(Finished(incoming(b"short"), outcome))

    assert (letter.role, letter.value) == ("dead_letters", b"short")
    assert dict(letter.headers)["streamproc.reason"] == b"too_large"
    message = dict(letter.headers)["__connect.errors.exception.message"].decode()
    assert message.startswith("a record of 11,000,")
    assert message.endswith(" bytes, more than 10,485,760 (setting: max_message_bytes)")
    assert isinstance(finished.outcome, Rejected)


def test_a_dead_letter_that_is_too_large_keeps_everything_but_its_value(sealer):
    _, [letter] = sealer.seal(Finished(incoming(b"x" * 10_485_760), REJECTED))

    assert (letter.key, letter.value) == (b"key", None)
    assert dict(letter.headers)["streamproc.value_omitted"] == b"10485760"
    assert dict(letter.headers)["streamproc.value_sha256"] == sha256(b"x" * 10_485_760).hexdigest().encode()
    assert dict(letter.headers)["streamproc.reason"] == b"invalid_article"


def test_a_header_that_is_too_large_is_left_out_of_a_dead_letter_and_described(sealer):
    headers = (("scraper", b"s1"), ("page", b"p" * 10_485_760), ("empty", None))

    _, [letter] = sealer.seal(Finished(incoming(b"{bad", headers=headers), REJECTED))

    assert (letter.key, letter.value, letter.headers[:2]) == (b"key", b"{bad", (("scraper", b"s1"), ("empty", None)))
    note = json.loads(dict(letter.headers)["streamproc.headers_cut"])
    assert note["headers"] == 1
    assert note["largest"] == [
        {"name": "page", "bytes": 10_485_760, "sha256": sha256(b"p" * 10_485_760).hexdigest()},
    ]


def test_a_key_that_is_too_large_is_cut_and_its_size_and_hash_are_kept(sealer):
    message = replace(incoming(b"{bad"), key=b"k" * 11_000_000)

    _, [letter] = sealer.seal(Finished(message, REJECTED))

    assert (letter.key, letter.value) == (b"k" * 256, b"{bad")
    assert dict(letter.headers)["streamproc.key_cut"] == b"11000000"
    assert dict(letter.headers)["streamproc.key_sha256"] == sha256(b"k" * 11_000_000).hexdigest().encode()


@pytest.mark.parametrize(
    ("key", "value", "headers"),
    [
        (b"k" * 5_000_000, b"v" * 5_000_000, (("h", b"h" * 5_000_000),)),
        (None, b"v" * 10_485_000, ()),
        (b"k", b"", tuple((f"h{number}", b"") for number in range(900_000))),
        (b"k", None, (("\U0001f600" * 3_000_000, b"h"),)),
    ],
    ids=["everything", "just too much", "many headers", "a name"],
)
def test_a_dead_letter_always_fits(sealer, key, value, headers):
    _, [letter] = sealer.seal(Finished(replace(incoming(value, headers=headers), key=key), REJECTED))

    assert letter.size <= 10_485_760


def test_a_dead_letter_that_the_brokers_refuse_is_halved_until_they_take_it(sealer):
    finished = Finished(incoming(b"x" * 40_000, headers=(("h", b"y" * 3_000),)), REJECTED)

    sizes = []
    while len(sizes) < 3:
        finished, [letter] = sealer.seal(finished)
        sizes.append(letter.size)
        if len(sizes) < 3:
            finished = finished.too_large(letter.size, "more than the brokers take")

    assert sizes[0] > 43_000
    assert sizes[0] / 2 > sizes[1] > 3_000
    assert sizes[1] / 2 > sizes[2]


def test_brokers_that_take_no_dead_letter_at_all_are_a_matter_for_the_operator():
    finished = Finished(incoming(b"x"), REJECTED)

    with pytest.raises(ConfigurationError, match=r"a dead letter of 1,000 bytes is more than the brokers take"):
        finished.too_large(1000, "more than the brokers take")


def test_a_tracestate_longer_than_any_valid_one_is_not_passed_on(sealer):
    outcome = Enriched("a1", (Output("quotes", "a1-q1", b"a1", b'{"id":"a1-q1"}'),), words=3)
    message = incoming(headers=(TRACE[0], ("tracestate", b"a=" + b"x" * 11_000_000)))

    _, [record] = sealer.seal(Finished(message, outcome))

    assert dict(record.headers)["traceparent"] == TRACE[0][1]
    assert "tracestate" not in dict(record.headers)


def test_lone_surrogates_in_a_message_do_not_stop_its_dead_letter(sealer):
    _, [letter] = sealer.seal(Finished(incoming(), Rejected("malformed_json", "at \ud800", "decode", "E")))

    assert dict(letter.headers)["__connect.errors.exception.message"] == b"at ?"


def test_on_compacted_topics_a_message_without_a_value_follows_a_withdrawn_article():
    message = incoming(None, partition=3, offset=41)
    plain, compacted = (
        Sealer(Settings(compact_topics=compact)).seal(Finished(message, withdrawal(message)))[1]
        for compact in (False, True)
    )

    assert [(record.topic, record.key, record.value is None) for record in plain] == [
        ("articles.enriched", b"key", False)
    ]
    assert [(record.topic, record.key, record.value is None) for record in compacted] == [
        ("articles.enriched", b"key", False),
        ("articles.enriched", b"key", True),
    ]
    assert dict(compacted[1].headers)["ce_revision"] == b"3-41"


def test_an_article_on_a_compacted_topic_is_followed_by_nothing():
    outcome = Enriched("a1", (Output("enriched", "a1", b"a1", b'{"id":"a1"}'),), words=3)

    _, records = Sealer(Settings(compact_topics=True)).seal(Finished(incoming(), outcome))

    assert len(records) == 1


def test_the_stage_that_finds_copies_is_told_of_articles_and_of_their_end_with_place_and_time():
    sealer = Sealer(Settings(copies=True))
    message, gone = incoming(partition=3, offset=41), incoming(None, partition=3, offset=42)
    outputs = (
        Output("enriched", "a1", b"a1", b'{"id":"a1"}'),
        Output("copies_work", "a1", *article_message("a1", b"sketch")),
    )

    _, [_, told] = sealer.seal(Finished(message, Enriched("a1", outputs, words=3)))
    _, [_, ended] = sealer.seal(Finished(gone, withdrawal(gone)))

    place = {"id": "a1", "version": "3-41", "time": 1_000_000}
    assert (told.topic, told.key) == ("articles.copies.work", article_key("a1"))
    assert Work.load(told.value) == Work("article", place, b"sketch")
    assert (ended.topic, ended.key) == ("articles.copies.work", article_key("key"))
    assert Work.load(ended.value) == Work("withdrawn", place | {"id": "key", "version": "3-42"})
    assert told.is_packed
    assert ended.is_packed
