"""Kafka Connect with the configuration of docs/CONNECTORS.md, for real: quotations in a file, articles in PostgreSQL."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import psycopg
import pytest
from confluent_kafka import Producer

from streamproc import schemas
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.conftest import kafka
from tests.broker.kafka import LIGHT_JVM, die_with_parent, free_port
from tests.broker.workers import until
from tests.connectors.maven import fetched
from tests.store.conftest import postgres

__all__ = ["kafka", "postgres"]
pytestmark = [pytest.mark.connectors, pytest.mark.timeout(300)]

HERE = Path(__file__).parent
DOC = (HERE.parents[1] / "docs/CONNECTORS.md").read_text("utf-8")
BLOCKS = {
    name: text
    for _, name, text in re.findall(r"```(properties|sql) (\w+)\n(.*?)```", DOC, re.DOTALL)
    if _ == "properties"
}
SQL = re.search(r"```sql postgresql\n(.*?)```", DOC, re.DOTALL)[1]


@pytest.fixture(scope="module")
def jars():
    """Connect and its sinks."""
    return fetched(HERE, "debezium-connector-jdbc-*.jar")


@pytest.fixture
async def producer(kafka):
    await create_topics(Settings(bootstrap_servers=kafka.bootstrap, partitions=2))
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "log_level": 0, "partitioner": "murmur2_random"})
    yield producer
    assert producer.flush(30) == 0


def examples(topic):
    return [
        json.loads(path.read_text("utf-8"))
        for path in sorted((schemas.directory() / "examples" / topic).glob("*.json"))
    ]


@pytest.fixture
def connect(jars, kafka, postgres, tmp_path):
    """The documented worker and connectors, at the addresses of this test."""
    url = postgres.create("connect")
    changed = {
        "localhost:9092": kafka.bootstrap,
        "localhost:5432/news": f"127.0.0.1:{postgres.port}/connect",
        "=writer": "=tester",
        "=quotes.jsonl": f"={tmp_path / 'quotes.jsonl'}",
        "=connect.offsets": f"={tmp_path / 'connect.offsets'}",
    }
    for name, text in BLOCKS.items():
        for ours, here in changed.items():
            text = text.replace(ours, here)  # noqa: PLW2901 - the block with its addresses
        more = f"listeners=http://127.0.0.1:{free_port()}\noffset.flush.interval.ms=500\n" if name == "worker" else ""
        (tmp_path / f"{name}.properties").write_text(text + more, encoding="utf-8")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(SQL)
        with (tmp_path / "connect.log").open("wb") as log:
            files = [tmp_path / f"{name}.properties" for name in ("worker", "file", "postgresql")]
            command = [
                "java",
                "-Xmx512m",
                *LIGHT_JVM,
                "-cp",
                f"{jars}/*",
                "org.apache.kafka.connect.cli.ConnectStandalone",
            ]
            process = subprocess.Popen(
                [*command, *files],
                cwd=tmp_path,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
            )
        yield database
        process.kill()
        process.wait()


def test_quotations_are_a_file_and_articles_rows_that_follow_their_revisions(producer, connect, tmp_path):
    article, *_ = [one for one in examples("articles.enriched") if not one.get("withdrawn")]
    quotes, database = examples("articles.quotes"), connect
    for quote in quotes:
        producer.produce("articles.quotes", json.dumps(quote), key=quote["article_id"])
    first = {**article, "article_id": "one"}
    for value in (first, {**article, "article_id": "two"}, {**first, "title": "Corrected"}):
        producer.produce("articles.enriched", json.dumps(value), key=value["article_id"])
    producer.flush(30)

    def titles():
        return database.execute("SELECT article_id, record->>'title' FROM articles_now ORDER BY 1").fetchall()

    until(lambda: titles() == [("one", "Corrected"), ("two", article["title"])], what="the articles", patience=90)
    speakers = database.execute("SELECT speaker FROM quotes WHERE article_id = 'one'").fetchall()
    assert speakers == [(quote["speaker"] and quote["speaker"]["name"],) for quote in article["quotes"]]
    stored = database.execute("SELECT record FROM articles WHERE article_id = 'one'").fetchone()[0]
    assert json.loads(stored) == {**first, "title": "Corrected"}

    producer.produce("articles.enriched", None, key="one")
    producer.flush(30)
    until(lambda: titles() == [("two", article["title"])], what="the withdrawal")

    def lines():
        path = tmp_path / "quotes.jsonl"
        return sorted(path.read_text("utf-8").splitlines()) if path.exists() else []

    until(lambda: len(lines()) == len(quotes), what="the file")
    assert [json.loads(line) for line in lines()] == sorted(quotes, key=json.dumps)
