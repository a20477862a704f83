"""Kafka: how the brokers are reached, the topics, and the schema registry beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

from streamproc.settings.names import Names


class KafkaSettings(BaseModel):
    """The connection, the topics' names and what they are made with, the registry."""

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
    compact_topics: bool = Field(
        default=False,
        description="keep the last message of every article on the topics of raw and enriched articles, however old (Kafka's "
        "log compaction)",
    )
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

    # The schema registry
    schema_registry_url: str | None = Field(
        None,
        description="registry (Confluent's API): articles in Avro are read with its schemas, records framed with its ids",
    )
    schema_registry_frames: bool = Field(
        default=True, description="with a registry: register the schemas of records and frame records with their ids"
    )
    schema_registry_format: Literal["json", "avro"] = Field(
        "json", description="with a registry: what the records behind the frame are, and which schemas are registered"
    )
    schema_registry_cafile: Path | None = Field(
        None, description="PEM file with the CA of the registry's certificate; unset: the usual ones"
    )
    schema_registry_timeout: float = Field(10.0, gt=0, description="seconds for one request to the registry")
    schema_registry_username: str | None = Field(None, description="user name at the registry")
    schema_registry_password: SecretStr | None = Field(None, description="password at the registry")

    @field_validator("replication_factor", "min_insync_replicas")
    @classmethod
    def _check_copies(cls, value: int) -> int:
        if value == 0:
            raise ValueError("must be at least 1, or -1 for the cluster's own default")
        return value
