"""Kafka Connect with the configuration of docs/CONNECTORS.md, for real: quotations in a file, articles and columns in PostgreSQL."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from confluent_kafka import Producer

from streamproc import schemas
from streamproc.settings import Settings
from streamproc.stream.record_format import record_format
from streamproc.stream.registry import register_schemas
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.conftest import kafka, real_registry
from tests.broker.kafka import LIGHT_JVM, die_with_parent, free_port
from tests.broker.workers import until
from tests.connectors.maven import fetched
from tests.store.conftest import postgres

__all__ = ["kafka", "postgres", "real_registry"]
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
    return fetched(HERE)


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


@contextmanager
def running(jars, changed, folder, *connectors):
    """The documented worker with some of the documented connectors, at the addresses of this test."""
    files = []
    for name in ("worker", *connectors):
        text = BLOCKS[name]
        for ours, here in changed.items():
            text = text.replace(ours, here)
        more = f"listeners=http://127.0.0.1:{free_port()}\noffset.flush.interval.ms=500\n" if name == "worker" else ""
        files.append(folder / f"{name}.properties")
        files[-1].write_text(text + more, encoding="utf-8")
    java = ["java", "-Xmx512m", *LIGHT_JVM, "-cp", f"{jars}/*", "org.apache.kafka.connect.cli.ConnectStandalone"]
    with (folder / "connect.log").open("wb") as log:
        process = subprocess.Popen([*java, *files], cwd=folder, stdout=log, stderr=log, preexec_fn=die_with_parent)  # noqa: PLW1509 - no threads here
    try:
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def addresses(kafka, postgres, tmp_path):
    """What the documentation calls localhost, here; and a database of the test's own."""
    name = f"connect_{tmp_path.name.rstrip('0123456789')[-20:]}".lower()
    return postgres.create(name), {
        "localhost:9092": kafka.bootstrap,
        "localhost:5432/news": f"127.0.0.1:{postgres.port}/{name}",
        "=writer": "=tester",
        "=quotes.jsonl": f"={tmp_path / 'quotes.jsonl'}",
        "=connect.offsets": f"={tmp_path / 'connect.offsets'}",
    }


@pytest.fixture
def connect(jars, addresses, tmp_path):
    url, changed = addresses
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(SQL)
        with running(jars, changed, tmp_path, "file", "postgresql"):
            yield database


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


async def test_records_in_avro_are_columns_that_the_sink_made_of_their_schema(
    kafka, real_registry, jars, addresses, tmp_path
):
    """Topics of another prefix, since those of the other test hold JSON."""
    settings = Settings(
        bootstrap_servers=kafka.bootstrap,
        partitions=2,
        topic_prefix="avro.",
        schema_registry_url=real_registry.url,
        schema_registry_format="avro",
    )
    await create_topics(settings)
    quotes, form = examples("articles.quotes"), record_format(settings, register_schemas(settings))
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "log_level": 0, "partitioner": "murmur2_random"})
    for quote in quotes:
        value = form.value("quotes", json.dumps(quote).encode())
        producer.produce(topic_name(settings, "quotes"), value, key=quote["article_id"])
    assert producer.flush(30) == 0
    url, changed = addresses
    changed["http://localhost:8080/apis"] = real_registry.url.removesuffix("/ccompat/v7")
    changed["topics=articles"] = "topics=avro.articles"

    with running(jars, changed, tmp_path, "columns"), psycopg.connect(url, autocommit=True) as database:

        def rows():
            made = database.execute("SELECT to_regclass('quote_columns')").fetchone()[0]
            asked = "SELECT article_id, id, text, speaker_name, confidence, revision_offset FROM quote_columns"
            return sorted(database.execute(asked).fetchall(), key=str) if made else []

        expected = [
            (quote["article_id"], quote["id"], quote["text"], (quote["speaker"] or {}).get("name"),
             quote["confidence"], (quote.get("revision") or {}).get("offset"))
            for quote in quotes
        ]  # fmt: skip
        until(lambda: len(rows()) >= len(expected), what="the columns", patience=90)
        assert rows() == sorted(expected, key=str)
