"""The metrics: base units, help texts, bounded labels."""

from __future__ import annotations

import pytest

from streamproc.metrics.descriptions import descriptions, markdown_table

METRICS = list(descriptions())
BOUNDED = {
    "partition",
    "outcome",
    "role",
    "reason",
    "stage",
    "result",
    "backend",
    "cause",
    "key",
    "version",
    "model",
    "python",
    "field",
    "change",
}


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_is_named_described_and_bounded(metric):
    assert metric.name.startswith("streamproc_")
    assert metric.help.endswith(".")
    assert set(metric.labels) <= BOUNDED
    assert not any(unit in metric.name for unit in ("milli", "_ms", "micro", "_kb", "_mb", "minutes"))


def test_counters_end_in_total_and_nothing_else_does():
    assert {metric.type for metric in METRICS if metric.name.endswith("_total")} == {"counter"}
    assert all(metric.name.endswith("_total") for metric in METRICS if metric.type == "counter")


def test_the_table_has_a_line_for_each():
    lines = markdown_table().splitlines()

    assert len(lines) == 2 + len(METRICS)
    assert (
        "| `streamproc_dead_letters_total` | counter | reason | Messages that went to the dead-letter topic, by reason. |"
        in lines
    )
