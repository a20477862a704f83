"""Flat tables: every format says the same, and the tables are joined by ids."""

from __future__ import annotations

import csv
import sqlite3

import duckdb
import orjson
import pytest

from streamproc.codec import encode
from streamproc.errors import ConfigurationError
from streamproc.records import enriched_article
from streamproc.render.columns import TABLES
from streamproc.render.tables import tables


@pytest.fixture
def record(article, enrichment):
    return encode(enriched_article(article, enrichment))


def written(form, folder, record):
    with tables(form, folder) as write:
        write(record)


def expected(record):
    whole = orjson.loads(record)
    return {
        "articles": 1,
        "entities": len(whole["entities"]),
        "mentions": sum(len(entity["mentions"]) for entity in whole["entities"]),
        "quotes": len(whole["quotes"]),
        "events": len(whole["events"]),
        "participants": sum(
            len(event[role]) for event in whole["events"] for role in ("actors", "targets", "themes", "instruments")
        ),
        "counts": sum(len(event["counts"]) for event in whole["events"]),
    }


def test_json_lines_have_all_columns_of_each_table(tmp_path, record):
    written("jsonl", tmp_path, record)

    for table, number in expected(record).items():
        rows = [orjson.loads(line) for line in (tmp_path / f"{table}.jsonl").read_bytes().splitlines()]
        assert len(rows) == number
        assert all(list(row) == list(TABLES[table]) for row in rows)


def test_csv_begins_with_a_header(tmp_path, record):
    written("csv", tmp_path, record)

    with (tmp_path / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(TABLES["mentions"])
    assert len(rows) == expected(record)["mentions"]


def test_sqlite_joins_events_with_their_participants_and_entities(tmp_path, record):
    written("sqlite", tmp_path, record)

    with sqlite3.connect(tmp_path / "streamproc.sqlite") as database:
        counts = {name: len(database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in TABLES}  # noqa: S608 - our own names
        names = database.execute(
            "SELECT entities.name FROM events JOIN participants USING (article_id, event_id) "
            "JOIN entities USING (article_id, entity_id)"
        ).fetchall()
    database.close()
    assert counts == expected(record)
    whole = orjson.loads(record)
    known = {entity["id"]: entity["name"] for entity in whole["entities"]}
    assert sorted(name for (name,) in names) == sorted(
        known[one["entity_id"]]
        for event in whole["events"]
        for role in ("actors", "targets", "themes", "instruments")
        for one in event[role]
        if one["entity_id"] in known
    )


def test_parquet_is_read_by_pyarrow_and_duckdb(tmp_path, record):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    written("parquet", tmp_path, record)

    for table, number in expected(record).items():
        read = parquet.read_table(tmp_path / f"{table}.parquet")
        assert (read.num_rows, read.column_names) == (number, list(TABLES[table]))
    folder = str(tmp_path)
    [(joined,)] = duckdb.sql(  # a folder of the test's own
        f"SELECT count(*) FROM '{folder}/mentions.parquet' JOIN '{folder}/entities.parquet' USING (article_id, entity_id)"  # noqa: S608
    ).fetchall()
    assert joined == expected(record)["mentions"]


def test_tables_that_are_there_are_not_written_over(tmp_path, record):
    written("csv", tmp_path, record)

    with pytest.raises(ConfigurationError, match=r"articles\.csv: is there already"):
        written("csv", tmp_path, record)
