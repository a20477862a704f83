"""A registry as it comes takes the next version of a record's schema: one optional field more."""

from __future__ import annotations

import json
import struct

import pytest

from streamproc.records import FACETS
from streamproc.records.facets import AVRO_FILES, SCHEMA_FILES
from streamproc.schema_files import load
from streamproc.settings import Settings
from streamproc.stream.registry import DRAFT_7, register_schemas
from streamproc.stream.topics import topic_name

pytestmark = pytest.mark.kafka


@pytest.mark.parametrize("facet", FACETS)
def test_the_next_field_is_compatible_in_a_real_registry_as_it_comes(facet, real_registry):
    """Backward, which Confluent's registry asks for by default; of an open schema the same field would be refused."""
    from confluent_kafka.schema_registry import Schema, SchemaRegistryClient, SchemaRegistryError

    settings = Settings(schema_registry_url=real_registry.url, topic_prefix="next.")
    subject, opened = f"{topic_name(settings, facet)}-value", f"open.{facet}-value"
    with SchemaRegistryClient({"url": real_registry.url, "timeout": 20}) as client:
        client.set_compatibility(level="BACKWARD")
        before = register_schemas(settings)[facet]
        [now] = [client.get_latest_version(subject).schema.schema_str]
        later, shown = json.loads(now), {**load(SCHEMA_FILES[f"articles.{facet}"]), "$schema": DRAFT_7}
        client.register_schema(opened, Schema(json.dumps(shown), "JSON"))
        for schema in (later, shown):
            schema["properties"]["a_later_field"] = {"type": "string"}

        added = client.register_schema(subject, Schema(json.dumps(later), "JSON"))
        with pytest.raises(SchemaRegistryError, match="ncompatible"):
            client.register_schema(opened, Schema(json.dumps(shown), "JSON"))
        later["required"].append("a_later_field")
        with pytest.raises(SchemaRegistryError, match="ncompatible"):
            client.register_schema(subject, Schema(json.dumps(later), "JSON"))

    assert struct.pack(">bI", 0, added) != before


@pytest.mark.parametrize("facet", AVRO_FILES)
def test_the_next_field_is_compatible_in_avro_both_ways(facet, real_registry):
    """Old readers read new records, and new readers old ones: FULL_TRANSITIVE, the strictest that registries have."""
    from confluent_kafka.schema_registry import Schema, SchemaRegistryClient, SchemaRegistryError

    settings = Settings(schema_registry_url=real_registry.url, schema_registry_format="avro", topic_prefix="avro.")
    subject = f"{topic_name(settings, facet)}-value"
    with SchemaRegistryClient({"url": real_registry.url, "timeout": 20}) as client:
        client.set_compatibility(level="FULL_TRANSITIVE")
        before = register_schemas(settings, facets=(facet,))[facet]
        later = json.loads(client.get_latest_version(subject).schema.schema_str)
        later["fields"].append({"name": "a_later_field", "type": ["null", "string"], "default": None})
        added = client.register_schema(subject, Schema(json.dumps(later), "AVRO"))
        later["fields"].append({"name": "always_there", "type": "string"})
        with pytest.raises(SchemaRegistryError, match="ncompatible"):
            client.register_schema(subject, Schema(json.dumps(later), "AVRO"))
        client.set_compatibility(level="BACKWARD")

    assert struct.pack(">bI", 0, added) != before
