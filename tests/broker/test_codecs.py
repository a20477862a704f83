"""Every codec of Kafka, whoever set it: a producer, or the topic, whose broker then compresses what comes uncompressed."""

from __future__ import annotations

import asyncio
import json

import pytest
from click.testing import CliRunner
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from streamproc.cli import main
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, expected_topics, topic_name
from tests.broker.workers import PATIENCE, Traffic, environment

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

CODECS = ["gzip", "snappy", "lz4", "zstd"]
MORE_THAN_A_BLOCK = "Rain fell on the harbour of Riga. " * 4000
"""Java's snappy streams are made of blocks of 32 kB."""


@pytest.fixture(params=CODECS)
def codec(request):
    return request.param


@pytest.fixture
def service(kafka, codec, request):
    """Settings of a service on Apache Kafka whose topics exist."""
    prefix = f"{request.node.originalname}-{codec}.".replace("_", "-")
    settings = Settings(
        bootstrap_servers=kafka.bootstrap,
        topic_prefix=prefix,
        group=prefix,
        partitions=3,
        session_timeout=6.0,
        reject_run=0,
        delivery="exactly_once",
    )
    asyncio.run(create_topics(settings))
    return settings


@pytest.fixture
def traffic(service):
    return Traffic(service)


@pytest.fixture
def run(service, monkeypatch):
    """Run a command of ours on this service."""
    for name, value in environment(service).items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(main, arguments, catch_exceptions=False)


def compress_topics(settings, codec):
    """Have the broker store every topic of the service with this codec."""
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    entry = [ConfigEntry("compression.type", codec, incremental_operation=AlterConfigOpType.SET)]
    topics = [topic.name for topic in expected_topics(settings).values()]
    changes = [ConfigResource(ResourceType.TOPIC, name, incremental_configs=entry) for name in topics]
    for done in admin.incremental_alter_configs(changes).values():
        done.result(PATIENCE)


def send(settings, codec, messages, role="raw", headers=None):
    """One compressed batch for each partition, by librdkafka."""
    producer = Producer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "compression.type": codec,
            "linger.ms": 200,
            "partitioner": "murmur2_random",
            "log_level": 0,
        }
    )
    for message in messages:
        producer.produce(topic_name(settings, role), json.dumps(message), key=message["id"], headers=headers)
    assert producer.flush(PATIENCE) == 0


def test_a_worker_reads_what_a_producer_compressed(service, traffic, start_worker, codec):
    send(service, codec, [*traffic.articles(40), {"id": "long", "text": MORE_THAN_A_BLOCK}])
    worker = start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        reader.read(41, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(["long", *(f"a{number}" for number in range(40))])
        assert not reader.messages["dead_letters"]
    assert worker.stop() == 0


def test_every_part_reads_and_writes_topics_that_the_broker_compresses(service, run, start_worker, codec, tmp_path):
    compress_topics(service, codec)
    articles = [
        *({"id": f"a{number}", "text": "Rain."} for number in range(20)),
        {"id": "b", "text": MORE_THAN_A_BLOCK},
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)) + "\n{oops\n")

    published = run("publish", str(tmp_path / "articles.jsonl"))
    worker = start_worker(service)

    assert "published 22 messages" in published.stderr
    with Traffic(service).reader("enriched", "dead_letters") as reader:
        reader.read(21, "enriched")
        reader.see(1, "dead_letters")
    watched = run("watch", "enriched", "raw", "--from-beginning", "--json", "--limit", "43")
    assert len(watched.stdout.splitlines()) == 43
    listed = run("dlq", "list")
    assert "1 dead letters: 1 malformed_json" in listed.stderr
    [place] = [word for word in listed.stdout.split() if word[0] in "012" and word[1:2] == ":"]
    assert run("dlq", "show", place).stdout == "{oops"
    assert "1 dead letters sent again" in run("dlq", "replay").stderr
    with Traffic(service).reader("dead_letters") as reader:
        reader.see(2, "dead_letters")
    assert worker.stop() == 0


def test_dead_letters_that_another_program_compressed_are_read(service, run, codec):
    letters = [{"id": f"a{number}", "text": MORE_THAN_A_BLOCK} for number in range(3)]
    send(service, codec, letters, "dead_letters", [("streamproc.reason", b"invalid_article")])

    assert "3 dead letters: 3 invalid_article" in run("dlq", "list").stderr
    assert "3 dead letters sent again" in run("dlq", "replay").stderr
    with Traffic(service).reader("raw") as reader:
        sent = {message.key().decode(): json.loads(message.value()) for message in reader.read(3, "raw")}
    assert sent == {letter["id"]: letter for letter in letters}
