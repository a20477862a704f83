"""Runs in a venv of its own: what a table engine finds in records.jsonl with the types of clients/tables, and in Parquet."""

from __future__ import annotations

import json
import sys
from pathlib import Path

TABLES = Path(__file__).parents[2] / "clients/tables"


def duckdb(folder):
    import duckdb

    database = duckdb.connect()
    database.execute((TABLES / "duckdb.sql").read_text())
    database.execute(f"CREATE TABLE enriched AS SELECT * FROM read_enriched('{folder}/records.jsonl')")
    database.execute(f"CREATE TABLE flat AS SELECT * FROM '{folder}/entities.parquet'")

    def ask(sql):
        return [row[0] for row in database.execute(sql).fetchall()]

    return {
        "articles": ask("SELECT count(*) FROM enriched")[0],
        "latitudes": ask("SELECT e.geo.lat FROM (SELECT unnest(entities) e FROM enriched) WHERE e.geo.lat IS NOT NULL"),
        "plain": ask("SELECT q.plain FROM (SELECT unnest(quotes) q FROM enriched) WHERE q.plain IS NOT NULL"),
        "wikidata": ask("SELECT e.links['wikidata'] FROM (SELECT unnest(entities) e FROM enriched) WHERE cardinality(e.links) > 0"),
        "extra": [json.loads(one) for one in ask("SELECT extra FROM enriched WHERE extra::VARCHAR <> '{}'")],
        "origins": ask("SELECT e.origin.name FROM (SELECT unnest(events) e FROM enriched) WHERE e.origin IS NOT NULL"),
        "flat": ask("SELECT lat FROM flat WHERE lat IS NOT NULL"),
        "flat_entities": ask("SELECT count(*) FROM flat")[0],
    }  # fmt: skip


def polars(folder):
    import polars as pl

    sys.path.insert(0, str(TABLES))
    from polars_schemas import ENRICHED

    frame = pl.read_ndjson(folder / "records.jsonl", schema=ENRICHED)
    entities, quotes, events = (
        frame.select(name).explode(name).unnest(name) for name in ("entities", "quotes", "events")
    )
    flat = pl.read_parquet(folder / "entities.parquet")
    places = entities.drop_nulls("geo").unnest("geo", separator=".")
    return {
        "articles": frame.height,
        "latitudes": places["geo.lat"].drop_nulls().to_list(),
        "plain": quotes["plain"].drop_nulls().to_list(),
        "wikidata": [json.loads(one)["wikidata"] for one in entities["links"].drop_nulls() if one != "{}"],
        "extra": [json.loads(one) for one in frame["extra"] if one != "{}"],
        "origins": events.drop_nulls("origin")["origin"].struct.field("name").to_list(),
        "flat": flat["lat"].drop_nulls().to_list(),
        "flat_entities": flat.height,
    }


def clickhouse(folder):
    import chdb

    session = chdb.session.Session()
    for statement in (TABLES / "clickhouse.sql").read_text().split(";\n"):
        if "CREATE" in statement:
            session.query(statement.replace("EXISTS ", "EXISTS default."))
    session.query(f"INSERT INTO default.enriched SELECT * FROM file('{folder}/records.jsonl', JSONEachRow)")

    def ask(sql):
        return [next(iter(json.loads(line).values())) for line in str(session.query(sql, "JSONEachRow")).splitlines()]

    flat = f"file('{folder}/entities.parquet', Parquet)"
    one = "FROM (SELECT arrayJoin({}) AS one FROM default.enriched)"
    return {
        "articles": int(ask("SELECT count() FROM default.enriched")[0]),
        "latitudes": ask(f"SELECT one.geo.lat {one.format('entities')} WHERE one.geo.lat IS NOT NULL"),
        "plain": ask(f"SELECT one.plain {one.format('quotes')} WHERE one.plain IS NOT NULL"),
        "wikidata": ask(f"SELECT one.links['wikidata'] {one.format('entities')} WHERE notEmpty(one.links)"),
        "extra": [json.loads(found) for found in ask("SELECT extra FROM default.enriched WHERE extra <> '{}'")],
        "origins": ask(f"SELECT one.origin.name {one.format('events')} WHERE one.origin.name IS NOT NULL"),
        "flat": ask(f"SELECT lat FROM {flat} WHERE lat IS NOT NULL"),
        "flat_entities": int(ask(f"SELECT count() FROM {flat}")[0]),
    }


def spark(folder):
    from pyspark.sql import SparkSession, functions

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    ddl = json.loads((TABLES / "spark.json").read_text())["enriched"]
    frame = session.read.schema(ddl).json(str(folder / "records.jsonl"))
    flat = session.read.parquet(str(folder / "entities.parquet"))

    def each(column, wanted, condition):
        rows = frame.select(functions.explode(column).alias("one")).where(condition).selectExpr(f"{wanted} AS found")
        return [row.found for row in rows.collect()]

    return {
        "articles": frame.count(),
        "latitudes": each("entities", "one.geo.lat", "one.geo.lat IS NOT NULL"),
        "plain": each("quotes", "one.plain", "one.plain IS NOT NULL"),
        "wikidata": each("entities", "one.links['wikidata']", "size(one.links) > 0"),
        "extra": [json.loads(row.extra) for row in frame.where("extra <> '{}'").select("extra").collect()],
        "origins": each("events", "one.origin.name", "one.origin IS NOT NULL"),
        "flat": [row.lat for row in flat.where("lat IS NOT NULL").select("lat").collect()],
        "flat_entities": flat.count(),
    }


if __name__ == "__main__":
    engine, folder = sys.argv[1:]
    print(json.dumps(globals()[engine](Path(folder))))
