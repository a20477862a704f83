"""The logs name every message they are about: article, topic, partition, offset, trace."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from prometheus_client import CollectorRegistry

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.logs import configure
from streamproc.metrics import Metrics
from streamproc.stream import message_log
from streamproc.stream.meter import Meter
from streamproc.stream.output_records import Finished
from tests.stream.conftest import incoming

TRACE = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
ENRICHED = Enriched("a1", (Output("enriched", "a1", b"a1", b"{}"),), words=3)
REJECTED = Rejected("invalid_article", "published_at: not a date: 'yesterdayish'", "decode", "InvalidArticle")


@pytest.fixture
def written():
    """Writes a batch at a level, returns the log's lines; the logging of the process is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def written(level, *batch):
        stream = io.StringIO()
        configure(level=level, format="json", stream=stream)
        message_log.write(batch)
        lines = map(json.loads, stream.getvalue().splitlines())
        return [{name: value for name, value in line.items() if name not in ("timestamp", "logger")} for line in lines]

    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_a_dead_letter_is_a_warning_with_its_reason_and_place(written):
    assert written("info", Finished(incoming(offset=7, partition=2, headers=[TRACE]), REJECTED)) == [
        {
            "message": "dead letter",
            "level": "warning",
            "reason": "invalid_article",
            "stage": "decode",
            "why": "published_at: not a date: 'yesterdayish'",
            "article": "key",
            "topic": "articles.raw",
            "partition": 2,
            "offset": 7,
            "trace_id": "0af7651916cd43dd8448eb211c80319c",
        }
    ]


def test_an_article_is_a_line_only_when_debugging(written):
    finished = Finished(incoming(b"the text of an article"), ENRICHED)

    assert written("info", finished) == []
    [line] = written("debug", finished)
    assert (line["message"], line["article"], line["records"]) == ("article enriched", "a1", 1)
    assert "the text" not in json.dumps(line)


def test_a_committed_batch_is_told_to_whoever_looks():
    told = []
    batch = [Finished(incoming(), REJECTED)]
    meter = Meter(Metrics.create(CollectorRegistry()), on_committed=told.append)

    meter.committed(batch, [[]], 0.1)

    assert told == [batch]


@pytest.mark.parametrize("header", [b"", b"garbage", b"00-short-b7ad6b7169203331-01", b"\xff-\xff-\xff-\xff"])
def test_a_broken_trace_header_is_no_trace(written, header):
    [line] = written("info", Finished(incoming(headers=[("traceparent", header)]), REJECTED))

    assert "trace_id" not in line
