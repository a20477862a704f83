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
from streamproc.records import FACETS, InvalidRecord, parse
from streamproc.records.avro import as_json
from streamproc.settings import Settings
from streamproc.stream.output_records import Finished, Sealer
from streamproc.stream.record_format import AvroRecords
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


AVRO = {"schema_registry_url": "mock://double", "schema_registry_format": "avro"}


def test_avro_schemas_are_registered_where_that_is_asked_for(registry):
    register_schemas(Settings(schema_registry_url=registry.url, schema_registry_format="avro"))

    assert list(registry.subjects) == [f"articles.{facet}-value" for facet in FACETS]
    assert {body.get("schemaType", "AVRO") for body in registry.subjects.values()} == {"AVRO"}
    assert json.loads(registry.subjects["articles.quotes-value"]["schema"]) == schemas.load("avro/quote.v1.avsc")


@pytest.mark.parametrize("without", [{}, {"schema_registry_url": "mock://double", "schema_registry_frames": False}])
def test_avro_without_a_registry_or_frames_is_refused_instead_of_published_as_json(without):
    with pytest.raises(ConfigurationError, match="avro needs schema_registry_url and schema_registry_frames"):
        register_schemas(Settings(schema_registry_format="avro", **without))


@pytest.fixture
def sealed_in_avro():
    """Facet ─► (client, the record with its place, the message) of an example."""
    from confluent_kafka.schema_registry import SchemaRegistryClient

    client = SchemaRegistryClient.new_client({"url": "mock://double"})
    settings = Settings(**AVRO)
    sealer = Sealer(settings, frames=register_schemas(settings, client))

    def sealed(facet, **changed):
        example = next((schemas.directory() / f"examples/articles.{facet}").glob("*.json"))
        record = json.loads(example.read_text("utf-8")) | changed
        record.pop("revision", None)
        outcome = Enriched("a1", (Output(facet, "id", b"a1", encode(record)),), words=1)
        _, [message] = sealer.seal(Finished(incoming(), outcome))
        return client, record | {"revision": {"partition": 0, "offset": 0}}, message

    return sealed


@pytest.mark.parametrize("facet", FACETS)
def test_confluents_avro_deserializer_reads_a_record(facet, sealed_in_avro):
    from confluent_kafka.schema_registry.avro import AvroDeserializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    client, record, message = sealed_in_avro(facet)

    read = AvroDeserializer(client)(message.value, SerializationContext(message.topic, MessageField.VALUE))
    assert json.loads(as_json(message.topic, read)) == record
    headers = {name: value.decode() for name, value in message.headers}
    assert headers["content-type"] == "application/avro"
    assert [error.message for error in schemas.validator("record_headers.v1.schema.json").iter_errors(headers)] == []


@pytest.mark.parametrize("facet", FACETS)
def test_records_in_avro_become_json_by_the_schemas_they_were_written_with(facet, sealed_in_avro):
    client, record, message = sealed_in_avro(facet)

    opened = AvroRecords(Settings(**AVRO), client).opened(message.value)

    assert json.loads(opened) == record


def test_what_is_not_in_avro_is_left_as_it_is():
    avro = AvroRecords(Settings())

    assert [avro.opened(value) for value in (b'{"a":1}', b'\0\0\0\0\1{"a":1}', b"", b"\0")] == [
        b'{"a":1}', b'\0\0\0\0\1{"a":1}', b"", b"\0",
    ]  # fmt: skip


def test_a_record_in_avro_without_its_schema_is_told_so(sealed_in_avro):
    client, _, message = sealed_in_avro("quotes")
    broken = message.value[: len(message.value) // 2]

    with pytest.raises(InvalidRecord, match="no registry is set"):
        AvroRecords(Settings()).opened(message.value)
    with pytest.raises(InvalidRecord, match="broken Avro"):
        AvroRecords(Settings(**AVRO), client).opened(broken)


def test_a_schema_that_is_none_of_ours_is_not_read_by():
    from confluent_kafka.schema_registry import Schema, SchemaRegistryClient

    client = SchemaRegistryClient.new_client({"url": "mock://double"})
    other = json.dumps({"type": "record", "name": "Other", "fields": [{"name": "n", "type": "long"}]})
    number = client.register_schema("other-value", Schema(other, "AVRO"))

    with pytest.raises(InvalidRecord, match="none of our records"):
        AvroRecords(Settings(**AVRO), client).opened(b"\0" + number.to_bytes(4, "big") + b"\2")


def test_a_registry_that_is_away_is_not_the_records_fault():
    avro = AvroRecords(Settings(schema_registry_url="http://127.0.0.1:1"))

    with pytest.raises(InfrastructureError, match="schema_registry_url: "):
        avro.opened(b"\0\0\0\0\1\2")


def test_a_record_that_avro_cannot_hold_becomes_a_dead_letter(sealed_in_avro):
    _, _, message = sealed_in_avro("quotes", confidence="high")

    assert message.role == "dead_letters"
    assert dict(message.headers)["streamproc.reason"] == b"internal_error"
