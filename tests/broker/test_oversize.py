"""Messages and records of sizes that somebody does not take: none stops a partition, and none is blamed for another's."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from streamproc.stream.topics import topic_name
from tests.broker.test_worker import peak_memory
from tests.broker.workers import until

pytestmark = [
    pytest.mark.broker,
    pytest.mark.kafka,
    pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True),
]

TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def set_largest(settings, size, *roles):
    """The topics' ``max.message.bytes``, changed while everybody works."""
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    entry = ConfigEntry("max.message.bytes", str(size), incremental_operation=AlterConfigOpType.SET)
    resources = [
        ConfigResource(ResourceType.TOPIC, topic_name(settings, role), incremental_configs=[entry]) for role in roles
    ]
    for done in admin.incremental_alter_configs(resources).values():
        done.result(30)


def test_headers_and_keys_larger_than_a_message_may_be_stop_no_partition(service, traffic, start_worker):
    header, key = b"h" * 10_485_000, b"k" * 11_000_000
    traffic.publish([b"{bad"], headers={"page": header}, partition=0)
    traffic.compression = "gzip"  # which is how a key gets in that is larger than the topic's limit
    traffic.publish([b"{bad"], key=key, partition=0)
    headers = {"traceparent": TRACE, "tracestate": b"a=" + b"s" * 11_000_000}
    traffic.publish([{"id": "long-trace"}], headers=headers, partition=0)
    traffic.publish([{"id": "after"}], partition=0)
    worker = start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        letters = reader.read(2, "dead_letters")
        enriched = reader.read(2, "enriched")
        assert reader.ids("enriched") == ["long-trace", "after"]
    assert dict(enriched[0].headers())["traceparent"] == TRACE
    of_key, of_header = sorted(letters, key=lambda letter: letter.key())
    note = json.loads(dict(of_header.headers())["streamproc.headers_cut"])
    assert (of_header.key(), of_header.value()) == (b"poison", b"{bad")
    assert note["largest"] == [{"name": "page", "bytes": len(header), "sha256": sha256(header).hexdigest()}]
    assert (of_key.key(), of_key.value()) == (b"k" * 256, b"{bad")
    assert dict(of_key.headers())["streamproc.key_sha256"].decode() == sha256(key).hexdigest()
    assert worker.stop() == 0


def test_a_lower_limit_of_the_topics_refuses_large_batches_and_no_article_that_fits(service, traffic, start_worker):
    service = service.model_copy(update={"linger": 2.0})
    traffic.publish(traffic.articles(3))
    worker = start_worker(service)
    with traffic.reader("enriched", "dead_letters") as reader:
        reader.see(3, "enriched")
        set_largest(service, 50_000, "enriched", "entities", "quotes", "events", "dead_letters")

        traffic.publish([{"id": f"b{number}", "large": 9_000, "sleep": 0.3} for number in range(40)])
        traffic.publish([{"id": "too-large", "large": 60_000}, {"id": "c"}])

        reader.read(44, "enriched")
        [letter] = reader.read(1, "dead_letters")
        assert sorted(reader.ids("enriched")) == sorted(set(traffic.published) - {"too-large"})
    assert json.loads(letter.value())["id"] == "too-large"
    why = dict(letter.headers())["__connect.errors.exception.message"].decode()
    assert why.endswith(f"more than the brokers take (max.message.bytes of {topic_name(service, 'enriched')})")
    assert "produce batch refused, halved" in worker.said
    assert worker.stop() == 0


def test_a_dead_letter_larger_than_its_topic_takes_is_cut_until_it_fits(service, traffic, start_worker):
    worker = start_worker(service)
    until(worker.is_ready, what="readiness")
    set_largest(service, 20_000, "dead_letters")

    traffic.publish([b"{bad" + b"x" * 30_000], partition=0)
    traffic.publish([{"id": "after"}], partition=0)

    with traffic.reader("enriched", "dead_letters") as reader:
        [letter] = reader.read(1, "dead_letters")
        reader.read(1, "enriched")
    assert letter.value() is None
    assert dict(letter.headers())["streamproc.value_omitted"] == b"30004"
    assert worker.stop() == 0


def test_a_message_that_unpacks_to_more_than_a_message_may_be_costs_its_offset_alone(service, traffic, start_worker):
    traffic.publish([{"id": "before"}], partition=0)
    worker = start_worker(service)
    until(worker.is_ready, what="readiness")
    with traffic.reader("enriched", "dead_letters") as reader:
        reader.see(1, "enriched")
        before = peak_memory(worker.pid)
        for compression in ("gzip", "snappy", "lz4", "zstd"):
            traffic.compression = compression
            traffic.publish([b" " * 60_000_000], partition=0)
            traffic.publish([{"id": f"after-{compression}"}], partition=0)

        reader.read(5, "enriched")
        letters = reader.read(4, "dead_letters")
        assert reader.ids("enriched") == ["before", "after-gzip", "after-snappy", "after-lz4", "after-zstd"]
    headers = [dict(letter.headers()) for letter in letters]
    assert {letter.value() for letter in letters} == {None}
    assert {of_letter["streamproc.reason"] for of_letter in headers} == {b"too_large"}
    assert [of_letter["__connect.errors.offset"] for of_letter in headers] == [b"1", b"3", b"5", b"7"]
    assert peak_memory(worker.pid) < before + 50_000_000
    assert worker.stop() == 0
