#!/usr/bin/env bash
# OpenTelemetry's instrumentation of aiokafka writes its traceparent behind one that is already there and reads the first: where a
# message is sent on with its headers, the next reader hangs below the first sender, as if nobody had been in between.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q opentelemetry-instrumentation-aiokafka==0.66b1 opentelemetry-sdk==1.45.1 aiokafka==0.14.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
import asyncio, importlib.metadata
from types import SimpleNamespace
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord
from opentelemetry.instrumentation.aiokafka import AIOKafkaInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

BEFORE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
topic = []  # takes the broker's place

async def put(self, topic_name, value=None, headers=None):
    topic.append((value, tuple(headers)))

async def take(self):
    value, headers = topic[-1]
    return ConsumerRecord("articles", 0, 0, 0, 0, None, value, None, -1, len(value), headers)

async def main():
    AIOKafkaProducer.send, AIOKafkaConsumer.getone = put, take
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    AIOKafkaInstrumentor().instrument(tracer_provider=provider)
    client = SimpleNamespace(_bootstrap_servers="127.0.0.1:9092", _client_id="courier")
    producer, consumer = AIOKafkaProducer.__new__(AIOKafkaProducer), AIOKafkaConsumer.__new__(AIOKafkaConsumer)
    producer.client, consumer._client, consumer._group_id = client, client, "courier"
    producer._closed = consumer._closed = True  # neither was started
    await producer.send("articles", b"Storm closes harbour", headers=[("traceparent", BEFORE.encode())])
    record = await consumer.getone()
    sent, read = spans.get_finished_spans()
    print("headers sent:      ", *(value.decode() for _, value in record.headers))
    print("the sender's span: ", f"{sent.context.span_id:016x}")
    print("the reader's above:", f"{read.parent.span_id:016x}")
    assert len(record.headers) == 2, "only one is sent now"
    assert f"{read.parent.span_id:016x}" == BEFORE.split("-")[2] != f"{sent.context.span_id:016x}", "the sender is above now"

print("opentelemetry-instrumentation-aiokafka", importlib.metadata.version("opentelemetry-instrumentation-aiokafka"))
asyncio.run(main())
print("as described")
PY
