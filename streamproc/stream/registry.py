"""The schema registry: our JSON or Avro schemas registered, our records framed with their ids (the extra ``registry``)."""

from __future__ import annotations

import json
from contextlib import nullcontext
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from streamproc.errors import ConfigurationError, InfrastructureError, MissingExtra
from streamproc.intake.opening import CONFLUENT_FRAME
from streamproc.masking import mask
from streamproc.records import FACETS
from streamproc.records.facets import AVRO_FILES, SCHEMA_FILES
from streamproc.schema_files import closed_schema, load
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamproc.settings import Settings

DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def register_schemas(settings: Settings, client: Any = None, *, facets: Sequence[str] = FACETS) -> Mapping[str, bytes]:
    """Register the schema of these output topics under ``<topic>-value``; return the frame of each facet's records.

    Nothing is registered, and nothing framed, where no registry is set or ``schema_registry_frames`` is off. A schema
    that is there already keeps its id.

    Raises:
        ConfigurationError: Avro is asked for without a registry, the registry refuses a schema or the credentials, or its
            client is not installed.
        InfrastructureError: the registry can't be reached.
    """
    in_avro = settings.schema_registry_format == "avro"
    if settings.schema_registry_url is None or not settings.schema_registry_frames:
        if in_avro:
            raise ConfigurationError(
                "schema_registry_format: avro needs schema_registry_url and schema_registry_frames"
            )
        return {}
    if in_avro and find_spec("fastavro") is None:
        raise MissingExtra("schema_registry_format: fastavro", "registry")
    with nullcontext(client) if client else registry_client(settings) as asked:
        return _frames(settings, asked, facets)


def _frames(settings: Settings, client: Any, facets: Sequence[str]) -> Mapping[str, bytes]:
    from confluent_kafka.schema_registry import Schema, SchemaRegistryError  # noqa: PLC0415 - an extra

    frames = {}
    for facet in facets:
        subject = f"{topic_name(settings, facet)}-value"
        is_avro = settings.schema_registry_format == "avro"
        schema = Schema(
            json.dumps(avro_schema(facet) if is_avro else written_schema(facet)), "AVRO" if is_avro else "JSON"
        )
        try:
            frames[facet] = CONFLUENT_FRAME.pack(0, client.register_schema(subject, schema))
        except SchemaRegistryError as error:
            raise ConfigurationError(mask(f"schema_registry_url: {subject}: {error.error_message}")) from error
        except Exception as error:
            reason = str(error) or type(error).__name__
            raise InfrastructureError(mask(f"schema_registry_url: {settings.schema_registry_url}: {reason}")) from error
    return frames


def written_schema(facet: str) -> dict[str, Any]:
    """What is registered of a topic: closed, so that it allows what this version writes and nothing else, and called draft 7.

    An open schema to which a field is added is not compatible backward (a later field could have been there with any
    value), which registries ask for unless they are told otherwise. Some, such as Apicurio 2, compare no later draft; ours
    uses no word that drafts 7 and 2020-12 understand differently.
    """
    return {**closed_schema(load(SCHEMA_FILES[f"articles.{facet}"])), "$schema": DRAFT_7}


def avro_schema(facet: str) -> dict[str, Any]:
    return load(f"avro/{AVRO_FILES[facet]}")


def registry_client(settings: Settings) -> Any:
    """Confluent's own client.

    Raises:
        ConfigurationError: it is not installed, or can't be made as configured.
    """
    try:
        from confluent_kafka.schema_registry import SchemaRegistryClient  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra(f"schema_registry_url: {error.name}", "registry") from error
    try:
        return SchemaRegistryClient(client_settings(settings))
    except (ValueError, OSError) as error:
        raise ConfigurationError(mask(f"schema_registry_url: {error}")) from error


def client_settings(settings: Settings) -> dict[str, Any]:
    given: dict[str, Any] = {
        "url": settings.schema_registry_url,
        "max.retries": 2,
        "timeout": settings.schema_registry_timeout,
    }
    if settings.schema_registry_cafile:
        given["ssl.ca.location"] = str(settings.schema_registry_cafile)
    if settings.schema_registry_username and settings.schema_registry_password:
        password = settings.schema_registry_password.get_secret_value()
        given["basic.auth.user.info"] = f"{settings.schema_registry_username}:{password}"
    return given
