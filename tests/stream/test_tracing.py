"""Traces: an article's span continues its sender's trace and arrives at a collector."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.settings import Settings
from streamproc.stream.output_records import Finished
from streamproc.stream.tracing import tracing
from tests.loopback import serving
from tests.stream.conftest import incoming

pytest.importorskip("opentelemetry.sdk", reason="the extra otel is not installed: pip install '.[otel]'")

TRACE = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
ENRICHED = Enriched("a1", (Output("enriched", "a1", b"a1", b"{}"),), words=3, stage_seconds={"model": 0.25})
REJECTED = Rejected("invalid_article", "text: is blank", "decode", "InvalidArticle")


@pytest.fixture
def exporter():
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    return InMemorySpanExporter()


@pytest.fixture
def spans(exporter):
    def spans(*batch, **settings):
        settings = Settings(trace_endpoint="http://127.0.0.1:1/v1/traces", **settings)
        with tracing(settings, exporter) as committed:
            committed(batch)
        return exporter.get_finished_spans()

    return spans


def test_a_span_continues_the_trace_of_its_message(spans):
    [span] = spans(Finished(incoming(offset=7, partition=2, headers=[TRACE]), ENRICHED))

    assert format(span.context.trace_id, "032x") == "0af7651916cd43dd8448eb211c80319c"
    assert format(span.parent.span_id, "016x") == "b7ad6b7169203331"
    assert span.start_time == 1_000 * 10**9
    assert span.attributes["messaging.destination.name"] == "articles.raw"
    assert span.attributes["messaging.destination.partition.id"] == "2"
    assert span.attributes["messaging.kafka.offset"] == 7
    assert span.attributes["streamproc.article_id"] == "a1"
    assert span.attributes["streamproc.cpu_seconds.model"] == 0.25


def test_of_two_traceparents_the_span_continues_the_one_that_its_records_carry(spans):
    other = ("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")

    [span] = spans(Finished(incoming(headers=[TRACE, other, ("traceparent", None)]), ENRICHED))

    assert format(span.context.trace_id, "032x") == "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_dead_letter_is_a_failed_span(spans):
    [span] = spans(Finished(incoming(), REJECTED))

    assert not span.status.is_ok
    assert span.status.description == "text: is blank"
    assert span.attributes["streamproc.reason"] == "invalid_article"
    assert span.parent is None


def test_the_sender_decides_whether_its_trace_is_kept_and_the_ratio_about_the_others(spans):
    kept = Finished(incoming(headers=[TRACE]), ENRICHED)
    dropped = Finished(incoming(headers=[(TRACE[0], TRACE[1][:-2] + b"00")]), ENRICHED)
    without = Finished(incoming(), ENRICHED)

    assert len(spans(kept, dropped, without, trace_ratio=0.0)) == 1


def test_nothing_is_traced_without_an_endpoint(exporter):
    with tracing(Settings(), exporter) as committed:
        committed([Finished(incoming(), ENRICHED)])

    assert exporter.get_finished_spans() == ()


def test_spans_arrive_at_a_collector():
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    received = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append((self.path, ExportTraceServiceRequest.FromString(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with serving(Collector) as address, tracing(Settings(trace_endpoint=f"{address}/v1/traces")) as committed:
        committed([Finished(incoming(headers=[TRACE]), ENRICHED)])

    [(path, request)] = received
    [resource] = request.resource_spans
    assert path == "/v1/traces"
    assert {a.key: a.value.string_value for a in resource.resource.attributes}["service.name"] == "streamproc"
    assert [span.name for scope in resource.scope_spans for span in scope.spans] == ["process articles"]
