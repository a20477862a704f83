"""The column types of table engines and OpenSearch: made of the schemas, every field and no other."""

from __future__ import annotations

import json
import re

import duckdb
import pytest

from scripts import build_table_types
from scripts.record_types import types
from streamproc import schemas


@pytest.mark.parametrize("path", build_table_types.files(), ids=lambda path: path.name)
def test_the_types_are_those_of_the_schemas(path):
    assert path.read_text("utf-8") == build_table_types.files()[path], "run: make docs"


def names(properties):
    """Every field of a mapping, as a path."""
    for name, one in properties.items():
        yield name
        yield from (f"{name}.{inner}" for inner in names(one.get("properties", {})))


def paths(found, name):
    for member in found[name].members:
        inner = member.kind.of if member.kind.name == "list" else member.kind
        yield member.name
        if inner.name in found:
            yield from (f"{member.name}.{below}" for below in paths(found, inner.name))


@pytest.mark.parametrize(("record", "table"), build_table_types.TABLES.items())
def test_an_index_of_opensearch_has_every_field_with_a_type_that_there_is(record, table):
    mapping = json.loads((build_table_types.FOLDER / f"opensearch.{table}.json").read_text("utf-8"))["mappings"]

    assert sorted(names(mapping["properties"])) == sorted(paths({one.name: one for one in types()}, record))
    assert kinds(mapping["properties"]) <= {"keyword", "text", "date", "long", "double", "boolean", "nested", "flat_object", "object"}  # fmt: skip


def kinds(properties):
    found = set()
    for one in properties.values():
        found |= {one.get("type", "object")} | kinds(one.get("properties", {}))
    return found


def test_the_question_of_the_guide_is_answered_by_duckdb(tmp_path, monkeypatch):
    guide = (build_table_types.FOLDER.parents[1] / "docs/CONNECTORS.md").read_text("utf-8")
    types_file, question = re.search(r'^duckdb -init (\S+) -c "(.+)"$', guide, re.MULTILINE).groups()
    examples = sorted((schemas.directory() / "examples/articles.enriched").glob("*.json"))
    records = [json.loads(path.read_text("utf-8")) for path in examples]
    (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    database = duckdb.connect()
    database.execute((build_table_types.FOLDER.parents[1] / types_file).read_text("utf-8"))

    said = [
        (record["article_id"], (quote["speaker"] or {}).get("name")) for record in records for quote in record["quotes"]
    ]
    assert said
    assert database.execute(question).fetchall() == said
