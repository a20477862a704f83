"""What a subscriber holds: the records of each article's latest revision, whatever the order in which topics are read."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest

from streamproc.codec import encode
from streamproc.records import InvalidRecord, Revision, parse_enriched, records_of, with_revision, withdrawn_article
from streamproc.records.current import Current
from streamproc.records.sqlite_store import SQLiteStore


@pytest.fixture
def messages(article, enrichment):
    """Makes (topic, value) of every record of a revision that has only these quotes."""

    def messages(offset, *quotes, partition=0, article_id="a1", said=None):
        kept = tuple(
            quote._replace(span=quote.span._replace(text=said or quote.span.text))
            for quote in enrichment.quotes
            if quote.id in quotes
        )
        changed = replace(enrichment, quotes=kept, events=())
        return [
            (f"articles.{record.facet}", with_revision(encode(record.value), partition, offset))
            for record in records_of(replace(article, id=article_id), changed)
        ]

    return messages


@pytest.fixture(params=["dict", "sqlite"])
def store(request, tmp_path):
    store = {} if request.param == "dict" else SQLiteStore(tmp_path / "current.db")
    yield store
    if request.param == "sqlite":
        store.close()


def ids(records):
    return sorted(record.quote.id for record in records)


def test_a_revision_without_quotes_takes_those_of_the_last_one_away(messages, store):
    current = Current("quotes", store=store)
    for message in messages(1, "quote_1", "quote_2"):
        current.apply(*message)
    assert ids(current) == ["quote_1", "quote_2"]

    changes = [current.apply(*message) for message in messages(2)]

    assert [change.void for change in changes if change.void] == [("quote_1", "quote_2")]
    assert list(current) == []


def test_what_a_revision_does_not_change_is_not_told_again(messages, store):
    current = Current("quotes", store=store)
    [first] = [change for message in messages(1, "quote_1") if (change := current.apply(*message)).records]

    changes = [current.apply(*message) for message in messages(2, "quote_1", "quote_2")]

    assert ids(first.records) == ["quote_1"]
    assert [ids(change.records) for change in changes if change.records] == [["quote_2"]]
    assert [change.void for change in changes if change.void] == []
    assert {record.revision for record in current} == {Revision(0, 2)}


def test_what_it_says_otherwise_under_the_same_id_is_told(messages, store):
    current = Current("quotes", store=store)
    for message in messages(1, "quote_1"):
        current.apply(*message)

    [change] = [
        change for message in messages(2, "quote_1", said="Four") if (change := current.apply(*message)).records
    ]

    assert [record.quote.span.text for record in change.records] == ["Four"]


def test_every_order_of_two_topics_ends_in_the_same_state(messages):
    """Each topic keeps its order; how the two mix is the consumer's luck."""
    revisions = [messages(1, "quote_1", "quote_2"), messages(2, "quote_2"), messages(3)]
    by_topic = {
        topic: [message for revision in revisions for message in revision if message[0] == topic]
        for topic in ("articles.enriched", "articles.quotes")
    }
    for order in set(permutations(["articles.enriched"] * 3 + ["articles.quotes"] * 3)):
        current = Current("quotes")
        feeds = {topic: iter(feed) for topic, feed in by_topic.items()}
        for topic in order:
            current.apply(*next(feeds[topic]))

        assert list(current) == [], order


def test_a_facets_record_may_come_before_the_article_that_lists_it(messages):
    [_, quote] = [m for m in messages(5, "quote_1") if m[0] != "articles.entities"]
    older = messages(4, "quote_2")[0]
    current = Current("quotes")

    current.apply(*quote)
    change = current.apply(*older)

    assert (ids(change.records), change.void) == (["quote_2"], ())
    assert ids(current) == ["quote_1", "quote_2"]
    assert current.apply(*messages(5, "quote_1")[0]).void == ("quote_2",)
    assert ids(current) == ["quote_1"]


def test_repeats_and_older_revisions_change_nothing(messages, store):
    current = Current(store=store)
    for message in messages(2, "quote_2"):
        current.apply(*message)
    before = dict(store)

    for message in [*messages(2, "quote_2"), *messages(1, "quote_1", "quote_2")]:
        change = current.apply(*message)
        assert (change.records, change.void) == ((), ())

    assert dict(store) == before


def test_of_two_partitions_the_later_arrival_holds(messages):
    current = Current("quotes")
    current.apply(*messages(900, "quote_1", partition=0)[0])

    change = current.apply(*messages(3, "quote_2", partition=1)[0])

    assert (ids(change.records), change.void) == (["quote_2"], ("quote_1",))


def test_a_message_without_a_value_ends_the_article_of_its_key(messages, store):
    current = Current("quotes", store=store)
    for number in (1, 2):
        current.apply(*messages(number, "quote_1", article_id=f"a{number}")[0])

    change = current.apply("articles.enriched", None, key=b"a1", headers=[("ce_revision", b"0-7")])

    assert change == ("a1", (), ("quote_1",))
    assert [record.article_id for record in current] == ["a2"]
    assert current.apply(*messages(6, "quote_1")[0]).records == ()
    assert ids(current.apply(*messages(8, "quote_1")[0]).records) == ["quote_1"]


def test_an_end_that_comes_after_a_newer_record_leaves_that_one(messages):
    current = Current("quotes")
    current.apply(*messages(1, "quote_1")[0])
    current.apply(*next(message for message in messages(9, "quote_2") if message[0] == "articles.quotes"))

    assert current.apply("articles.enriched", None, key=b"a1", headers=[("ce_revision", b"0-7")]).void == ("quote_1",)
    assert ids(current) == ["quote_2"]


def test_what_a_committed_file_holds_is_there_after_a_restart(messages, tmp_path):
    store = SQLiteStore(tmp_path / "current.db")
    current = Current("quotes", store=store)
    current.apply(*messages(1, "quote_1")[0])
    store.commit()
    current.apply(*messages(2, "quote_2")[0])
    store.close()

    again = SQLiteStore(tmp_path / "current.db")

    assert ids(Current("quotes", store=again)) == ["quote_1"]
    assert (len(again), list(again)) == (1, ["a1"])
    del again["a1"]
    with pytest.raises(KeyError):
        del again["a1"]
    again.close()


def test_facets_that_are_not_asked_for_are_not_held(messages):
    current = Current("entities")
    for message in messages(1, "quote_1"):
        current.apply(*message)

    assert {type(record).__name__ for record in current} == {"EntityRecord"}


def test_what_is_no_record_is_refused_and_changes_nothing():
    current = Current()
    for topic, value in [("articles.enriched", b"{}"), ("articles.quotes", b"[]"), ("articles.stories", b"{}")]:
        with pytest.raises(InvalidRecord):
            current.apply(topic, value)
    with pytest.raises(InvalidRecord, match="ce_revision"):
        current.apply("articles.enriched", None, key=b"a", headers=[("ce_revision", b"new")])
    with pytest.raises(ValueError, match="words: not one of entities, quotes, events"):
        Current("words")
    assert list(current) == []


def test_a_records_last_field_is_the_place_of_its_message(article, enrichment):
    for record in records_of(article, enrichment):
        value = json.loads(with_revision(encode(record.value), 3, 41))

        assert list(value)[-1] == "revision"
        assert value["revision"] == {"partition": 3, "offset": 41}
        assert value["content_hash"].startswith("sha256:")


def test_a_withdrawn_article_is_an_article_of_which_nothing_is_left(messages):
    current = Current("quotes")
    current.apply(*messages(1, "quote_1")[0])
    value = with_revision(encode(withdrawn_article("a1")), 0, 2)

    assert current.apply("articles.enriched", value) == ("a1", (), ("quote_1",))
    assert parse_enriched(value).withdrawn
    assert not parse_enriched(messages(1)[0][1]).withdrawn
