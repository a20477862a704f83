"""A worker with a schema registry: its records are framed, its dead letters are not."""

from __future__ import annotations

import pytest

from streamproc.stream.topics import topic_name
from tests.stream.registry_double import registry_double

pytestmark = [pytest.mark.broker, pytest.mark.parametrize("broker_settings", ["embedded"], indirect=True)]


def test_records_are_framed_with_the_ids_that_the_registry_gave(service, traffic, start_worker):
    with registry_double() as registry:
        traffic.publish(traffic.articles(3))
        worker = start_worker(service.model_copy(update={"schema_registry_url": registry.url}))

        with traffic.reader("enriched", "quotes") as reader:
            enriched, quotes = reader.read(3, "enriched"), reader.read(3, "quotes")
        assert worker.stop() == 0

    subjects = list(registry.subjects)
    for facet, messages in (("enriched", enriched), ("quotes", quotes)):
        schema_id = 41 + subjects.index(f"{topic_name(service, facet)}-value")
        assert {message.value()[:5] for message in messages} == {b"\0\0\0\0" + bytes([schema_id])}
        assert {message.value()[5:6] for message in messages} == {b"{"}


def test_a_worker_whose_registry_is_gone_does_not_start(service, start_worker):
    worker = start_worker(service.model_copy(update={"schema_registry_url": "http://127.0.0.1:1"}))

    assert worker.wait() == 1
    assert "Error: schema_registry_url: http://127.0.0.1:1: " in worker.said
