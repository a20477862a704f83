"""OpenTelemetry: a span for every article (the extra ``otel``, ``STREAMPROC_TRACE_ENDPOINT``).

A span reaches from the message's publication on the raw topic to the commit of its records, so that time spent waiting
is seen. It continues the trace of the message's ``traceparent``, and the records carry that header on.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Enriched
from streamproc.errors import MissingExtra
from streamproc.masking import mask
from streamproc.stream.trace_context import trace_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Tracer

    from streamproc.settings import Settings
    from streamproc.stream.output_records import Finished

NANOSECONDS = 1_000_000_000

EXPORT_SECONDS = 3
"""For one attempt: a collector that is gone must not hold up the worker's end."""


@contextmanager
def tracing(settings: Settings, exporter: SpanExporter | None = None) -> Iterator[Callable[[Sequence[Finished]], None]]:
    """What to call with every committed batch; what is left is exported when the context ends.

    Raises:
        ConfigurationError: an endpoint is set and OpenTelemetry is not installed.
    """
    if settings.trace_endpoint is None:
        yield lambda _: None
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra(f"trace_endpoint: {error.name}", "otel") from error

    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(settings.trace_ratio)),
        resource=Resource.create({"service.name": "streamproc", "service.instance.group": settings.group}),
    )
    provider.add_span_processor(
        BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=settings.trace_endpoint, timeout=EXPORT_SECONDS))
    )
    tracer = provider.get_tracer("streamproc")

    def committed(batch: Sequence[Finished]) -> None:
        for finished in batch:
            record(tracer, finished)

    try:
        yield committed
    finally:
        provider.shutdown()


def record(tracer: Tracer, finished: Finished) -> None:
    """Write the span of one message; attributes follow OpenTelemetry's conventions for messaging."""
    from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    message, outcome = finished.message, finished.outcome
    carrier = {name: (value or b"").decode("ascii", "replace") for name, value in trace_context(message.headers)}
    span = tracer.start_span(
        "process articles",
        context=TraceContextTextMapPropagator().extract(carrier),
        kind=SpanKind.CONSUMER,
        start_time=round(min(max(message.timestamp, 0.0), time.time()) * NANOSECONDS),
        attributes={
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.destination.name": message.topic,
            "messaging.destination.partition.id": str(message.partition),
            "messaging.kafka.offset": message.offset,
        },
    )
    if isinstance(outcome, Enriched):
        span.set_attribute("streamproc.article_id", outcome.article_id)
        span.set_attribute("streamproc.records", len(outcome.outputs))
        for stage, seconds in outcome.stage_seconds.items():
            span.set_attribute(f"streamproc.cpu_seconds.{stage}", seconds)
    else:
        span.set_status(StatusCode.ERROR, mask(outcome.message))
        span.set_attribute("streamproc.reason", outcome.reason)
        span.set_attribute("error.type", outcome.exception)
    span.end()
