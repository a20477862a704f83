"""The worker: how much it holds, how long it waits, when it gives up; its HTTP server, logs and traces."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from streamproc.settings.names import Names


class OperationSettings(BaseModel):
    """Batches, limits of time and memory, HTTP, logs, traces."""

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
    store_http_port: int = Field(
        8001, ge=0, le=65535, description="port for the same of `streamproc store`, and for its page; 0: a free one"
    )
    newsroom_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="what the page and API of `streamproc store` ask for: as a Bearer token, or as the password",
    )
    newsroom_user_header: str | None = Field(
        None,
        description="header by which a reverse proxy says who asks, instead; the proxy must take it from its clients",
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
