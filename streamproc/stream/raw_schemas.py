"""Articles whose schema is in a registry: looked up by the id in their frame, handed to the engine with the schema.

The engine's processes read Avro, where time and memory are bounded; this one only fetches schemas.
https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import structlog

from streamproc.engine.outcome import Engine, Rejected
from streamproc.errors import ConfigurationError, InfrastructureError, InvalidInput
from streamproc.intake.avro import container
from streamproc.intake.opening import CONFLUENT_FRAME, framed_schema
from streamproc.masking import mask
from streamproc.stream.registry import registry_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.engine.outcome import Outcome
    from streamproc.settings import Settings

log = structlog.get_logger(__name__)

MOST_SCHEMAS = 256
"""Schemas that are kept; the one that was not asked for longest goes first."""
LARGEST = 262_144
"""Characters of a schema with all that it refers to."""
MOST_REFERENCES = 50
UNKNOWN_SECONDS = 60.0
"""An id that the registry does not know is asked for again after this time."""
NOT_FOUND = 404
REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class RawSchema:
    """A schema of the registry: its kind, and its text behind those that it refers to. No kind: there is none."""

    kind: str | None
    parts: tuple[str, ...] = ()
    until: float = float("inf")

    def opened(self, raw: bytes, schema_id: int) -> bytes:
        """A framed message as the engine reads it.

        Raises:
            InvalidInput: it is in a kind that is not read.
        """
        if self.kind == "AVRO":
            return container(self.parts, raw[CONFLUENT_FRAME.size :])
        if self.kind == "JSON" or (self.kind is None and raw[CONFLUENT_FRAME.size :].lstrip()[:1] in (b"{", b"[")):
            return raw
        if self.kind is None:
            raise InvalidInput(f"message: schema {schema_id}: the registry has none", "malformed_json")
        raise InvalidInput(f"message: schema {schema_id} is {self.kind[:20]}: Avro and JSON are read", "malformed_json")


class RawSchemas:
    """Schemas by id, as many as ``MOST_SCHEMAS``; one request at a time."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url
        self._known: OrderedDict[int, RawSchema] = OrderedDict()
        self._asking = asyncio.Lock()

    async def of(self, schema_id: int) -> RawSchema:
        """The schema with an id.

        Raises:
            InvalidInput: it is too large.
            ConfigurationError: the registry refuses us.
            InfrastructureError: it can't be reached, or fails.
        """
        if (found := self._remembered(schema_id)) is not None:
            return found
        async with self._asking:
            if (found := self._remembered(schema_id)) is None:
                found = self._known[schema_id] = await asyncio.to_thread(self._fetch, schema_id)
                if len(self._known) > MOST_SCHEMAS:
                    self._known.popitem(last=False)
                    self._client.clear_caches()
        return found

    def _remembered(self, schema_id: int) -> RawSchema | None:
        found = self._known.get(schema_id)
        if found is None or found.until < time.monotonic():
            return None
        self._known.move_to_end(schema_id)
        return found

    def _fetch(self, schema_id: int) -> RawSchema:
        from confluent_kafka.schema_registry import SchemaRegistryError  # noqa: PLC0415 - an extra

        try:
            schema = self._client.get_schema(schema_id)
            parts = (*self._referred(schema), schema.schema_str)
        except SchemaRegistryError as error:
            if error.http_status_code == NOT_FOUND:
                log.warning("schema of articles is not in the registry", schema=schema_id)
                return RawSchema(None, until=time.monotonic() + UNKNOWN_SECONDS)
            kind = ConfigurationError if error.http_status_code in REFUSED else InfrastructureError
            raise kind(mask(f"schema_registry_url: schema {schema_id}: {error.error_message}")) from error
        except InvalidInput:
            raise
        except Exception as error:
            reason = str(error) or type(error).__name__
            raise InfrastructureError(mask(f"schema_registry_url: {self._url}: {reason}")) from error
        if sum(map(len, parts)) > LARGEST:
            raise InvalidInput(f"message: schema {schema_id}: more than {LARGEST:,} characters", "too_large")
        log.info("schema of articles read", schema=schema_id, kind=schema.schema_type, parts=len(parts))
        return RawSchema(schema.schema_type, parts)

    def _referred(self, schema: Any) -> list[str]:
        """What a schema refers to, each before what refers to it."""
        found: dict[tuple[str, int], str] = {}

        def walk(references: list[Any]) -> None:
            for reference in references:
                place = (reference.subject, reference.version)
                if place in found:
                    continue
                if len(found) >= MOST_REFERENCES:
                    raise InvalidInput(f"message: its schema refers to more than {MOST_REFERENCES} others", "too_large")
                found[place] = ""
                other = self._client.get_version(*place).schema
                walk(other.references or [])
                del found[place]  # behind its own references
                found[place] = other.schema_str

        walk(schema.references or [])
        return list(found.values())


@dataclass(frozen=True, slots=True)
class SchemaAwareEngine:
    """An engine for whoever frames articles: Avro goes on with its schema, everything else as it is."""

    engine: Engine
    schemas: RawSchemas

    async def enrich(self, raw: bytes) -> Outcome:
        """Process one message; see ``Engine``."""
        schema_id = framed_schema(raw)
        if schema_id is None:
            return await self.engine.enrich(raw)
        try:
            opened = (await self.schemas.of(schema_id)).opened(raw, schema_id)
        except InvalidInput as error:
            return Rejected(error.reason, str(error), "decode", f"{type(error).__module__}.{type(error).__qualname__}")
        return await self.engine.enrich(opened)


@contextmanager
def with_schemas(settings: Settings, engine: Engine) -> Iterator[Engine]:
    """The engine, behind the registry where one is set, as long as the block lasts.

    Raises:
        ConfigurationError: the registry's client is not installed, or can't be made as configured.
    """
    if settings.schema_registry_url is None:
        yield engine
        return
    if find_spec("fastavro") is None:  # whoever only frames records needs none
        log.warning("articles in Avro are dead-lettered: fastavro is missing", extra="registry")
        yield engine
        return
    with registry_client(settings) as client:
        yield SchemaAwareEngine(engine, RawSchemas(client, settings.schema_registry_url))
