"""What a batch of changes leaves in the tables, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from streamproc.errors import ConfigurationError
from streamproc.store.bookkeeping import dead_letters, withdrawals
from streamproc.store.column_types import metadata
from streamproc.store.database import open_store, parse, store_id
from streamproc.store.schema import (
    IN_ORDER,
    articles,
    counts,
    documents,
    entities,
    events,
    participants,
    quote_entities,
    quotes,
)
from streamproc.store.writing import Advance, Overtaken, Refused, Withdrawn, begin_again, expire, positions, write
from tests.store.articles import NOON, arrests, article, entity, event, kept, quote

PLACE = ("articles.enriched", 0)


def store(engine, *changes, before=None, after=1):
    write(engine, changes, {PLACE: Advance(before, after)})


def rows(engine, statement):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


FOUND = {
    "sqlite": "SELECT article_id FROM articles JOIN article_words ON article_words.rowid = number WHERE article_words MATCH :word",
    "postgresql": "SELECT article_id FROM articles JOIN article_words ON article = number "
    "WHERE words @@ plainto_tsquery('english', :word)",
}


def found(engine, word):
    return sorted(row[0] for row in rows(engine, text(FOUND[engine.dialect.name]).bindparams(word=word)))


def titles(engine):
    return rows(engine, select(articles.c.article_id, articles.c.title).order_by(articles.c.article_id))


def test_migrations_make_the_tables_that_the_code_uses(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, *_: (
                    not str(name).startswith("article_words") and "article_words" not in str(name)
                )
            },
        )
        assert compare_metadata(context, metadata) == []


def test_an_article_is_there_with_all_that_hangs_on_it(engine):
    store(engine, kept(arrests()))

    assert rows(engine, select(articles.c.article_id, articles.c.day, articles.c.entities, articles.c.outlet)) == [
        ("a1", NOON.date(), 4, "port.example")
    ]
    assert rows(
        engine,
        select(entities.c.name, entities.c.kind, entities.c.entity_key, entities.c.country).order_by(
            entities.c.entity_id
        ),
    ) == [
        ("Kenya Police", "organisation", "organisation:kenya police", None),
        ("Nairobi", "place", "Q3870", "KE"),
        ("Rights Monitor", "organisation", "organisation:rights monitor", None),
        ("Ann Reed", "person", "person:ann reed", None),
    ]
    assert rows(engine, select(quotes.c.speaker, quotes.c.speaker_key).order_by(quotes.c.quote_id)) == [
        ("Rights Monitor", "organisation:rights monitor"),
        ("Ann Reed", "person:ann reed"),
    ]
    assert rows(
        engine, select(quote_entities.c.quote_id, quote_entities.c.entity_id).order_by(quote_entities.c.quote_id)
    ) == [
        ("quote_1", "entity_2"),
        ("quote_2", "entity_1"),
    ]
    assert rows(engine, select(events.c.type, events.c.mode, events.c.country, events.c.date, events.c.negated)) == [
        ("COERCE", "arrest", "KE", "2026-03-01", False)
    ]
    assert rows(engine, select(participants.c.role, participants.c.text).order_by(participants.c.role)) == [
        ("actor", "Kenya Police"),
        ("target", "41 people"),
    ]
    assert rows(engine, select(counts.c.kind, counts.c.value, counts.c.low)) == [("detained", 41, 41)]
    assert rows(engine, select(documents.c.text))[0][0].startswith("Police arrested")
    assert found(engine, "dams") == found(engine, "Reed") == ["a1"]


def test_a_repeat_changes_nothing_and_a_revision_takes_the_place_of_what_was_there(engine):
    store(engine, kept(arrests(), 5))
    store(engine, kept(arrests(), 5), before=1, after=2)
    assert titles(engine) == [("a1", "Arrests in Nairobi")]

    store(engine, kept(article(1, title="Correction", text="Nobody was held."), 9), before=2, after=3)

    assert titles(engine) == [("a1", "Correction")]
    assert {table.name: rows(engine, select(table)) for table in IN_ORDER if table is not documents} == {
        table.name: [] for table in IN_ORDER if table is not documents
    }
    assert (found(engine, "dam"), found(engine, "held")) == ([], ["a1"])


def test_an_older_revision_that_comes_later_is_passed_over_also_within_a_batch(engine):
    store(engine, kept(article(1, title="new"), 9), kept(article(1, title="old"), 5))
    store(engine, kept(article(1, title="older"), 4), before=1, after=2)

    assert titles(engine) == [("a1", "new")]


def test_what_comes_from_another_partition_is_newer(engine):
    store(engine, kept(article(1, title="before"), 9))
    store(engine, kept(article(1, title="after"), 2, partition=3), before=1, after=2)

    assert titles(engine) == [("a1", "after")]


def test_a_withdrawn_article_is_gone_until_it_is_published_again(engine):
    store(engine, kept(arrests(), 5), kept(article(2)), Withdrawn("a1", (0, 6), NOON))
    store(engine, kept(arrests(), 5), before=1, after=2)  # a repeat
    assert titles(engine) == [("a2", "News")]
    assert rows(engine, select(withdrawals.c.article_id)) == [("a1",)]
    assert found(engine, "dam") == []

    store(engine, kept(arrests(title="Again"), 8), before=2, after=3)
    assert titles(engine) == [("a1", "Again"), ("a2", "News")]
    assert rows(engine, select(withdrawals.c.article_id)) == []


def test_a_withdrawal_without_a_revision_holds_for_whatever_is_there(engine):
    store(engine, kept(arrests(), 5))
    store(engine, Withdrawn("a1", None, NOON), before=1, after=2)

    assert titles(engine) == []


@pytest.mark.parametrize("before", [None, 7])
def test_who_was_overtaken_changes_nothing(engine, before):
    store(engine, kept(article(1)), after=5)

    with pytest.raises(Overtaken):
        store(engine, kept(article(2)), before=before, after=9)

    assert titles(engine) == [("a1", "News")]
    assert positions(engine) == {PLACE: 5}


def test_rows_and_offsets_come_together_or_not_at_all(engine):
    bad = kept(article(2))
    bad.rows.parts["quotes"].append({"quote_id": "quote_1"})

    with pytest.raises(Exception, match=r"."):
        store(engine, kept(article(1)), bad)

    assert titles(engine) == []
    assert positions(engine) == {}


def test_a_topic_that_was_made_anew_is_newer_than_what_is_there(engine):
    store(engine, kept(article(1, title="before"), 90), after=91)
    begin_again(engine, PLACE)
    store(engine, kept(article(1, title="after"), 0), after=1)

    assert titles(engine) == [("a1", "after")]


def test_what_a_table_can_not_hold_is_mended(engine):
    ann = entity(1, "PERSON", "Ann\0 " + "Ré" * 3000)
    strange = article(
        1, title="a\0b", entities=[ann, ann], quotes=[quote(1, "x", speaker={**ann, "id": "entity_9"})],
        events=[event(1, "COERCE" * 90, "arrest", "Police arrested men.", by="quote_9")],
        published_at="0001-01-01T00:00:00+14:00",
    )  # fmt: skip
    store(engine, kept(strange))

    assert titles(engine) == [("a1", "a\ufffdb")]
    assert rows(engine, select(entities.c.entity_id, entities.c.name)) == [
        ("entity_1", ann["name"].replace("\0", "\ufffd"))
    ]
    assert rows(engine, select(quotes.c.speaker_entity_id)) == rows(engine, select(events.c.quote_id)) == [(None,)]


def test_an_article_without_a_date_appears_when_it_arrived(engine):
    store(engine, kept(article(1, published_at=None)))

    assert rows(engine, select(articles.c.published_at, articles.c.appeared_at)) == [(None, NOON)]


def test_times_are_utc(engine):
    store(engine, kept(article(1, published_at="2026-03-02T01:30:00+03:00")))

    [(appeared_at, day)] = rows(engine, select(articles.c.appeared_at, articles.c.day))
    assert (appeared_at, day.isoformat()) == (datetime(2026, 3, 1, 22, 30, tzinfo=UTC), "2026-03-01")


def test_what_has_expired_goes_with_all_that_hangs_on_it(engine):
    letter = {column.name: None for column in dead_letters.columns}
    letter |= {
        "topic": "d",
        "partition": 0,
        "offset": 3,
        "arrived_at": NOON - timedelta(days=9),
        "reason": "too_large",
        "message": "m",
    }
    old = arrests(2, published_at="2026-02-01T00:00:00+00:00")
    store(engine, kept(arrests()), kept(old), Withdrawn("a3", (0, 3), NOON - timedelta(days=9)), Refused(letter))

    assert expire(engine, NOON - timedelta(days=7)) == 1

    assert titles(engine) == [("a1", "Arrests in Nairobi")]
    assert found(engine, "dam") == ["a1"]
    assert rows(engine, select(dead_letters)) == rows(engine, select(withdrawals)) == []


def test_a_store_keeps_its_name_and_can_be_opened_to_be_read_only(engine, store_url):
    again = open_store(store_url, read_only=True)
    with engine.connect() as one, again.connect() as other:
        assert store_id(one) == store_id(other)
    again.dispose()


def test_tables_of_a_later_version_are_refused(engine, store_url):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match="later version"):
        open_store(store_url)
    with pytest.raises(ConfigurationError, match="9999"):
        open_store(store_url, read_only=True)


def test_foreign_keys_hold(engine):
    with engine.connect() as connection, connection.begin():
        assert {key["referred_table"] for table in IN_ORDER for key in inspect(connection).get_foreign_keys(table.name)} == {
            "articles", "entities", "quotes", "events",
        }  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://root@localhost/news", "sqlite://", "nonsense://x", "http://[", ""])
def test_what_is_no_address_of_a_store_is_refused_without_a_word_of_its_password(url):
    with pytest.raises(ConfigurationError, match="store"):
        parse(url)
