"""The Grafana dashboard: one screen that answers "is it well, and if not, where".

python scripts/build_dashboard.py > deploy/grafana/dashboards/streamproc.json
"""

import json
import sys

SOURCE = {"type": "prometheus", "uid": "prometheus"}
WIDTH = 24

ROWS: list[tuple[int, list[tuple[str, str, str, dict[str, str]]]]] = [
    # height, then panels: title, kind, unit, {legend: query}
    (
        4,
        [
            ("Workers that answer", "stat", "short", {"": 'sum(up{job="streamproc"})'}),
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
                {"{{instance}}": "sum by (instance) (rate(streamproc_words_processed_total[$__rate_interval]))"},
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
            ("Bytes in memory", "timeseries", "bytes", {"{{instance}}": "streamproc_queue_bytes"}),
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
]


def panel(  # noqa: PLR0917 - a row of the table above
    number: int, title: str, kind: str, unit: str, queries: dict[str, str], place: dict[str, int]
) -> dict:
    return {
        "id": number,
        "title": title,
        "type": kind,
        "datasource": SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [
            {"refId": chr(ord("A") + index), "datasource": SOURCE, "expr": query, "legendFormat": legend or "__auto"}
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
        "panels": panels,
    },
    sys.stdout,
    indent=1,
)
sys.stdout.write("\n")
