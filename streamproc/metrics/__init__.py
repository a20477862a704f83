"""Every metric, its unit and its labels in one place. Base units throughout: seconds, bytes, Unix time.

Labels are bounded: roles (the facets and ``dead_letters``), the closed set of reasons, stages that are named in code,
and partitions of the one input topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from streamproc.metrics.declaration import Metric, declarations
from streamproc.metrics.label_values import (
    AGE_SECONDS,
    BATCH_ARTICLES,
    BATCH_TOKENS,
    KEY_KINDS,
    OPTIONAL_FIELDS,
    OUTCOMES,
    REASONS,
    RELOAD_RESULTS,
    RESET_CAUSES,
    RESTART_REASONS,
    STAGE_SECONDS,
    TRANSACTION_RESULTS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What the worker measures. Children's figures are reported by the parent."""

    consumed: Annotated[
        Counter,
        Metric(
            "streamproc_articles_consumed",
            "Messages taken from the input topic, repeats after a rebalance included.",
            labels=("partition",),
        ),
    ]
    articles: Annotated[
        Counter,
        Metric(
            "streamproc_articles",
            "Messages finished, committed and acknowledged, by outcome: enriched, rejected, withdrawn (no "
            "value), or tombstone (nor a key that could be an article's: passed over).",
            labels=("outcome",),
            values=OUTCOMES,
        ),
    ]
    foreign_keys: Annotated[
        Counter,
        Metric(
            "streamproc_foreign_keys",
            "Articles whose message has another key than their id, or none: order holds per key only.",
            labels=("key",),
            values=KEY_KINDS,
        ),
    ]
    records: Annotated[
        Counter,
        Metric("streamproc_records", "Messages published and acknowledged, by role of the topic.", labels=("role",)),
    ]
    record_bytes: Annotated[
        Counter,
        Metric(
            "streamproc_record_bytes",
            "Bytes of keys and values published and acknowledged, before compression, by role of the topic.",
            labels=("role",),
        ),
    ]
    dead_letters: Annotated[
        Counter,
        Metric(
            "streamproc_dead_letters",
            "Messages that went to the dead-letter topic, by reason.",
            labels=("reason",),
            values=REASONS,
        ),
    ]
    fields_left_out: Annotated[
        Counter,
        Metric(
            "streamproc_fields_left_out",
            "Optional fields of enriched articles that could not be read, or only with doubt, by field; notes say why.",
            labels=("field",),
            values=OPTIONAL_FIELDS,
        ),
    ]
    stage_seconds: Annotated[
        Histogram,
        Metric(
            "streamproc_stage_seconds",
            "Time an article takes in each stage: CPU time for the stages of the pipeline, wall time for engine "
            "(waiting included) and publish (a whole batch).",
            labels=("stage",),
            buckets=STAGE_SECONDS,
        ),
    ]
    queue_messages: Annotated[
        Gauge, Metric("streamproc_queue_messages", "Messages in memory that are not yet committed.")
    ]
    queue_bytes: Annotated[
        Gauge,
        Metric(
            "streamproc_queue_bytes", "Bytes of keys and values of the messages in memory that are not yet committed."
        ),
    ]
    in_flight: Annotated[Gauge, Metric("streamproc_in_flight", "Messages handed to the engine and not yet committed.")]
    batch_tokens: Annotated[
        Histogram,
        Metric("streamproc_batch_tokens", "Tokens that an engine process was given at once.", buckets=BATCH_TOKENS),
    ]
    batch_articles: Annotated[
        Histogram,
        Metric("streamproc_batch_articles", "Messages that were committed together.", buckets=BATCH_ARTICLES),
    ]
    age_seconds: Annotated[
        Histogram,
        Metric(
            "streamproc_age_seconds",
            "End-to-end age: from the raw message's Kafka timestamp to the commit of its records.",
            buckets=AGE_SECONDS,
        ),
    ]
    lag_messages: Annotated[
        Gauge,
        Metric(
            "streamproc_lag_messages",
            "Messages of an assigned partition behind its end that are not yet committed.",
            labels=("partition",),
        ),
    ]
    lag_seconds: Annotated[
        Gauge,
        Metric(
            "streamproc_lag_seconds",
            "Age of the oldest message of an assigned partition that was read and is not yet committed.",
            labels=("partition",),
        ),
    ]
    partitions_assigned: Annotated[
        Gauge, Metric("streamproc_partitions_assigned", "Partitions of the input topic that this worker has.")
    ]
    position_resets: Annotated[
        Counter,
        Metric(
            "streamproc_position_resets",
            "Times that a partition was read from its beginning, by cause: new (the group had no offset), "
            "expired (its offset was deleted by retention), rewound (the partition ends before it, or is of a topic made anew).",
            labels=("cause",),
            values=RESET_CAUSES,
        ),
    ]
    expired_unread: Annotated[
        Counter,
        Metric(
            "streamproc_expired_unread",
            "Offsets of the input topic that retention deleted before they were read: articles, and the markers "
            "of their transactions.",
        ),
    ]
    transactions: Annotated[
        Counter,
        Metric(
            "streamproc_transactions",
            "Transactions by result: committed, aborted (and tried again), fenced (taken for dead, or the group "
            "had gone on).",
            labels=("result",),
            values=TRANSACTION_RESULTS,
        ),
    ]
    batches_halved: Annotated[
        Counter,
        Metric(
            "streamproc_batches_halved",
            "Times that a partition's batch was halved because the brokers took too long for it.",
        ),
    ]
    state_filled: Annotated[
        Counter,
        Metric(
            "streamproc_state_filled_records",
            "Records of the changelog that a stage read when it was given partitions: what its disk did not have.",
        ),
    ]
    rebalances: Annotated[
        Counter, Metric("streamproc_rebalances", "Times the consumer group gave this worker its partitions.")
    ]
    pool_restarts: Annotated[
        Counter,
        Metric(
            "streamproc_pool_restarts",
            "Engine processes started again, by reason.",
            labels=("reason",),
            values=RESTART_REASONS,
        ),
    ]
    reloads: Annotated[
        Counter,
        Metric(
            "streamproc_reloads",
            "Times that the operator's files (lexicon, aliases, cues) were to be read anew, by result: loaded, "
            "or refused with the old ones kept.",
            labels=("result",),
            values=RELOAD_RESULTS,
        ),
    ]
    last_progress: Annotated[
        Gauge,
        Metric(
            "streamproc_last_progress_timestamp_seconds",
            "Unix time of the last progress of the partition that has waited longest: a commit, a new "
            "assignment, or nothing to do as a member of the group.",
        ),
    ]
    words: Annotated[
        Counter, Metric("streamproc_words_processed", "Tokens of the articles that were enriched and committed.")
    ]
    words_remembered: Annotated[
        Counter, Metric("streamproc_words_remembered", "Those of them whose annotation was remembered, not made anew.")
    ]
    paragraph_memory: Annotated[
        Gauge,
        Metric("streamproc_paragraph_memory_bytes", "Bytes that engine processes remember of paragraphs, together."),
    ]
    ops_backend: Annotated[
        Gauge,
        Metric(
            "streamproc_ops_backend_info",
            "Always 1; the label names the matrix multiplication that the engine uses.",
            labels=("backend",),
        ),
    ]
    build_info: Annotated[
        Gauge,
        Metric(
            "streamproc_build_info",
            "Always 1; the labels name the versions at work.",
            labels=("version", "model", "python"),
        ),
    ]

    @classmethod
    def create(cls, registry: CollectorRegistry) -> Self:
        """Make and register every metric; those with a closed set of labels begin at zero, so that rates see the first."""
        return cls(**{name: declared.made(kind, registry) for name, kind, declared in declarations(cls)})
