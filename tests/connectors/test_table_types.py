"""The column types of clients/tables keep what is rare: in DuckDB, Polars, ClickHouse and Spark, over JSON Lines and Parquet.

Of 150 articles the first 140 have no place, no link, no field of the sender's and no ``plain``: what guesses types from a sample finds
none of these, or takes a missing latitude for 0.
"""

from __future__ import annotations

import json
import subprocess

import orjson
import pytest

from streamproc.render.tables import tables
from tests.connectors.conftest import ENGINES
from tests.store.articles import NAIROBI, article, entity, event, quote

pytestmark = [pytest.mark.connectors, pytest.mark.timeout(300)]

EQUATOR = {**NAIROBI, "lat": 0.0, "lon": 9.5, "name": "Libreville"}
"""A latitude that is 0, beside many that are null."""


def records():
    """150 articles, of which the last ten have what the others lack."""
    plain = [entity(1, "PERSON", "Jo Hill")]
    for number in range(140):
        said = [quote(1, "Nobody was hurt", speaker=plain[0])]
        yield article(
            number, entities=plain, quotes=said, events=[event(1, "COERCE", "arrest", "Police arrested men.")]
        )
    for number in range(140, 150):
        towns = [
            entity(1, "GPE", "Nairobi", geo=NAIROBI, wikidata="Q3870"),
            entity(2, "GPE", "Libreville", geo=EQUATOR),
        ]
        said = [{**quote(1, "No *body* was hurt"), "plain": "No body was hurt"}]
        moved = event(1, "RETREAT", "withdraw", "Troops left Nairobi.", origin={"name": "Nairobi", "entity_id": None, "geo": None, "field": "text", "start": 0, "end": 7, "text": "Nairobi", "basis": "stated"})  # fmt: skip
        yield article(
            number, entities=towns, quotes=said, events=[moved], extra={"desk": {"name": "Foreign", "rank": 3}}
        )


FOUND = {
    "articles": 150,
    "latitudes": [NAIROBI["lat"], 0.0] * 10,
    "plain": ["No body was hurt"] * 10,
    "wikidata": ["Q3870"] * 10,
    "extra": [{"desk": {"name": "Foreign", "rank": 3}}] * 10,
    "origins": ["Nairobi"] * 10,
    "flat": [NAIROBI["lat"], 0.0] * 10,
    "flat_entities": 160,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The records as JSON Lines, and as the Parquet tables that ``enrich --format parquet`` writes."""
    folder = tmp_path_factory.mktemp("tables")
    lines = [orjson.dumps(record) for record in records()]
    (folder / "records.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    with tables("parquet", folder) as write:
        for line in lines:
            write(line)
    return folder


@pytest.mark.parametrize("engine", ["duckdb", "polars", "clickhouse", "spark"])
def test_no_rare_field_is_lost_and_null_is_not_0(engine, folder, venv):
    done = subprocess.run([venv / "bin/python", ENGINES, engine, folder], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])

    assert {name: sorted(one, key=str) if isinstance(one, list) else one for name, one in found.items()} == {
        name: sorted(one, key=str) if isinstance(one, list) else one for name, one in FOUND.items()
    }
