"""Debian's Prometheus scrapes a working worker, and every query of the dashboard and of the rules has an answer."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from streamproc.article_files import article_files, raw_messages
from streamproc.cli.demo import SAMPLES
from streamproc.settings import Settings
from streamproc.stream.publishing import publish
from streamproc.stream.topics import create_topics
from tests.broker.kafka import free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
RATE_INTERVAL = "15s"
pytestmark = [
    pytest.mark.kafka,
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed"),
]


def dashboard_queries():
    dashboard = json.loads((DEPLOY / "grafana/dashboards/streamproc.json").read_text())
    return [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]


def recorded_names():
    rules = yaml.safe_load((DEPLOY / "prometheus/rules.yml").read_text())
    return [rule["record"] for group in rules["groups"] for rule in group["rules"] if "record" in rule]


@contextmanager
def process(command, log, **environment):
    with log.open("wb") as output:
        running = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}, cwd=DEPLOY.parent
        )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(60)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own loopback address
            return response.read()
    except (urllib.error.URLError, OSError):
        return b""


def wait_for(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.5)


@pytest.fixture
def prometheus(kafka, tmp_path):
    """A worker on real Kafka that has articles to do, and a Prometheus that scrapes it every second."""
    settings = Settings(
        bootstrap_servers=kafka.bootstrap,
        topic_prefix="prometheus.",
        group="prometheus",
        partitions=2,
        http_port=free_port(),
    )
    names = ("bootstrap_servers", "topic_prefix", "group", "partitions", "http_port")
    environment = {f"STREAMPROC_{name.upper()}": str(getattr(settings, name)) for name in names}
    asyncio.run(create_topics(settings))
    config = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    config["scrape_configs"][0]["static_configs"] = [{"targets": [f"127.0.0.1:{settings.http_port}"]}]
    shutil.copy(DEPLOY / "prometheus/rules.yml", tmp_path)
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(config))
    address = f"127.0.0.1:{free_port()}"
    command = [
        "prometheus",
        f"--config.file={tmp_path / 'prometheus.yml'}",
        f"--storage.tsdb.path={tmp_path / 'data'}",
        f"--web.listen-address={address}",
    ]
    worker = [sys.executable, "-m", "streamproc", "worker"]
    with (
        process(worker, tmp_path / "worker.log", STREAMPROC_PROCESSES="1", **environment),
        process(command, tmp_path / "prometheus.log"),
    ):
        ready = f"http://127.0.0.1:{settings.http_port}/readyz"
        wait_for(lambda: b'"working"' in answers(ready), 90, (tmp_path / "worker.log").read_text)
        yield f"http://{address}", settings


def query(prometheus, expression):
    answer = answers(f"{prometheus}/api/v1/query?{urllib.parse.urlencode({'query': expression})}")
    return json.loads(answer)["data"]["result"] if answer else []


def silent(prometheus, queries):
    return [q for q in queries if not query(prometheus, q.replace("$__rate_interval", RATE_INTERVAL))]


def test_every_query_of_the_dashboard_and_every_recording_rule_has_an_answer(prometheus):
    url, settings = prometheus
    queries = dashboard_queries() + recorded_names()
    messages = [message for file in article_files([SAMPLES]) for message in raw_messages(file)]

    deadline = time.monotonic() + 90
    while unanswered := silent(url, queries):
        assert time.monotonic() < deadline, unanswered
        asyncio.run(publish(messages, settings))
        time.sleep(1)

    firing = query(url, 'ALERTS{alertstate="firing",alertname!="StreamprocDeadLetterRatio"}')
    assert firing == []
    [up] = query(url, 'up{job="streamproc"}')
    assert up["value"][1] == "1"
