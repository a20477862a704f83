"""Two brokers, one of which the worker can't reach: its partitions stand still, and everybody is told."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewPartitions

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka, free_port
from tests.broker.workers import ROLES, Traffic, set_offset, until
from tests.faults.proxy import Proxy

pytestmark = [pytest.mark.broker, pytest.mark.kafka]


@pytest.fixture
def first(tmp_path, kafka):  # noqa: ARG001 - whose jars this needs, too
    broker = Kafka(tmp_path / "first", proxy_port=free_port()).start()
    yield broker
    broker.stop()


@pytest.fixture
def second(tmp_path, first):
    """Not started yet: what is made before lies on the first."""
    broker = Kafka(tmp_path / "second", proxy_port=free_port())
    listeners = {"PLAINTEXT": broker.port, "PROXIED": broker.proxied_port}
    broker.properties = {
        "node.id": "2",
        "process.roles": "broker",
        "controller.quorum.voters": f"1@127.0.0.1:{first.controller_port}",
        "listeners": ",".join(f"{name}://127.0.0.1:{port}" for name, port in listeners.items()),
    }
    yield broker
    broker.stop()


def make_everything_on_the_first(settings):
    """The topics, and those of groups and transactions."""
    asyncio.run(create_topics(settings))
    client = {"bootstrap.servers": settings.bootstrap_servers}
    Producer({**client, "transactional.id": "first"}).init_transactions(60)
    set_offset(settings, 0, 0)


def add_partitions(settings):
    """A second one for every topic: of the raw topic on the second broker, of the others on the first."""
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    until(lambda: len(admin.list_topics(timeout=10).brokers) == 2, what="two brokers")
    added = [
        NewPartitions(topic_name(settings, role), 2, [[2 if role == "raw" else 1]])
        for role in ("raw", *ROLES, "dead_letters", "replays")
    ]
    for done in admin.create_partitions(added).values():
        done.result(30)


def test_a_partition_whose_leader_alone_is_out_of_reach_shows_and_ends_the_worker(first, second, start_worker):
    settings = Settings(
        bootstrap_servers=first.bootstrap,
        topic_prefix="leaders.",
        group="leaders",
        partitions=1,
        session_timeout=6.0,
        stall_timeout=40.0,
        request_timeout=7.0,
    )
    make_everything_on_the_first(settings)
    second.start()
    add_partitions(settings)
    settings = settings.model_copy(update={"partitions": 2})
    traffic = Traffic(settings)

    with Proxy(first.proxy_port, first.proxied_port), Proxy(second.proxy_port, second.proxied_port) as proxy:
        behind = settings.model_copy(update={"bootstrap_servers": f"127.0.0.1:{first.proxy_port}"})
        worker = start_worker(behind)
        traffic.publish(traffic.articles(10), partition=1)
        with traffic.reader("enriched") as reader:
            reader.see(10, "enriched")
            until(worker.is_ready, what="readiness")
            proxy.cut_off()
            traffic.publish([{"id": f"b{number}"} for number in range(20)], partition=1)
            traffic.publish([{"id": f"c{number}"} for number in range(20)], partition=0)
            reader.see(30, "enriched")

            until(lambda: worker.get("/readyz")[0] == 503, what="the end of readiness")
            report = json.loads(worker.get("/readyz")[1])
            near_one, far_one = report["partitions"]
            assert report["state"] == "stalled"
            assert near_one["idle_seconds"] < far_one["idle_seconds"]
            assert far_one["unanswered_seconds"] > 10
            assert worker.wait() == 1
            assert re.search(r"^Error: the leaders of partitions 1 have not answered for", worker.said, re.MULTILINE)
