"""A broker that is gone for a while: few lines in the log, and everything comes out once it is back."""

from __future__ import annotations

import asyncio
import time

import pytest

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.kafka import Kafka
from tests.broker.workers import Traffic, until

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

OUTAGE_SECONDS = 30
LINES = 25
"""Each kind of line once; from then on they are counted, once a minute: two minutes had 19 lines."""


def test_a_worker_says_little_while_its_broker_is_gone(tmp_path, kafka, start_worker):  # noqa: ARG001 - whose jars this needs
    broker = Kafka(tmp_path / "kafka").start()
    settings = Settings(bootstrap_servers=broker.bootstrap, group="outage", partitions=6, session_timeout=6.0)
    asyncio.run(create_topics(settings))
    traffic = Traffic(settings)
    worker = start_worker(settings)
    traffic.publish(traffic.articles(60, sleep=0.2))
    try:
        with traffic.reader("enriched") as reader:
            reader.see(6, "enriched")
            before = len(worker.said.splitlines())
            broker.kill()
            time.sleep(OUTAGE_SECONDS)
            lines = worker.said.splitlines()[before:]
            broker.start()
            traffic.publish([{"id": "after"}])
            until(
                lambda: reader.poll(0.5) and set(traffic.published) <= set(reader.ids("enriched")), what="all of them"
            )
            assert len(reader.ids("enriched")) == len(traffic.published)
        assert len(lines) <= LINES, "\n".join(lines)
        assert any("worker is joining" in line or "transaction aborted" in line for line in lines)
        assert worker.stop() == 0
    finally:
        broker.stop()
