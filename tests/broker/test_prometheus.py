"""Debian's Prometheus scrapes a working worker, and every query of the dashboard and of the rules has an answer."""

import asyncio
import json
import time

import pytest

from streamproc.article_files import article_files, raw_messages
from streamproc.cli.demo import SAMPLES
from streamproc.settings import Settings
from streamproc.stream.publishing import publish
from streamproc.stream.topics import create_topics
from tests.broker.kafka import free_port
from tests.broker.prometheus import DEPLOY, IS_MISSING, RULES, prometheus
from tests.broker.workers import Worker, until

RATE_INTERVAL = "15s"
OF_OTHERS = (
    "streamproc_store_",
    "streamproc_state_filled_",
    'role=~"copies|stories"',
    'job=~"(.+-)?streamproc(-.+)?-(copies|stories|store)(-.+)?"',
)
"""What a store or a stage tells, each a process of its own: test_store.py, test_copies.py, test_stories.py."""
pytestmark = [
    pytest.mark.kafka,
    pytest.mark.model,
    pytest.mark.skipif(IS_MISSING, reason="prometheus is not installed"),
]


def dashboard_queries():
    """As Grafana asks them while all is chosen."""
    dashboard = json.loads((DEPLOY / "grafana/dashboards/streamproc.json").read_text())
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    for variable in dashboard["templating"]["list"]:
        queries = [query.replace(f"${variable['name']}", variable["allValue"]) for query in queries]
    return queries


def recorded_names():
    return [rule["record"] for group in RULES["groups"] for rule in group["rules"] if "record" in rule]


@pytest.fixture
def watched(kafka, tmp_path):
    """A worker on real Kafka, and a Prometheus that scrapes it."""
    settings = Settings(
        bootstrap_servers=kafka.bootstrap, topic_prefix="prometheus.", group="prometheus", partitions=2, processes=1
    )
    asyncio.run(create_topics(settings))
    worker = Worker(settings, tmp_path / "worker.log", ("streamproc", "worker"), port=free_port()).start()
    try:
        with prometheus(tmp_path, target=worker.port, rules=RULES) as watching:
            until(worker.is_ready, patience=90, what="the worker's start")
            yield watching, settings
    finally:
        worker.end()


def silent(watching, queries):
    return [q for q in queries if not watching.query(q.replace("$__rate_interval", RATE_INTERVAL))]


def test_every_query_of_the_dashboard_and_every_recording_rule_has_an_answer(watched):
    watching, settings = watched
    queries = [query for query in dashboard_queries() if not any(part in query for part in OF_OTHERS)]
    queries += recorded_names()
    messages = [message for file in article_files([SAMPLES]).found for message in raw_messages(file)]

    deadline = time.monotonic() + 90
    while unanswered := silent(watching, queries):
        assert time.monotonic() < deadline, unanswered
        asyncio.run(publish(messages, settings))
        time.sleep(1)

    assert watching.firing() - {"StreamprocDeadLetterRatio"} == set()
    [up] = watching.query('up{job="streamproc"}')
    assert up["value"][1] == "1"
