"""Whoever publishes an article puts it on the same partition, so its revisions keep their order."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from confluent_kafka import Producer

from streamproc.cli import main
from streamproc.scrapy import producer_settings
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import JARS, KAFKA_3, fetch_jars
from tests.broker.test_examples import documented_commands, run_documented
from tests.broker.workers import PATIENCE, Traffic, environment
from tests.tools import need

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

ROOT = Path(__file__).parents[2]
IDS = [f"article-{number}" for number in range(30)]
JAVA = """
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
class Partitions {
    public static void main(String[] keys) {
        for (String key : keys) System.out.println(BuiltInPartitioner.partitionForKey(key.getBytes(), 6));
    }
}
"""
"""Apache Kafka's own choice, of the Java client's jar."""


@pytest.fixture(scope="module")
def by_java(tmp_path_factory):
    """Each id's partition."""
    need("javac")
    fetch_jars()
    program = tmp_path_factory.mktemp("java") / "Partitions.java"
    program.write_text(JAVA)
    command = ["java", "-cp", f"{JARS[KAFKA_3]}/*", program, *IDS]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    return dict(zip(IDS, map(int, said.split()), strict=True))


@pytest.fixture
def service(kafka, request, monkeypatch):
    """A service of six partitions, also for the commands."""
    prefix = re.sub(r"[^a-z]+", "-", request.node.name) + "."
    settings = Settings(bootstrap_servers=kafka.bootstrap, topic_prefix=prefix, group=prefix, partitions=6)
    asyncio.run(create_topics(settings))
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    return settings


def publish_by_command(_, tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps({"id": name, "text": "Rain."}) + "\n" for name in IDS))
    assert CliRunner().invoke(main, ["publish", str(file)]).exit_code == 0


def publish_by_scrapy(settings, _):
    producer = Producer(producer_settings(settings))
    for name in IDS:
        producer.produce(topic_name(settings, "raw"), b"{}", key=name)
    assert producer.flush(PATIENCE) == 0


def publish_by_example(settings, _):
    """The example's own article, under other ids."""
    program = (ROOT / "examples/python/publish_article.py").read_text("utf-8")
    assert "harbour-2025-03-04" in program
    for name in IDS[:8]:
        changed = program.replace("harbour-2025-03-04", name)
        topic = topic_name(settings, "raw")
        subprocess.run([sys.executable, "-c", changed, settings.bootstrap_servers, topic], check=True, timeout=60)


def publish_by_kcat(settings, tmp_path):
    """The documented command, with other articles."""
    need("kcat")
    [documented] = [command for command in documented_commands() if " -P " in command]
    (tmp_path / "lines").write_text("".join(f"{name}\t{{}}\n" for name in IDS))
    command, replaced = re.subn(r"printf '.*?' \|", f"cat {tmp_path / 'lines'} |", documented, flags=re.DOTALL)
    assert replaced == 1
    run_documented(command, settings)


def publish_by_replay(settings, _):
    """Dead letters that lie on any partition."""
    producer = Producer({"bootstrap.servers": settings.bootstrap_servers, "log_level": 0})
    for number, name in enumerate(IDS):
        headers = [("streamproc.reason", b"engine_timeout")]
        producer.produce(topic_name(settings, "dead_letters"), b"{}", key=name, partition=number % 6, headers=headers)
    assert producer.flush(PATIENCE) == 0
    assert CliRunner().invoke(main, ["dlq", "replay"]).exit_code == 0


PRODUCERS = [
    publish_by_command,
    publish_by_scrapy,
    publish_by_example,
    publish_by_replay,
    publish_by_kcat,
]


def partitions(settings, count):
    with Traffic(settings).reader("raw") as reader:
        return {message.key().decode(): message.partition() for message in reader.read(count, "raw")}


@pytest.mark.parametrize("publish", PRODUCERS, ids=lambda publish: publish.__name__)
def test_every_documented_producer_chooses_the_partition_that_java_does(service, publish, by_java, tmp_path):
    publish(service, tmp_path)

    names = IDS[:8] if publish is publish_by_example else IDS
    assert partitions(service, len(names)) == {name: by_java[name] for name in names}
