"""Articles framed with the id of a schema: Avro is handed on with its schema, JSON as it is, what can't be read is named."""

from __future__ import annotations

import asyncio
import json
import struct

import pytest
from structlog.testing import capture_logs

from streamproc import codec
from streamproc.engine.outcome import Rejected
from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.settings import Settings
from streamproc.stream import raw_schemas
from streamproc.stream.raw_schemas import RawSchemas, with_schemas
from tests.stream.registry_double import registry_double

pytest.importorskip("confluent_kafka.schema_registry.avro", reason="the extra registry is not installed")
pytest.importorskip("fastavro", reason="the extra registry is not installed")

SCHEMA = json.dumps(
    {
        "type": "record",
        "name": "Article",
        "fields": [{"name": "id", "type": "string"}, {"name": "text", "type": "string"}],
    }
)
ARTICLE = {"id": "a1", "text": "The ferry “Aurora” sank off Naxos."}


class Reading:
    """An engine that only reads."""

    async def enrich(self, raw):
        return codec.decode(raw)


@pytest.fixture
def registry():
    with registry_double() as double:
        yield double


def framed(schema_id, value):
    return struct.pack(">bI", 0, schema_id) + value


def avro(registry, record=ARTICLE, schema=SCHEMA):
    """As Confluent's own serializer writes it."""
    from confluent_kafka.schema_registry import SchemaRegistryClient
    from confluent_kafka.schema_registry.avro import AvroSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    with SchemaRegistryClient({"url": registry.url}) as client:
        serializer = AvroSerializer(client, schema)
        return serializer(record, SerializationContext("articles.raw", MessageField.VALUE))


def enrich(registry, *raws, **settings):
    async def run():
        with with_schemas(Settings(schema_registry_url=registry.url, **settings), Reading()) as engine:
            return [await engine.enrich(raw) for raw in raws]

    return asyncio.run(run())


def test_what_confluents_serializer_writes_is_read(registry):
    raw = avro(registry)

    [article] = enrich(registry, raw)

    assert (article.id, article.text) == ("a1", ARTICLE["text"])


def test_a_schema_is_asked_for_once(registry):
    raw = avro(registry)
    registry.asked.clear()

    assert len(enrich(registry, raw, raw, raw)) == 3
    assert len(registry.asked) == 1


def test_no_more_schemas_are_kept_than_the_limit(registry, monkeypatch):
    monkeypatch.setattr(raw_schemas, "MOST_SCHEMAS", 2)
    registry.schemas = {number: {"schema": SCHEMA} for number in (1, 2, 3)}
    body = avro(registry)[5:]
    registry.asked.clear()

    enrich(registry, *[framed(number, body) for number in (1, 2, 3, 3, 2, 1)])

    assert [path.split("?")[0] for path in registry.asked] == [f"/schemas/ids/{number}" for number in (1, 2, 3, 1)]


def test_types_of_referred_schemas_are_fetched_too(registry):
    from confluent_kafka.schema_registry import Schema, SchemaReference, SchemaRegistryClient

    outlet = {"type": "record", "name": "Outlet", "namespace": "x", "fields": [{"name": "name", "type": "string"}]}
    article = json.loads(SCHEMA)
    article["fields"].append({"name": "source", "type": "x.Outlet"})
    with SchemaRegistryClient({"url": registry.url}) as client:
        client.register_schema("outlet-value", Schema(json.dumps(outlet), "AVRO"))
    schema = Schema(json.dumps(article), "AVRO", [SchemaReference("x.Outlet", "outlet-value", 1)])

    raw = avro(registry, ARTICLE | {"source": {"name": "The Ellis Courier"}}, schema)

    [read] = enrich(registry, raw)
    assert read.source == "The Ellis Courier"


@pytest.mark.parametrize("known", [{"schema": "{}", "schemaType": "JSON"}, None], ids=["json schema", "unknown id"])
def test_framed_json_is_read_whether_its_schema_is_there_or_not(registry, known):
    registry.schemas = {7: known} if known else {}

    [article] = enrich(registry, framed(7, json.dumps(ARTICLE).encode()))

    assert article.text == ARTICLE["text"]


def test_avro_that_looks_like_json_is_read_by_its_schema(registry):
    raw = avro(registry, {"id": "{ }{ }{ }{ }{ }a", "text": "Rain fell."})
    assert raw[5:7] == b" {"

    [article] = enrich(registry, raw)

    assert article.id == "{ }{ }{ }{ }{ }a"


def test_messages_without_a_frame_ask_for_nothing(registry):
    [article] = enrich(registry, json.dumps(ARTICLE).encode())

    assert article.id == "a1"
    assert registry.asked == []


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        ({}, "message: schema 7: the registry has none"),
        ({7: {"schema": "syntax = 'proto3';", "schemaType": "PROTOBUF"}}, "message: schema 7 is PROTOBUF: Avro and JSON are read"),
        ({7: {"schema": '"string"' + " " * 300_000}}, "message: schema 7: more than 262,144 characters"),
    ],
    ids=["unknown", "protobuf", "large"],
)  # fmt: skip
def test_what_cannot_be_read_becomes_a_dead_letter_that_says_why(registry, schemas, message):
    registry.schemas = schemas

    [outcome] = enrich(registry, framed(7, b"\x04a1"))

    assert isinstance(outcome, Rejected)
    assert (outcome.stage, outcome.message) == ("decode", message)


def test_an_unknown_schema_is_asked_for_again_only_after_a_while(registry):
    enrich(registry, framed(7, b"\x04a1"), framed(7, b"\x04a1"))

    assert len(registry.asked) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_registry_that_refuses_us_is_the_operators_to_mend(registry, status):
    registry.status = status

    with pytest.raises(ConfigurationError, match="schema_registry_url: schema 7: refused for a reason"):
        enrich(registry, framed(7, b"\x04a1"))


def test_a_registry_that_fails_loses_no_article(registry):
    registry.status = 422

    with pytest.raises(InfrastructureError, match="schema_registry_url: schema 7: refused for a reason"):
        enrich(registry, framed(7, b"\x04a1"))


def test_a_registry_that_is_not_there_loses_no_article(registry):
    registry.url = "http://127.0.0.1:1"

    with pytest.raises(InfrastructureError, match=r"schema_registry_url: http://127\.0\.0\.1:1: "):
        enrich(registry, framed(7, b"\x04a1"))


def test_many_who_ask_at_once_wait_for_one_request(registry):
    registry.schemas = {7: {"schema": SCHEMA}}

    async def run():
        from streamproc.stream.registry import registry_client

        with registry_client(Settings(schema_registry_url=registry.url)) as client:
            schemas = RawSchemas(client, registry.url)
            return await asyncio.gather(*[schemas.of(7) for _ in range(20)])

    assert {schema.kind for schema in asyncio.run(run())} == {"AVRO"}
    assert len(registry.asked) == 1


def test_without_a_registry_the_engine_stands_alone():
    engine = Reading()

    with with_schemas(Settings(), engine) as alone:
        assert alone is engine


def test_without_fastavro_the_worker_says_so_and_goes_on(registry, monkeypatch):
    monkeypatch.setattr(raw_schemas, "find_spec", lambda _: None)
    engine = Reading()

    with capture_logs() as logged, with_schemas(Settings(schema_registry_url=registry.url), engine) as alone:
        assert alone is engine
    assert [line["event"] for line in logged] == ["articles in Avro are dead-lettered: fastavro is missing"]
