"""docs/LIFE.md: its patterns, run as they stand, on articles that were corrected, withdrawn and reprinted."""

from __future__ import annotations

import json

import pytest

from streamproc.records import withdrawn_article
from tests.life_guide import blocks


def event(number, key, *, negated=False):
    return {
        "id": f"event_{number}",
        "key": key,
        "type": "COERCE",
        "negated": negated,
        "hypothetical": False,
        "future": False,
    }


def article(article_id, *events):
    return {"article_id": article_id, "events": list(events)}


ENRICHED = [
    article("wire", event(1, "key_a")),
    article("reprint", event(2, "key_a")),
    article("other", event(3, "key_a"), event(4, None)),
    article("corrected", event(5, "key_b")),
    article("gone", event(6, "key_c")),
    article("denial", event(7, "key_d", negated=True)),
    article("was-copy", event(8, "key_e")),
    article("corrected", event(9, "key_f")),
    withdrawn_article("gone"),
    None,
]
COPIES = [
    {"article_id": "reprint", "copy_of": "wire", "kind": "same"},
    {"article_id": "was-copy", "copy_of": "wire", "kind": "near"},
    {"article_id": "was-copy", "copy_of": None, "kind": None},
]


def story(article_id, story_id, kind=None, day=None, place=None):
    happening = {"type": kind, "day": day, "place": place} if kind else None
    return {"article_id": article_id, "story_id": story_id, "happening": happening}


STORIES = [
    story("a", "a", "x:DISASTER", "2025-03-03", "Riga"),
    story("b", "b", "x:DISASTER", None, "Riga"),
    story("c", "a", "x:CASUALTIES", "2025-03-03", "Riga"),
    story("d", "d", "COERCE", "2025-03-04", "Lyon"),
    story("b", "a", "x:DISASTER", None, "Riga"),
    story("e", "d"),
    story("f", "f", "CONSULT"),
    story("f", None),
]
TOLD = [("a", 3, "x:DISASTER", "2025-03-03", "Riga"), ("d", 2, "COERCE", "2025-03-04", "Lyon")]
TABLES = (("enriched", ENRICHED), ("copies", COPIES), ("stories", STORIES))
HAPPENINGS = [("event_4", 1), ("key_a", 2), ("key_e", 1), ("key_f", 1)]


def rows(records):
    return [(number, None if record is None else json.dumps(record)) for number, record in enumerate(records)]


def test_happenings_are_counted_in_postgresql_without_copies_and_what_no_longer_holds(postgres):
    import psycopg

    with psycopg.connect(postgres.create("life"), autocommit=True) as database:
        for table, records in TABLES:
            database.execute(f"CREATE TABLE {table} (kafka_offset bigint, record jsonb)")
            for row in rows(records):
                database.execute(f"INSERT INTO {table} VALUES (%s, %s)", row)  # noqa: S608 - our own names
        for block in blocks("sql", "PostgreSQL"):
            database.execute(block)
        found = database.execute("SELECT happening, articles FROM happenings ORDER BY 1").fetchall()
        told = database.execute("SELECT story, articles, type, day, place FROM told ORDER BY 1").fetchall()

    assert found == HAPPENINGS
    assert told == TOLD


def test_happenings_are_counted_in_duckdb_alike():
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    for table, records in TABLES:
        database.execute(f"CREATE TABLE {table} (kafka_offset BIGINT, record JSON)")
        database.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows(records))  # noqa: S608 - our own names
    for block in blocks("sql", "DuckDB"):
        database.execute(block)

    assert database.execute("SELECT happening, articles FROM happenings ORDER BY 1").fetchall() == HAPPENINGS
    assert database.execute("SELECT story, articles, type, day, place FROM told ORDER BY 1").fetchall() == TOLD
