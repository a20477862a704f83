"""The schema registry: schemas registered, records framed so that Confluent's own deserializer reads them."""

from __future__ import annotations

import base64
import json

import pytest
from pydantic import SecretStr

from streamproc import schemas
from streamproc.codec import encode
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.records import FACETS, parse
from streamproc.settings import Settings
from streamproc.stream.output_records import Finished, Sealer
from streamproc.stream.registry import register_schemas
from tests.stream.conftest import incoming
from tests.stream.registry_double import registry_double

pytest.importorskip("confluent_kafka.schema_registry", reason="the extra registry is not installed")


@pytest.fixture
def registry():
    with registry_double() as double:
        yield double


def test_nothing_is_framed_without_a_registry():
    assert register_schemas(Settings()) == {}


def test_every_output_topics_schema_is_registered_and_its_id_frames_the_records(registry):
    frames = register_schemas(Settings(schema_registry_url=registry.url, topic_prefix="test."))

    assert list(registry.subjects) == [f"test.articles.{facet}-value" for facet in FACETS]
    assert {body["schemaType"] for body in registry.subjects.values()} == {"JSON"}
    registered = json.loads(registry.subjects["test.articles.quotes-value"]["schema"])
    closed = schemas.closed_schema(schemas.load("quote.v1.schema.json"))
    assert registered == {**closed, "$schema": "http://json-schema.org/draft-07/schema#"}
    of = (registered, registered["$defs"]["cue"], registered["properties"]["revision"])
    assert [one["additionalProperties"] for one in of] == [False] * 3
    assert frames == {facet: b"\0\0\0\0" + bytes([40 + n]) for n, facet in enumerate(FACETS, 1)}


def test_the_password_is_sent(registry):
    credentials = {"schema_registry_username": "jo", "schema_registry_password": SecretStr("open sesame")}

    register_schemas(Settings(schema_registry_url=registry.url, **credentials))

    assert registry.authorization == "Basic " + base64.b64encode(b"jo:open sesame").decode()


@pytest.mark.parametrize("status", [401, 409, 422])
def test_a_refusal_is_the_operators_to_mend(registry, status):
    registry.status = status

    with pytest.raises(ConfigurationError, match=r"articles\.enriched-value: refused for a reason"):
        register_schemas(Settings(schema_registry_url=registry.url))


def test_a_registry_that_is_not_there_is_a_failure_of_the_infrastructure():
    with pytest.raises(InfrastructureError, match=r"schema_registry_url: http://127\.0\.0\.1:1: "):
        register_schemas(Settings(schema_registry_url="http://127.0.0.1:1"))


@pytest.mark.parametrize("facet", FACETS)
def test_confluents_deserializer_reads_and_validates_a_framed_record(facet):
    from confluent_kafka.schema_registry import SchemaRegistryClient
    from confluent_kafka.schema_registry.json_schema import JSONDeserializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    client = SchemaRegistryClient.new_client({"url": "mock://double"})
    settings = Settings(schema_registry_url="mock://double")
    sealer = Sealer(settings, frames=register_schemas(settings, client))
    example = next((schemas.directory() / f"examples/articles.{facet}").glob("*.json"))
    record = json.loads(example.read_text("utf-8")) | {"revision": {"partition": 0, "offset": 0}}

    outcome = Enriched(
        "a1",
        (Output(facet, "id", b"a1", encode({name: value for name, value in record.items() if name != "revision"})),),
        words=1,
    )
    _, [message] = sealer.seal(Finished(incoming(), outcome))

    deserializer = JSONDeserializer(None, schema_registry_client=client)
    assert deserializer(message.value, SerializationContext(message.topic, MessageField.VALUE)) == record
    assert parse(message.topic, message.value) == parse(message.topic, json.dumps(record).encode())


def test_dead_letters_are_never_framed():
    sealer = Sealer(Settings(), frames=dict.fromkeys([*FACETS, "dead_letters"], b"\0\0\0\0\1"))

    _, [letter] = sealer.seal(Finished(incoming(b"{oops"), Rejected("malformed_json", "why", "decode", "X")))

    assert letter.value == b"{oops"
