"""The runbook's commands, as they stand there, by bash: Kafka's own tools, curl, jq and ours, beside a worker.

Its access rights are tried in ``test_security``, SIGHUP in ``test_reload``, the checks of a lexicon in ``test_lexicon_guide``.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from streamproc.settings import Settings
from tests.broker.kafka import Kafka, java
from tests.broker.workers import Traffic, Worker, clean_environment, environment, until
from tests.tools import need, need_kafka

pytestmark = [
    pytest.mark.broker,
    pytest.mark.kafka,
]

RUNBOOK = (Path(__file__).resolve().parents[2] / "deploy/RUNBOOK.md").read_text("utf-8")
COMMANDS = [
    *(line.partition("  #")[0].strip() for block in re.findall(r"```\n(.*?)```", RUNBOOK, re.DOTALL) for line in block.splitlines()),
    *re.findall(r"`([^`\n]+)`", RUNBOOK),
]  # fmt: skip
KAFKA_TOOLS = {
    "kafka-topics.sh": "org.apache.kafka.tools.TopicCommand",
    "kafka-consumer-groups.sh": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "kafka-transactions.sh": "org.apache.kafka.tools.TransactionsCommand",
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
}
BAD = ('{"id": "bad"', '{"id": "worse"')


def documented(*words: str) -> str:
    """The runbook's one command that begins so, and has the other words somewhere."""
    [command] = {
        command
        for command in COMMANDS
        if command.startswith(words[0]) and " " in command and all(word in command for word in words)
    }
    return command


class Shell:
    """Runs the runbook's commands on a service of its own, under the names that it has by default."""

    def __init__(self, directory, kafka):
        self.kafka = kafka
        self.settings = Settings(bootstrap_servers=kafka.bootstrap, partitions=3, session_timeout=6.0, reject_run=0)
        self.worker = Worker(self.settings.model_copy(update={"log_format": "json"}), directory / "worker.log")
        self._programs = directory / "bin"
        self._programs.mkdir()
        for name, main in KAFKA_TOOLS.items():
            self._program(name, f'exec {shlex.join(java(main))} "$@"')
        self._program("streamproc", f'exec {shlex.quote(sys.executable)} -m streamproc "$@"')
        self._program("kubectl", f"cat {shlex.quote(str(self.worker.log))}")

    def _program(self, name, body):
        path = self._programs / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def run(self, command, *, status=0, **changes):
        """What a command prints, errors included; ``changes`` are words of the page that stand for something here."""
        for placeholder, value in {"…": self.kafka.bootstrap, **changes}.items():
            command = command.replace(placeholder, value)
        known = clean_environment() | environment(self.settings) | {"COLUMNS": "200"}
        path = f"{self._programs}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            env=known | {"PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, f"{command}\n{done.stdout}"
        return done.stdout


@pytest.fixture
def shell(tmp_path):
    need_kafka()
    need("curl", "jq")
    kafka = Kafka(tmp_path / "kafka").start()
    shell = Shell(tmp_path, kafka)
    try:
        shell.run("streamproc topics create")
        yield shell
    finally:
        shell.worker.end()
        kafka.stop()


def test_the_commands_do_what_the_runbook_says(shell):
    traffic = Traffic(shell.settings)
    traffic.publish([*traffic.articles(20), *map(str.encode, BAD)])
    worker = shell.worker.start()
    until(lambda: worker.said.count("dead letter") == 2, what="two lines of dead letters")
    until(lambda: sum(traffic.committed().values()) == 22, what="the commit")

    look_at_a_worker(shell, worker)
    look_at_the_brokers(shell)
    look_at_dead_letters(shell)
    replay(shell)
    until(lambda: sum(traffic.committed().values()) >= 24, what="the replayed ones")  # and their marker
    add_partitions(shell)
    worker.stop()
    process_again(shell)
    worker.start()
    with Traffic(shell.settings).reader("enriched") as reader:
        reader.read(40, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(2 * traffic.published)
    assert worker.stop() == 0


def look_at_a_worker(shell, worker):
    at = {"localhost:8000": worker.address}
    ready = json.loads(shell.run(documented("curl -s localhost:8000/readyz"), **at))
    assert [partition["partition"] for partition in ready["partitions"]] == [0, 1, 2]
    assert {"idle_seconds", "unanswered_seconds"} <= set(ready["partitions"][0])
    assert "streamproc_lag_messages" in shell.run(documented("curl -s localhost:8000/metrics"), **at)
    letters = shell.run(documented("kubectl logs", "jq"))
    assert letters.count('"partition": 0') + letters.count('"partition": 1') + letters.count('"partition": 2') == 2
    assert letters.count('"why": "') == 2


def look_at_the_brokers(shell):
    shell.run(documented("streamproc topics check"))
    shell.run(documented("kafka-configs.sh"))
    assert "articles" not in shell.run(documented("kafka-transactions.sh", "find-hanging"))


def look_at_dead_letters(shell):
    listed = shell.run(documented("streamproc dlq list --limit 3 --since 2h"))
    assert "2 dead letters: 2 malformed_json" in listed
    [first, _] = re.findall(r"^(\d:\d+) ", listed, re.MULTILINE)
    shown = shell.run(documented("streamproc dlq show 0:17"), **{"0:17": first})
    assert "streamproc.reason: malformed_json" in shown
    assert any(bad in shown for bad in BAD)


def replay(shell):
    malformed = {"invalid_article": "malformed_json"}
    rehearsal = documented("streamproc dlq replay --dry-run --reason invalid_article --since")
    assert "2 dead letters would be sent again" in shell.run(rehearsal, **malformed)
    assert "2 dead letters sent again" in shell.run(documented("streamproc dlq replay           "), **malformed)


def add_partitions(shell):
    alter = documented("kafka-topics.sh", "--alter")
    shell.run(alter, N="4")
    shell.settings = shell.settings.model_copy(update={"partitions": 4})
    shell.worker.settings = shell.worker.settings.model_copy(update={"partitions": 4})
    complaints = shell.run("streamproc topics check", status=1)
    others = set(re.findall(r"(articles\.[a-z.]+): has 3 partitions", complaints))
    assert others >= {"articles.enriched", "articles.quotes"}
    shell.run(alter.replace("articles.raw", shlex.quote("|".join(sorted(others)))), N="4")  # it takes an expression
    shell.run("streamproc topics check")


def process_again(shell):
    reset = documented("kafka-consumer-groups.sh", "--reset-offsets")
    until(lambda: "has no active members" in shell.run(f"{describe_group()} || true"), what="the end of the group")
    assert re.search(r"articles\.raw +0 +0\b", shell.run(reset.replace("--execute", "--dry-run")))
    assert re.search(r"articles\.raw +0 +0\b", shell.run(reset))


def describe_group():
    return "kafka-consumer-groups.sh --bootstrap-server … --group streamproc --describe"
