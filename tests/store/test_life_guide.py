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


def told(article_id, *events):
    return {"article_id": article_id, "events": list(events)}


ENRICHED = [
    told("wire", event(1, "key_a")),
    told("reprint", event(2, "key_a")),
    told("other", event(3, "key_a"), event(4, None)),
    told("corrected", event(5, "key_b")),
    told("gone", event(6, "key_c")),
    told("denial", event(7, "key_d", negated=True)),
    told("was-copy", event(8, "key_e")),
    told("corrected", event(9, "key_f")),
    withdrawn_article("gone"),
    None,
]
COPIES = [
    {"article_id": "reprint", "copy_of": "wire", "kind": "same"},
    {"article_id": "was-copy", "copy_of": "wire", "kind": "near"},
    {"article_id": "was-copy", "copy_of": None, "kind": None},
]
HAPPENINGS = [("event_4", 1), ("key_a", 2), ("key_e", 1), ("key_f", 1)]


def rows(records):
    return [(number, None if record is None else json.dumps(record)) for number, record in enumerate(records)]


def test_happenings_are_counted_in_postgresql_without_copies_and_what_no_longer_holds(postgres):
    import psycopg

    with psycopg.connect(postgres.create("life"), autocommit=True) as database:
        for table, records in (("enriched", ENRICHED), ("copies", COPIES)):
            database.execute(f"CREATE TABLE {table} (kafka_offset bigint, record jsonb)")
            for row in rows(records):
                database.execute(f"INSERT INTO {table} VALUES (%s, %s)", row)  # noqa: S608 - our own names
        for block in blocks("sql", "PostgreSQL"):
            database.execute(block)
        found = database.execute("SELECT happening, articles FROM happenings ORDER BY 1").fetchall()

    assert found == HAPPENINGS


def test_happenings_are_counted_in_duckdb_alike():
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    for table, records in (("enriched", ENRICHED), ("copies", COPIES)):
        database.execute(f"CREATE TABLE {table} (kafka_offset BIGINT, record JSON)")
        database.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows(records))  # noqa: S608 - our own names
    for block in blocks("sql", "DuckDB"):
        database.execute(block)

    assert database.execute("SELECT happening, articles FROM happenings ORDER BY 1").fetchall() == HAPPENINGS
