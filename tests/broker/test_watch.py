"""Watching topics: what people and programs see."""

from __future__ import annotations

import asyncio

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from click.testing import CliRunner

from streamproc.cli.watch import command
from streamproc.stream.connection import connected, connection
from streamproc.stream.topics import create_topics, topic_name

pytestmark = pytest.mark.broker

RECORDS = (
    ("quotes", {"text": "We  will\nrebuild.", "speaker": {"name": "Ana Ruiz", "text": "Ruiz"}}, []),
    ("entities", {"type": "GPE", "name": "Naxos", "mentions": [1, 2], "geo": None}, []),
    (
        "events",
        {
            "type": "AID",
            "mode": None,
            "negated": True,
            "hypothetical": False,
            "future": False,
            "historical": False,
            "evidence": [{"text": "No aid arrived.", "trigger": {"text": "aid"}}],
        },
        [],
    ),
    ("enriched", {"title": "Ferry sinks", "article_id": "a1", "entities": [1], "quotes": [], "events": [1, 2]}, []),
    ("enriched", {"something": "else \x1b[31m"}, []),
    ("dead_letters", "{oops", [("streamproc.reason", b"malformed_json")]),
)


async def write(settings):
    await create_topics(settings)
    async with connected(AIOKafkaProducer(**connection(settings), acks="all"), settings) as producer:
        for role, value, headers in RECORDS:
            content = value.encode() if isinstance(value, str) else orjson.dumps(value)
            await producer.send_and_wait(topic_name(settings, role), content, b"a1", headers=headers)


@pytest.fixture
def watched(broker_settings, monkeypatch):
    """Run the command on topics that hold the records above."""
    for name in ("bootstrap_servers", "topic_prefix", "partitions"):
        monkeypatch.setenv(f"STREAMPROC_{name.upper()}", str(getattr(broker_settings, name)))
    monkeypatch.setenv("COLUMNS", "200")
    asyncio.run(write(broker_settings))
    return lambda *arguments: CliRunner().invoke(command, ["--from-beginning", *arguments])


def test_people_read_a_line_for_each_record(watched):
    result = watched("--limit", "6")

    assert sorted(result.stdout.splitlines()) == [
        "dead_letters malformed_json:  (key a1, ?:?:?)",
        "enriched     Ferry sinks (1 entities, 0 quotes, 2 events)",
        "enriched     {'something': 'else \\x1b[31m'}",
        "entities     GPE Naxos (2 mentions)",
        "events       AID negated “aid”: No aid arrived.",
        "quotes       Ana Ruiz: “We will rebuild.”",
    ]


def test_programs_read_an_object_for_each_record(watched, broker_settings):
    result = watched("dead_letters", "quotes", "--json", "--limit", "2")

    lines = sorted((orjson.loads(line) for line in result.stdout.splitlines()), key=lambda line: line["topic"])
    assert [line["topic"] for line in lines] == [
        f"{broker_settings.topic_prefix}articles.quotes",
        f"{broker_settings.topic_prefix}articles.raw.dlq",
    ]
    assert lines[0]["value"] == {"text": "We  will\nrebuild.", "speaker": {"name": "Ana Ruiz", "text": "Ruiz"}}
    assert (lines[1]["key"], lines[1]["value"], lines[1]["headers"]) == (
        "a1",
        "{oops",
        {"streamproc.reason": "malformed_json"},
    )


def test_timestamps_of_another_unit_or_none_are_shown_as_the_nearest_that_there_is(watched, broker_settings):
    async def write_odd_ones():
        async with connected(AIOKafkaProducer(**connection(broker_settings)), broker_settings) as producer:
            for number, timestamp in enumerate((1_800_000_000_000_000_000, 1_800_000_000_000)):
                topic = topic_name(broker_settings, "raw")
                await producer.send_and_wait(topic, b"%d" % number, b"a", timestamp_ms=timestamp)

    asyncio.run(write_odd_ones())

    result = watched("raw", "--json", "--limit", "2")

    times = {orjson.loads(line)["value"]: orjson.loads(line)["time"] for line in result.stdout.splitlines()}
    assert times == {0: "9999-12-31T23:59:59+00:00", 1: "2027-01-15T08:00:00+00:00"}


def test_a_topic_that_does_not_exist_is_refused_by_name(watched):
    result = watched("nonsense")

    assert result.exit_code == 1
    assert str(result.exception).startswith("nonsense: does not exist")
