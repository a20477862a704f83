"""How records go out and come back where a schema registry is set: framed, in JSON or in Avro."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from streamproc.errors import InfrastructureError
from streamproc.intake.opening import CONFLUENT_FRAME
from streamproc.masking import mask
from streamproc.records import InvalidRecord
from streamproc.records.avro import BY_NAME, as_json, datum
from streamproc.records.avro_schema import NAMESPACE
from streamproc.records.messages import AVRO_TYPE, JSON_TYPE
from streamproc.stream.registry import registry_client

if TYPE_CHECKING:
    from streamproc.settings import Settings

MOST_SCHEMAS = 64
"""Schemas that are kept; records are of few."""
NOT_FOUND = 404
BRACE = ord("{")
FACET_OF = {f"{NAMESPACE}.{facet.record.__name__}": name for name, facet in BY_NAME.items()}
"""The full name of a schema ─► its facet."""


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """``frames``: what stands before the values of a facet's records; ``is_avro``: what they are behind it."""

    frames: Mapping[str, bytes]
    is_avro: bool

    @property
    def content_type(self) -> bytes:
        return (AVRO_TYPE if self.is_avro else JSON_TYPE).encode()

    def value(self, facet: str, record: bytes) -> bytes:
        """A record, which is JSON, as it is published.

        Raises:
            InvalidRecord: Avro can't hold it.
        """
        if facet not in self.frames:
            return record
        return self.frames[facet] + (datum(facet, record) if self.is_avro else record)


def record_format(settings: Settings, frames: Mapping[str, bytes]) -> RecordFormat:
    """``frames`` is what ``register_schemas`` gave."""
    return RecordFormat(frames, bool(frames) and settings.schema_registry_format == "avro")


def is_avro(value: bytes) -> bool:
    """Whether a message is framed and not JSON. No record in Avro begins with a brace: it would be a negative length."""
    return len(value) > CONFLUENT_FRAME.size and value[0] == 0 and value[CONFLUENT_FRAME.size] != BRACE


class AvroRecords:
    """Makes JSON of records in Avro, by the schemas that they were written with; blocking."""

    def __init__(self, settings: Settings, client: Any = None) -> None:
        self._settings = settings
        self._client = client
        self._schemas: dict[int, tuple[str, Any]] = {}

    def opened(self, value: bytes) -> bytes:
        """A message's record in JSON; whatever is not in Avro is given back as it is.

        Raises:
            InvalidRecord: its schema is not one of ours, or not in the registry, or the bytes are not its.
            InfrastructureError: the registry can't be reached.
        """
        if not is_avro(value):
            return value
        facet, schema = self._schema(CONFLUENT_FRAME.unpack_from(value)[1])
        from fastavro import schemaless_reader  # noqa: PLC0415 - an extra

        try:
            record: Any = schemaless_reader(BytesIO(value[CONFLUENT_FRAME.size :]), schema, None)
        except Exception as error:  # fastavro says in many ways that bytes and schema do not agree
            raise InvalidRecord(f"broken Avro ({type(error).__name__})") from error
        return as_json(facet, record)

    def _schema(self, schema_id: int) -> tuple[str, Any]:
        if schema_id not in self._schemas:
            if len(self._schemas) >= MOST_SCHEMAS:
                self._schemas.clear()
            self._schemas[schema_id] = self._fetched(schema_id)
        return self._schemas[schema_id]

    def _fetched(self, schema_id: int) -> tuple[str, Any]:
        """The facet that a schema is of, and the schema as fastavro reads it."""
        if self._client is None:
            if self._settings.schema_registry_url is None:
                raise InvalidRecord("it is in Avro, and no registry is set (schema_registry_url)")
            self._client = registry_client(self._settings)
        from confluent_kafka.schema_registry import SchemaRegistryError  # noqa: PLC0415 - an extra
        from fastavro import parse_schema  # noqa: PLC0415 - an extra

        try:
            written = self._client.get_schema(schema_id).schema_str
        except SchemaRegistryError as error:
            if error.http_status_code == NOT_FOUND:
                raise InvalidRecord(f"the registry has no schema {schema_id}") from error
            raise InfrastructureError(
                mask(f"schema_registry_url: schema {schema_id}: {error.error_message}")
            ) from error
        except Exception as error:
            reason = str(error) or type(error).__name__
            raise InfrastructureError(mask(f"schema_registry_url: {reason}")) from error
        try:
            schema: Any = parse_schema(json.loads(written))
            return FACET_OF[schema["name"]], schema
        except Exception as error:
            raise InvalidRecord(f"schema {schema_id} is none of our records") from error
