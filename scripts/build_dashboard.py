"""The Grafana dashboard: one screen that answers "is it well, and if not, where".

python scripts/build_dashboard.py > deploy/grafana/dashboards/streamproc.json
"""

import json
import re
import sys

SOURCE = {"type": "prometheus", "uid": "prometheus"}
WIDTH = 24

BESIDE_WORKERS = "(.+-)?streamproc(-.+)?-(copies|stories|store)(-.+)?"
"""Jobs that are no workers, as in deploy/prometheus/rules.yml."""
OF_STAGES, OF_WORKERS = f'job=~"{BESIDE_WORKERS}"', f'job!~"{BESIDE_WORKERS}"'
"""A stage counts its messages as articles, too: many for each, which would hide the workers'."""

ROWS: list[tuple[int, list[tuple[str, str, str, dict[str, str]]]]] = [
    # height, then panels: title, kind, unit, {legend: query}
    (
        4,
        [
            ("Workers that answer", "stat", "short", {"": "count(streamproc_build_info)"}),
            ("Articles per second", "stat", "short", {"": "sum(rate(streamproc_articles_total[$__rate_interval]))"}),
            ("Lag, messages", "stat", "short", {"": "sum(streamproc_lag_messages)"}),
            ("Oldest message waiting", "stat", "s", {"": "max(streamproc_lag_seconds)"}),
            (
                "Dead letters, share",
                "stat",
                "percentunit",
                {
                    "": "sum(rate(streamproc_articles_total{outcome='rejected'}[$__rate_interval])) / sum(rate(streamproc_articles_total[$__rate_interval])) or vector(0)"
                },
            ),
            (
                "Longest without progress",
                "stat",
                "s",
                {"": "max(time() - streamproc_last_progress_timestamp_seconds)"},
            ),
        ],
    ),
    (
        7,
        [
            (
                "Articles by outcome",
                "timeseries",
                "short",
                {"{{outcome}}": "sum by (outcome) (rate(streamproc_articles_total[$__rate_interval]))"},
            ),
            (
                "Words processed per second",
                "timeseries",
                "short",
                {
                    "{{instance}}": "sum by (instance) (rate(streamproc_words_processed_total[$__rate_interval]))",
                    "of them remembered": "sum(rate(streamproc_words_remembered_total[$__rate_interval]))",
                },
            ),
            (
                "Dead letters by reason",
                "timeseries",
                "short",
                {"{{reason}}": "sum by (reason) (increase(streamproc_dead_letters_total[$__rate_interval]))"},
            ),
        ],
    ),
    (
        7,
        [
            (
                "Age at commit",
                "timeseries",
                "s",
                {
                    f"p{q}": f"histogram_quantile(0.{q}, sum by (le) (rate(streamproc_age_seconds_bucket[$__rate_interval])))"
                    for q in (50, 95, 99)
                },
            ),
            (
                "Lag by partition, messages",
                "timeseries",
                "short",
                {"{{partition}}": "sum by (partition) (streamproc_lag_messages)"},
            ),
            (
                "Lag by partition, seconds",
                "timeseries",
                "s",
                {"{{partition}}": "max by (partition) (streamproc_lag_seconds)"},
            ),
        ],
    ),
    (
        7,
        [
            (
                "CPU time per article by stage",
                "timeseries",
                "s",
                {
                    "{{stage}}": 'sum by (stage) (rate(streamproc_stage_seconds_sum{stage!~"engine|publish"}[$__rate_interval])) / on () group_left () sum(rate(streamproc_articles_total[$__rate_interval]))'
                },
            ),
            (
                "Waiting: engine and publish, p95",
                "timeseries",
                "s",
                {
                    "{{stage}}": 'histogram_quantile(0.95, sum by (stage, le) (rate(streamproc_stage_seconds_bucket{stage=~"engine|publish"}[$__rate_interval])))'
                },
            ),
            (
                "In memory",
                "timeseries",
                "short",
                {
                    "messages {{instance}}": "streamproc_queue_messages",
                    "in flight {{instance}}": "streamproc_in_flight",
                },
            ),
            (
                "Bytes in memory",
                "timeseries",
                "bytes",
                {
                    "{{instance}}": "streamproc_queue_bytes",
                    "{{instance}}, paragraphs": "streamproc_paragraph_memory_bytes",
                },
            ),
        ],
    ),
    (
        7,
        [
            (
                "Records published",
                "timeseries",
                "short",
                {"{{role}}": "sum by (role) (rate(streamproc_records_total[$__rate_interval]))"},
            ),
            (
                "Transactions",
                "timeseries",
                "short",
                {"{{result}}": "sum by (result) (rate(streamproc_transactions_total[$__rate_interval]))"},
            ),
            (
                "Rebalances and engine restarts",
                "timeseries",
                "short",
                {
                    "rebalances {{instance}}": "increase(streamproc_rebalances_total[$__rate_interval])",
                    "restarts {{reason}}": "sum by (reason) (increase(streamproc_pool_restarts_total[$__rate_interval]))",
                },
            ),
            (
                "Tokens per engine batch, median",
                "timeseries",
                "short",
                {"": "histogram_quantile(0.5, sum by (le) (rate(streamproc_batch_tokens_bucket[$__rate_interval])))"},
            ),
        ],
    ),
    (
        7,
        [
            (
                "Expired unread, begun again",
                "timeseries",
                "short",
                {
                    "expired unread": "sum(increase(streamproc_expired_unread_total[$__rate_interval]))",
                    "begun again: {{cause}}": "sum by (cause) (increase(streamproc_position_resets_total[$__rate_interval]))",
                },
            ),
            (
                "Partitions by worker",
                "timeseries",
                "short",
                {"{{instance}}": "streamproc_partitions_assigned"},
            ),
            (
                "Read and committed",
                "timeseries",
                "short",
                {
                    "read": "sum(rate(streamproc_articles_consumed_total[$__rate_interval]))",
                    "committed": "sum(rate(streamproc_articles_total[$__rate_interval]))",
                },
            ),
            (
                "Messages per commit, batches halved",
                "timeseries",
                "short",
                {
                    "median of messages": "histogram_quantile(0.5, sum by (le) (rate(streamproc_batch_articles_bucket[$__rate_interval])))",
                    "halved": "sum(increase(streamproc_batches_halved_total[$__rate_interval]))",
                },
            ),
        ],
    ),
    (
        7,
        [
            (
                "Fields left out",
                "timeseries",
                "short",
                {"{{field}}": "sum by (field) (increase(streamproc_fields_left_out_total[$__rate_interval]))"},
            ),
            (
                "Keys that are not the id",
                "timeseries",
                "short",
                {"{{key}}": "sum by (key) (increase(streamproc_foreign_keys_total[$__rate_interval]))"},
            ),
            (
                "Bytes published",
                "timeseries",
                "Bps",
                {"{{role}}": "sum by (role) (rate(streamproc_record_bytes_total[$__rate_interval]))"},
            ),
            (
                "Versions, kernels, reloads",
                "timeseries",
                "short",
                {
                    "{{version}} {{model}}": "count by (version, model) (streamproc_build_info)",
                    "{{backend}}": "count by (backend) (streamproc_ops_backend_info)",
                    "files {{result}}": "sum by (result) (increase(streamproc_reloads_total[$__rate_interval]))",
                },
            ),
        ],
    ),
    (
        7,
        [
            (
                "Store: messages kept",
                "timeseries",
                "short",
                {
                    "{{change}}": "sum by (change) (rate(streamproc_store_messages_total[$__rate_interval]))",
                    "begun again: {{cause}}": "sum by (cause) (increase(streamproc_store_position_resets_total[$__rate_interval]))",
                },
            ),
            (
                "Stages: copies and stories published",
                "timeseries",
                "short",
                {
                    "{{role}}": f'sum by (role) (rate(streamproc_records_total{{role=~"copies|stories",{OF_STAGES}}}[$__rate_interval]))',
                },
            ),
            (
                "Stages: behind, and state filled",
                "timeseries",
                "short",
                {
                    "behind {{job}}, seconds": f"max by (job) (streamproc_lag_seconds{{{OF_STAGES}}})",
                    "records filled {{job}}": f"sum by (job) (increase(streamproc_state_filled_records_total{{{OF_STAGES}}}[$__rate_interval]))",
                },
            ),
            ("Store: behind, messages", "timeseries", "short", {"{{instance}}": "streamproc_store_lag_messages"}),
        ],
    ),
]


DESCRIPTIONS = {
    "Workers that answer": "Workers whose metrics Prometheus can read. Fewer than there should be: StreamprocDown in the runbook.",
    "Articles per second": "Articles of which all records, or a dead letter, are committed.",
    "Lag, messages": "Raw messages that no worker has committed yet, over all partitions. It should fall back to 0.",
    "Oldest message waiting": "How long ago the oldest uncommitted message was published. Above 5 minutes and growing is an alert.",
    "Dead letters, share": "Share of the messages that could not be processed. `streamproc dlq list` says why.",
    "Longest without progress": "Seconds since the least lucky worker committed something or had nothing to do. Above 2 minutes is an alert.",
    "Articles by outcome": "Committed articles per second: enriched, or rejected to the dead letters.",
    "Words processed per second": "What the engine of each worker gets done; articles differ in length, words do not.",
    "Dead letters by reason": "The reason stands in the header streamproc.reason; the chapter StreamprocDeadLetterRatio explains each.",
    "Age at commit": "From an article's publication on the raw topic until its records are committed.",
    "Lag by partition, messages": "One partition alone that grows: a stuck lane, or a key with too many articles.",
    "Lag by partition, seconds": "Age of the oldest uncommitted message of each partition.",
    "CPU time per article by stage": "Where the engine's time goes: the model and each component.",
    "Waiting: engine and publish, p95": "Wall time of an article in the engine, with its queue, and of a batch's transaction.",
    "In memory": "Messages that were read and not yet given to the engine, and those the engine or the publisher has.",
    "Bytes in memory": "Bytes of the messages that were read; intake pauses at STREAMPROC_INTAKE_BYTES.",
    "Records published": "Committed records per second, by topic.",
    "Transactions": "Per second, by result. Fenced ones are another worker taking over; aborted ones are tried again.",
    "Rebalances and engine restarts": "Changes of a worker's partitions, and engine processes started again, with the reason.",
    "Expired unread, begun again": "Articles that retention deleted before they were read, and partitions read from their beginning; either is an alert.",
    "Partitions by worker": "Partitions of the raw topic that each worker has. Together they should be all of them.",
    "Read and committed": "More read than committed for long: articles are read again and again, after rebalances or failed transactions.",
    "Messages per commit, batches halved": "Halved: the brokers took too long for a batch, or hold the workers to a quota.",
    "Fields left out": "Optional fields that could not be read, by field; the notes of the enriched articles say why. A scraper may have changed.",
    "Keys that are not the id": "Messages whose key is missing or differs from the article's id: revisions may come out of order.",
    "Bytes published": "Bytes of keys and values per second, before compression, by topic.",
    "Versions, kernels, reloads": "Workers by version and model and by matrix multiplication, and how often the operator's files were read anew.",
    "Store: messages kept": "Per second, by what became of them; unreadable and rejected ones are in the store's log.",
    "Stages: copies and stories published": "Records per second of the stages that link articles; none of copies while nothing is reprinted.",
    "Stages: behind, and state filled": "How long the oldest message of a stage waits, and what it read of its changelog when it was given partitions.",
    "Store: behind, messages": "Messages that are not yet in the database. It should fall back to 0.",
    "Tokens per engine batch, median": "Near STREAMPROC_BATCH_TOKENS under a backlog, small while it is quiet.",
}

VARIABLES = {"namespace": "Namespace", "job": "Deployment", "instance": "Worker"}
"""Labels that Prometheus adds, from wide to narrow; one that a site does not have matches all."""
CHOSEN = ",".join(f'{label}=~"${label}"' for label in VARIABLES)


def chosen(query: str) -> str:
    """The query for what is chosen above: every series of ours narrowed to it, and to the workers unless it says otherwise."""

    def narrowed(found: re.Match[str]) -> str:
        own = (found["own"] or "").strip("{}")
        if OF_STAGES not in own and not found["name"].startswith("streamproc_store_"):
            own = ",".join(filter(None, (own, OF_WORKERS)))
        return f"{found['name']}{{{','.join(filter(None, (own, CHOSEN)))}}}"

    return re.sub(r"(?P<name>\bstreamproc_[a-z_]+)(?P<own>\{[^}]*\})?(?![\w(])", narrowed, query)


def variable(label: str, title: str) -> dict:
    wider = [name for name in VARIABLES if name != label][: list(VARIABLES).index(label)]
    narrowing = ",".join(f'{name}=~"${name}"' for name in wider)
    series = f"streamproc_build_info{{{narrowing}}}" if narrowing else "streamproc_build_info"
    query = f"label_values({series}, {label})"
    return {
        "name": label,
        "label": title,
        "type": "query",
        "datasource": SOURCE,
        "query": {"query": query, "refId": label},
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": "All", "value": "$__all"},
    }


def panel(  # noqa: PLR0917 - a row of the table above
    number: int, title: str, kind: str, unit: str, queries: dict[str, str], place: dict[str, int]
) -> dict:
    return {
        "id": number,
        "title": title,
        "description": DESCRIPTIONS[title],
        "type": kind,
        "datasource": SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [
            {
                "refId": chr(ord("A") + index),
                "datasource": SOURCE,
                "expr": chosen(query),
                "legendFormat": legend or "__auto",
            }
            for index, (legend, query) in enumerate(queries.items())
        ],
    }


panels = []
y = 0
for height, row in ROWS:
    width = WIDTH // len(row)
    for column, (title, kind, unit, queries) in enumerate(row):
        place = {"x": column * width, "y": y, "w": width, "h": height}
        panels.append(panel(len(panels) + 1, title, kind, unit, queries, place))
    y += height

json.dump(
    {
        "uid": "streamproc",
        "title": "streamproc",
        "tags": ["streamproc"],
        "timezone": "browser",
        "schemaVersion": 41,
        "refresh": "10s",
        "time": {"from": "now-1h", "to": "now"},
        "templating": {"list": [variable(label, title) for label, title in VARIABLES.items()]},
        "panels": panels,
    },
    sys.stdout,
    indent=1,
)
sys.stdout.write("\n")
