"""A worker with a schema registry: its records are framed, its dead letters are not; articles may be in Avro."""

from __future__ import annotations

import asyncio
import json
import struct

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from streamproc.metrics.store import StoreMetrics
from streamproc.schema_files import directory
from streamproc.store.database import open_store
from streamproc.store.schema import articles
from streamproc.stream.storing import Storing
from streamproc.stream.topics import topic_name
from tests.stream.registry_double import registry_double

pytestmark = [pytest.mark.broker, pytest.mark.parametrize("broker_settings", ["embedded"], indirect=True)]


def test_records_are_framed_with_the_ids_that_the_registry_gave(service, traffic, start_worker):
    with registry_double() as registry:
        traffic.publish(traffic.articles(3))
        worker = start_worker(service.model_copy(update={"schema_registry_url": registry.url}))

        with traffic.reader("enriched", "quotes") as reader:
            enriched, quotes = reader.read(3, "enriched"), reader.read(3, "quotes")
        assert worker.stop() == 0

    subjects = list(registry.subjects)
    for facet, messages in (("enriched", enriched), ("quotes", quotes)):
        schema_id = 41 + subjects.index(f"{topic_name(service, facet)}-value")
        assert {message.value()[:5] for message in messages} == {b"\0\0\0\0" + bytes([schema_id])}
        assert {message.value()[5:6] for message in messages} == {b"{"}


def test_records_go_out_in_avro_and_into_a_store(service, traffic, start_worker, tmp_path):
    pytest.importorskip("fastavro", reason="the extra registry is not installed")
    with registry_double() as registry:
        given = {"schema_registry_url": registry.url, "schema_registry_format": "avro"}
        settings = service.model_copy(update=given)
        example = json.loads((directory() / "examples/articles.enriched/arrests.json").read_text("utf-8"))
        example.pop("revision", None)
        records = [{"id": f"a{n}", "record": example | {"article_id": f"a{n}"}} for n in range(3)]
        traffic.publish([json.dumps(record).encode() for record in records])
        worker = start_worker(settings)
        with traffic.reader("enriched") as reader:
            enriched = reader.read(3, "enriched")
        assert worker.stop() == 0

        kept = asyncio.run(stored(settings, str(tmp_path / "news.db"), len(enriched)))

    assert b"{" not in {message.value()[5:6] for message in enriched}
    assert kept == sorted(message.key().decode() for message in enriched)


async def stored(settings, url, count):
    """The ids of the articles that a store keeps of the topics, when it has so many."""
    engine, stop = open_store(url), asyncio.Event()
    storing = asyncio.create_task(Storing(engine, settings, StoreMetrics.create(CollectorRegistry())).run(stop))
    found: list[str] = []
    async with asyncio.timeout(60):
        while len(found) < count:
            await asyncio.sleep(0.2)
            with engine.connect() as connection:
                found = sorted(connection.execute(select(articles.c.article_id)).scalars())
    stop.set()
    await storing
    engine.dispose()
    return found


def test_a_worker_whose_registry_is_gone_does_not_start(service, start_worker):
    worker = start_worker(service.model_copy(update={"schema_registry_url": "http://127.0.0.1:1"}))

    assert worker.wait() == 1
    assert "Error: schema_registry_url: http://127.0.0.1:1: " in worker.said


OUTLET = {"type": "record", "name": "Outlet", "namespace": "x", "fields": [{"name": "name", "type": "string"}]}
ARTICLE = {
    "type": "record", "name": "Article",
    "fields": [
        {"name": "id", "type": "string"}, {"name": "large", "type": "int"}, {"name": "outlet", "type": "x.Outlet"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
    ],
}  # fmt: skip


def test_articles_in_avro_are_read_with_the_registrys_schemas(service, traffic, start_worker):
    with registry_double() as registry:
        check_articles_in_avro(registry.url, service, traffic, start_worker)


@pytest.mark.kafka
def test_articles_in_avro_are_read_with_a_real_registry(service, traffic, start_worker, real_registry):
    check_articles_in_avro(real_registry.url, service, traffic, start_worker)


def check_articles_in_avro(registry_url, service, traffic, start_worker):
    pytest.importorskip("fastavro", reason="the extra registry is not installed")
    from confluent_kafka.schema_registry import Schema, SchemaReference, SchemaRegistryClient
    from confluent_kafka.schema_registry.avro import AvroSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    topic = SerializationContext(topic_name(service, "raw"), MessageField.VALUE)
    schema = Schema(json.dumps(ARTICLE), "AVRO", [SchemaReference("x.Outlet", "outlet-value", 1)])
    articles = [{"id": f"a{n}", "large": n, "outlet": {"name": "Courier"}, "at": 1_768_916_700_000} for n in range(3)]
    unknown = struct.pack(">bI", 0, 999_999) + b"\x04a9"
    with SchemaRegistryClient({"url": registry_url, "timeout": 20}) as client:
        client.register_schema("outlet-value", Schema(json.dumps(OUTLET), "AVRO"))
        serializer = AvroSerializer(client, schema)
        traffic.publish([*(serializer(article, topic) for article in articles), unknown])
    settings = service.model_copy(update={"schema_registry_url": registry_url, "schema_registry_frames": False})
    worker = start_worker(settings)

    with traffic.reader("enriched", "dead_letters") as reader:
        enriched, [dead] = reader.read(3, "enriched"), reader.read(1, "dead_letters")
    assert worker.stop() == 0

    read = sorted((json.loads(message.value()) for message in enriched), key=lambda article: article["id"])
    assert [(article["id"], article["outlet"]) for article in read] == [
        (f"a{n}", {"name": "Courier"}) for n in range(3)
    ]
    assert {article["at"] for article in read} == {"2026-01-20T13:45:00+00:00"}
    assert dead.value() == unknown
    assert (
        dict(dead.headers())["__connect.errors.exception.message"] == b"message: schema 999999: the registry has none"
    )
