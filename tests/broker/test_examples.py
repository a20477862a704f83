"""The examples and the documented commands, run as they stand, on both brokers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from confluent_kafka import Producer

from streamproc import schemas
from streamproc.codec import decode
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import JARS, KAFKA_3
from tests.broker.workers import Traffic
from tests.tools import need

pytestmark = pytest.mark.broker

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture
async def service(broker_settings):
    """A service whose output topics hold the schemas' examples."""
    await create_topics(broker_settings)
    producer = Producer({"bootstrap.servers": broker_settings.bootstrap_servers, "log_level": 0})
    for facet in ("quotes", "events"):
        for path in sorted((schemas.directory() / f"examples/articles.{facet}").glob("*.json")):
            value = json.loads(path.read_text("utf-8"))
            producer.produce(topic_name(broker_settings, facet), key="a1", value=json.dumps(value))
    assert producer.flush(30) == 0
    return broker_settings


@pytest.fixture
def lines_of():
    """Starts a program and reads as many lines as are expected; the program ends with the test."""
    started = []

    def lines_of(command, count):
        program = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment(), text=True)
        started.append(program)
        return sorted(program.stdout.readline().rstrip("\n") for _ in range(count))

    yield lines_of
    for program in started:
        program.terminate()
        program.wait(10)
        program.stdout.close()


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_quotes_are_read_with_confluent_kafka(service, lines_of):
    program = [
        sys.executable,
        EXAMPLES / "python/read_quotes.py",
        service.bootstrap_servers,
        topic_name(service, "quotes"),
    ]

    assert lines_of(program, 2) == ["a1: Jo Hill: Nobody was hurt,", "a1: somebody: about 20 men"]


def test_events_are_read_with_aiokafka(service, lines_of):
    program = [
        sys.executable,
        EXAMPLES / "python/read_events.py",
        service.bootstrap_servers,
        topic_name(service, "events"),
    ]

    assert lines_of(program, 1) == ["COERCE in Riga: Police detained about 20 men in Riga on Monday."]


def test_quotes_are_read_with_java(service, lines_of):
    need("javac")
    if not any(JARS[KAFKA_3].glob("kafka-clients-*.jar")):
        pytest.skip("the Java example needs Kafka's jars: make test-kafka gets them")
    program = ["java", "-cp", f"{JARS[KAFKA_3]}/*", EXAMPLES / "java/ReadQuotes.java"]

    assert lines_of([*program, service.bootstrap_servers, topic_name(service, "quotes")], 2) == [
        "a1: Jo Hill: Nobody was hurt,",
        "a1: somebody: about 20 men",
    ]


def raw_articles(settings, count):
    with Traffic(settings).reader("raw") as reader:
        return {message.key().decode(): decode(message.value()) for message in reader.see(count, "raw")}


def test_an_article_is_published_with_confluent_kafka(service):
    program = [sys.executable, EXAMPLES / "python/publish_article.py"]
    subprocess.run([*program, service.bootstrap_servers, topic_name(service, "raw")], check=True, env=environment())

    [(key, article)] = raw_articles(service, 1).items()
    assert key == article.id == "harbour-2025-03-04"
    assert article.title == "Harbour reopens after the storm"


def documented_commands():
    """The shell commands of the page that use kcat."""
    page = (ROOT / "docs/CONSUMING.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    return [block for block in blocks if "kcat" in block]


def run_documented(command, settings):
    """Run a documented command on this broker and these topics; returns what it prints."""
    here = command.replace("localhost:9092", settings.bootstrap_servers)
    here = re.sub(r"-t (articles\.[a-z.]+)", rf"-t {settings.topic_prefix}\1", here)
    return subprocess.run(["bash", "-c", here], check=True, capture_output=True, text=True, timeout=60).stdout


# Debian's kcat (librdkafka 2.0) does not understand the embedded broker's answer to ApiVersions.
@pytest.mark.parametrize("broker_settings", [pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True)
def test_the_documented_kcat_commands_do_what_they_say(service):
    need("kcat")
    [publish] = [command for command in documented_commands() if " -P " in command]
    [quotes] = [command for command in documented_commands() if "articles.quotes" in command]
    [dead_letters] = [command for command in documented_commands() if "articles.raw.dlq" in command]

    run_documented(publish, service)
    assert raw_articles(service, 1)["harbour-2"].text == "The harbour of Riga reopened on Monday."

    lines = run_documented(quotes, service).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["a1", "a1"]
    assert {json.loads(line.partition(" ")[2])["type"] for line in lines} == {"direct", "indirect"}

    assert run_documented(dead_letters, service) == ""
