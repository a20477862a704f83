"""Every metric, its unit and its labels in one place. Base units throughout: seconds, bytes, Unix time.

Labels are bounded: roles (the facets and ``dead_letters``), the closed set of reasons, stages that are named in code,
and partitions of the one input topic.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from streamproc.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
AGE_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
BATCH_TOKENS = (100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000)
OPTIONAL_FIELDS = ("id", "url", "title", "source", "author", "language", "published_at", "tags", "extra")
OUTCOMES = ("enriched", "rejected", "tombstone")
KEY_KINDS = ("missing", "differs")
TRANSACTION_RESULTS = ("committed", "aborted", "fenced")
RESET_CAUSES = ("new", "expired", "rewound")
RELOAD_RESULTS = ("loaded", "refused")
RESTART_REASONS = ("crash", "timeout", "memory")
BATCH_ARTICLES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


def process_registry() -> CollectorRegistry:
    """A registry that tells of the process itself: its start, memory, files, interpreter."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    return registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What the worker measures. Children's figures are reported by the parent."""

    consumed: Counter
    articles: Counter
    foreign_keys: Counter
    records: Counter
    record_bytes: Counter
    dead_letters: Counter
    fields_left_out: Counter
    stage_seconds: Histogram
    queue_messages: Gauge
    queue_bytes: Gauge
    in_flight: Gauge
    batch_tokens: Histogram
    batch_articles: Histogram
    age_seconds: Histogram
    lag_messages: Gauge
    lag_seconds: Gauge
    partitions_assigned: Gauge
    position_resets: Counter
    expired_unread: Counter
    transactions: Counter
    batches_halved: Counter
    rebalances: Counter
    pool_restarts: Counter
    reloads: Counter
    last_progress: Gauge
    words: Counter
    ops_backend: Gauge
    build_info: Gauge

    @classmethod
    def create(cls, registry: CollectorRegistry) -> Self:
        """Make and register every metric; those with a closed set of labels begin at zero, so that rates see the first."""
        metrics = cls._create(registry)
        for counter, values in (
            (metrics.articles, OUTCOMES),
            (metrics.foreign_keys, KEY_KINDS),
            (metrics.dead_letters, get_args(Reason)),
            (metrics.fields_left_out, OPTIONAL_FIELDS),
            (metrics.transactions, TRANSACTION_RESULTS),
            (metrics.pool_restarts, RESTART_REASONS),
            (metrics.reloads, RELOAD_RESULTS),
            (metrics.position_resets, RESET_CAUSES),
        ):
            for value in values:
                counter.labels(value)
        return metrics

    @classmethod
    def _create(cls, registry: CollectorRegistry) -> Self:
        return cls(
            consumed=Counter(
                "streamproc_articles_consumed",
                "Messages taken from the input topic, repeats after a rebalance included.",
                ["partition"],
                registry=registry,
            ),
            articles=Counter(
                "streamproc_articles",
                "Messages finished, committed and acknowledged, by outcome: enriched, rejected, or tombstone (no value: passed over).",
                ["outcome"],
                registry=registry,
            ),
            foreign_keys=Counter(
                "streamproc_foreign_keys",
                "Articles whose message has another key than their id, or none: order holds per key only.",
                ["key"],
                registry=registry,
            ),
            records=Counter(
                "streamproc_records",
                "Messages published and acknowledged, by role of the topic.",
                ["role"],
                registry=registry,
            ),
            record_bytes=Counter(
                "streamproc_record_bytes",
                "Bytes of keys and values published and acknowledged, before compression, by role of the topic.",
                ["role"],
                registry=registry,
            ),
            dead_letters=Counter(
                "streamproc_dead_letters",
                "Messages that went to the dead-letter topic, by reason.",
                ["reason"],
                registry=registry,
            ),
            fields_left_out=Counter(
                "streamproc_fields_left_out",
                "Optional fields of enriched articles that could not be read, or only with doubt, by field; notes say why.",
                ["field"],
                registry=registry,
            ),
            stage_seconds=Histogram(
                "streamproc_stage_seconds",
                "Time an article takes in each stage: CPU time for the stages of the pipeline, wall time for "
                "engine (waiting included) and publish (a whole batch).",
                ["stage"],
                buckets=STAGE_SECONDS,
                registry=registry,
            ),
            queue_messages=Gauge(
                "streamproc_queue_messages",
                "Messages in memory that are not yet committed.",
                registry=registry,
            ),
            queue_bytes=Gauge(
                "streamproc_queue_bytes",
                "Bytes of keys and values of the messages in memory that are not yet committed.",
                registry=registry,
            ),
            in_flight=Gauge(
                "streamproc_in_flight",
                "Messages handed to the engine and not yet committed.",
                registry=registry,
            ),
            batch_tokens=Histogram(
                "streamproc_batch_tokens",
                "Tokens that an engine process was given at once.",
                buckets=BATCH_TOKENS,
                registry=registry,
            ),
            batch_articles=Histogram(
                "streamproc_batch_articles",
                "Messages that were committed together.",
                buckets=BATCH_ARTICLES,
                registry=registry,
            ),
            age_seconds=Histogram(
                "streamproc_age_seconds",
                "End-to-end age: from the raw message's Kafka timestamp to the commit of its records.",
                buckets=AGE_SECONDS,
                registry=registry,
            ),
            lag_messages=Gauge(
                "streamproc_lag_messages",
                "Messages of an assigned partition behind its end that are not yet committed.",
                ["partition"],
                registry=registry,
            ),
            lag_seconds=Gauge(
                "streamproc_lag_seconds",
                "Age of the oldest message of an assigned partition that was read and is not yet committed.",
                ["partition"],
                registry=registry,
            ),
            partitions_assigned=Gauge(
                "streamproc_partitions_assigned",
                "Partitions of the input topic that this worker has.",
                registry=registry,
            ),
            position_resets=Counter(
                "streamproc_position_resets",
                "Times that a partition was read from its beginning, by cause: new (the group had no offset), expired "
                "(its offset was deleted by retention), rewound (the partition ends before it).",
                ["cause"],
                registry=registry,
            ),
            expired_unread=Counter(
                "streamproc_expired_unread",
                "Offsets of the input topic that retention deleted before they were read: articles, and the markers "
                "of their transactions.",
                registry=registry,
            ),
            transactions=Counter(
                "streamproc_transactions",
                "Transactions by result: committed, aborted (and tried again), fenced (taken for dead, or the group had gone on).",
                ["result"],
                registry=registry,
            ),
            batches_halved=Counter(
                "streamproc_batches_halved",
                "Times that a partition's batch was halved because the brokers took too long for it.",
                registry=registry,
            ),
            rebalances=Counter(
                "streamproc_rebalances",
                "Times the consumer group gave this worker its partitions.",
                registry=registry,
            ),
            pool_restarts=Counter(
                "streamproc_pool_restarts",
                "Engine processes started again, by reason.",
                ["reason"],
                registry=registry,
            ),
            reloads=Counter(
                "streamproc_reloads",
                "Times that the operator's files (lexicon, aliases, cues) were to be read anew, by result: loaded, or refused "
                "with the old ones kept.",
                ["result"],
                registry=registry,
            ),
            last_progress=Gauge(
                "streamproc_last_progress_timestamp_seconds",
                "Unix time of the last progress of the partition that has waited longest: a commit, a new assignment, or nothing "
                "to do as a member of the group.",
                registry=registry,
            ),
            words=Counter(
                "streamproc_words_processed",
                "Tokens of the articles that were enriched and committed.",
                registry=registry,
            ),
            ops_backend=Gauge(
                "streamproc_ops_backend_info",
                "Always 1; the label names the matrix multiplication that the engine uses.",
                ["backend"],
                registry=registry,
            ),
            build_info=Gauge(
                "streamproc_build_info",
                "Always 1; the labels name the versions at work.",
                ["version", "model", "python"],
                registry=registry,
            ),
        )


@dataclass(frozen=True, slots=True)
class Description:
    """A metric in words."""

    name: str
    type: str
    labels: tuple[str, ...]
    help: str


def descriptions() -> Iterator[Description]:
    """Every metric in the order of the class, under the name that a scrape shows."""
    metrics = Metrics.create(CollectorRegistry())
    for field in fields(Metrics):
        [family] = getattr(metrics, field.name).describe()
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels: tuple[str, ...] = getattr(metrics, field.name)._labelnames  # noqa: SLF001 - prometheus_client has no reader
        yield Description(name, family.type, labels, family.documentation)


def markdown_table() -> str:
    """The table of metrics in the docs."""
    lines = ["| metric | type | labels | meaning |", "|---|---|---|---|"]
    lines += [f"| `{d.name}` | {d.type} | {', '.join(d.labels)} | {d.help} |" for d in descriptions()]
    return "\n".join(lines) + "\n"
