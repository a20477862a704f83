"""Flink SQL on the topics, for real: the tables of clients/tables/flink.sql and the patterns of docs/LIFE.md."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from confluent_kafka import Producer

from streamproc import schemas
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.conftest import kafka
from tests.broker.kafka import LIGHT_JVM
from tests.connectors.maven import HERE, fetched

__all__ = ["kafka"]
pytestmark = [pytest.mark.connectors, pytest.mark.timeout(300)]

FOLDER = HERE / "flink"
ROOT = HERE.parents[1]
TABLES = (ROOT / "clients/tables/flink.sql").read_text("utf-8")
[PATTERN] = re.findall(r"```sql flink\n(.*?)```", (ROOT / "docs/LIFE.md").read_text("utf-8"), re.DOTALL)
NAMES = ("enriched", "entities", "quotes", "events", "copies", "stories")
OPEN = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.lang", "java.util", "java.time")]


@pytest.fixture(scope="module")
def jars():
    return fetched(FOLDER)


def examples(name):
    return [json.loads(path.read_text("utf-8")) for path in sorted((schemas.directory() / f"examples/articles.{name}").glob("*.json"))]  # fmt: skip


COPIES = [
    {"article_id": "b", "copy_of": "a", "kind": "near", "overlap": 0.7, "via": "a", "first_seen": "2026-03-01T12:00:00+00:00"},
    {"article_id": "c", "copy_of": "a", "kind": "same", "overlap": 1.0, "via": "a", "first_seen": "2026-03-01T12:00:00+00:00"},
    {"article_id": "b", "copy_of": None, "kind": None, "overlap": None, "via": None, "first_seen": None},
]  # fmt: skip


@pytest.fixture
async def published(kafka):
    """The examples of every topic, and the life of two copies."""
    await create_topics(Settings(bootstrap_servers=kafka.bootstrap, partitions=2, copies=True, stories=True))
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "log_level": 0, "partitioner": "murmur2_random"})
    for name in NAMES:
        for record in COPIES if name == "copies" else examples(name):
            producer.produce(f"articles.{name}", json.dumps(record), key=record["article_id"])
            producer.flush(30)
    return kafka


@pytest.fixture
def ask(jars, published, tmp_path):
    """Gives the rows of each query, read to what the topics hold now."""

    def asked(declared, *queries):
        declared = declared.replace("localhost:9092", published.bootstrap)
        declared = declared.replace(
            "'connector' = 'kafka'", "'connector' = 'kafka', 'scan.bounded.mode' = 'latest-offset'"
        )
        script = tmp_path / "script.sql"
        script.write_text(declared + "".join(f"\n{query};\n" for query in queries), encoding="utf-8")
        command = [
            "java",
            "-Xmx768m",
            *LIGHT_JVM,
            *OPEN,
            "-cp",
            f"{jars}/*",
            str(FOLDER / "FlinkSql.java"),
            str(script),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return [part.strip("\n").split("\n") if part.strip() else [] for part in done.stdout.split("--\n")[:-1]]

    return asked


def test_every_topic_is_a_table_and_what_is_rare_is_there(ask):
    counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in NAMES)
    said = "SELECT q.`text` FROM enriched CROSS JOIN UNNEST(quotes) AS q"
    latitudes = "SELECT geo.lat FROM entities WHERE geo.lat IS NOT NULL"
    extra = "SELECT extra FROM enriched WHERE extra <> '{}'"

    counted, words, where, more = ask(TABLES, counts, said, latitudes, extra)

    expected = {name: len(COPIES) if name == "copies" else len(examples(name)) for name in NAMES}
    assert dict(row.split("\t") for row in counted) == {name: str(count) for name, count in expected.items()}
    assert words == sorted(quote["text"] for one in examples("enriched") for quote in one["quotes"])
    assert list(map(float, where)) == sorted(one["geo"]["lat"] for one in examples("entities") if one["geo"])
    assert [json.loads(one) for one in more] == [one["extra"] for one in examples("enriched") if one["extra"]]


def test_the_last_message_of_an_article_says_what_it_is_a_copy_of(ask):
    [rows] = ask(PATTERN, "SELECT article_id, copy_of, kind FROM copies_now")

    assert rows == ["c\ta\tsame"]
