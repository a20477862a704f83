"""Write ``clients/tables/``: the records as column types of DuckDB, ClickHouse, Polars, Spark, Flink and OpenSearch.

Made of ``schemas/``; ``make docs`` calls it. What guesses types from a sample loses, in silence, fields that are rare
or null in it; these types name every field.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.record_types import Kind, Type, types

FOLDER = Path(__file__).resolve().parents[1] / "clients/tables"
MADE = "Made of schemas/ by `make docs`: every field, so that nothing is guessed from a sample. extra is JSON."
TABLES = {"EnrichedArticle": "enriched", "EntityRecord": "entities", "QuoteRecord": "quotes", "EventRecord": "events", "CopyRecord": "copies", "StoryRecord": "stories"}  # fmt: skip
"""Record ─► its topic's last name."""
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "map": "MAP(VARCHAR, VARCHAR)", "any": "JSON"}  # fmt: skip
CLICKHOUSE = {"string": "Nullable(String)", "integer": "Nullable(Int64)", "number": "Nullable(Float64)", "boolean": "Nullable(Bool)", "map": "Map(String, String)", "any": "String"}  # fmt: skip
POLARS = {"string": "pl.String", "integer": "pl.Int64", "number": "pl.Float64", "boolean": "pl.Boolean", "map": "pl.String", "any": "pl.String"}  # fmt: skip
SPARK = {"string": "STRING", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "map": "MAP<STRING, STRING>", "any": "STRING"}  # fmt: skip
WORDS = ("title", "text", "plain")
"""Strings that are searched by their words; others are looked up whole."""

Nested = Callable[[list[tuple[str, str]]], str]


class Columns:
    """The types of one system. ``names``: of plain values; ``a_list`` and ``an_object`` put them together."""

    def __init__(self, names: dict[str, str], a_list: Callable[[str], str], an_object: Nested) -> None:
        self.names, self.a_list, self.an_object = names, a_list, an_object
        self.found = {one.name: one for one in types()}

    def of(self, name: str) -> list[tuple[str, str]]:
        """Each column of a record with its type."""
        return [(member.name, self.type(member.kind)) for member in self.found[name].members]

    def type(self, kind: Kind) -> str:
        if kind.name == "list":
            return self.a_list(self.type(kind.inner))
        if kind.name == "map":
            return self.names["map" if kind.of else "any"]
        return self.names[kind.name] if kind.name in self.names else self.an_object(self.of(kind.name))


def separated(start: str, between: str, end: str, *, quote: str = "") -> Nested:
    return lambda fields: start + ", ".join(f"{quote}{name}{quote}{between}{kind}" for name, kind in fields) + end


duckdb = Columns(DUCKDB, lambda inner: f"{inner}[]", separated("STRUCT(", " ", ")", quote='"'))
clickhouse = Columns(CLICKHOUSE, lambda inner: f"Array({inner})", separated("Tuple(", " ", ")", quote="`"))
polars = Columns(POLARS, lambda inner: f"pl.List({inner})", separated("pl.Struct({", ": ", "})", quote='"'))
spark = Columns(SPARK, lambda inner: f"ARRAY<{inner}>", separated("STRUCT<", ": ", ">", quote="`"))
flink = Columns(SPARK, lambda inner: f"ARRAY<{inner}>", separated("ROW<", " ", ">", quote="`"))


def files() -> dict[Path, str]:
    """The files with what should stand in them."""
    mappings = {table: mapping(name) for name, table in TABLES.items()}
    return {
        FOLDER / "duckdb.sql": duckdb_file(),
        FOLDER / "clickhouse.sql": clickhouse_file(),
        FOLDER / "polars_schemas.py": polars_file(),
        FOLDER / "spark.json": json.dumps({table: ddl(name) for name, table in TABLES.items()}, indent=1) + "\n",
        FOLDER / "flink.sql": flink_file(),
        **{FOLDER / f"opensearch.{table}.json": json.dumps(one, indent=1) + "\n" for table, one in mappings.items()},
    }


def duckdb_file() -> str:
    example = "-- SELECT * FROM read_enriched('records.jsonl');"
    blocks = [f"-- {MADE}\n{example}\n"]
    for name, table in TABLES.items():
        columns = ",\n".join(f"    \"{column}\": '{kind}'" for column, kind in duckdb.of(name))
        head = f"CREATE OR REPLACE MACRO read_{table}(path) AS TABLE SELECT * FROM read_json(\n  path,\n"  # noqa: S608 - our own names
        blocks.append(f"{head}  format = 'newline_delimited',\n  columns = {{\n{columns}\n  }}\n);\n")
    return "\n".join(blocks)


def clickhouse_file() -> str:
    blocks = [
        f"-- {MADE}\n-- Where a place is null, each of its fields is. INSERT INTO enriched FROM INFILE 'records.jsonl' FORMAT JSONEachRow\n"
    ]
    for name, table in TABLES.items():
        columns = ",\n".join(f"  `{column}` {kind}" for column, kind in clickhouse.of(name))
        blocks.append(
            f"CREATE TABLE IF NOT EXISTS {table} (\n{columns}\n) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);\n"
        )
    return "\n".join(blocks)


def polars_file() -> str:
    blocks = [
        f'"""{MADE}\n\nlinks and codes are JSON, too: pl.read_ndjson(path, schema=ENRICHED)\n"""\n\nimport polars as pl\n'
    ]
    for name, table in TABLES.items():
        columns = "".join(f'    "{column}": {kind},\n' for column, kind in polars.of(name))
        blocks.append(f"{table.upper()} = {{\n{columns}}}\n")
    return "\n".join(blocks)


def ddl(name: str) -> str:
    return ", ".join(f"`{column}` {kind}" for column, kind in spark.of(name))


def flink_file() -> str:
    blocks = [f"-- {MADE}\n"]
    for name, table in TABLES.items():
        columns = "".join(f"  `{column}` {kind},\n" for column, kind in flink.of(name))
        place = "  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,\n  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL\n"
        options = {"connector": "kafka", "topic": f"articles.{table}", "format": "json", "scan.startup.mode": "earliest-offset",
                   "properties.bootstrap.servers": "localhost:9092", "properties.isolation.level": "read_committed"}  # fmt: skip
        wanted = ",\n".join(f"  '{key}' = '{value}'" for key, value in options.items())
        blocks.append(f"CREATE TABLE {table} (\n{columns}{place}) WITH (\n{wanted}\n);\n")
    return "\n".join(blocks)


def mapping(name: str) -> dict[str, Any]:
    """OpenSearch: what a list holds is nested, so that a question asks for one event or quotation at a time."""
    return {"mappings": {"dynamic": "false", "properties": _properties(duckdb.found[name])}}


def _properties(one: Type) -> dict[str, Any]:
    return {member.name: _property(member.name, member.kind) for member in one.members}


def _property(name: str, kind: Kind) -> dict[str, Any]:
    if kind.name == "list":
        inner = _property(name, kind.inner)
        return {"type": "nested", **inner} if "properties" in inner else inner
    if kind.name == "map":
        return {"type": "flat_object"}
    if kind.name == "string":
        is_time = name in ("published_at", "first_seen")
        return {"type": "date" if is_time else "text" if name in WORDS else "keyword", **({} if is_time or name in WORDS else {"ignore_above": 8191})}  # fmt: skip
    plain = {"integer": "long", "number": "double", "boolean": "boolean"}
    return {"type": plain[kind.name]} if kind.name in plain else {"properties": _properties(duckdb.found[kind.name])}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
