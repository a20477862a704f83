"""Worker processes and the traffic of a test: start, kill, stop; publish and read with an independent client."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Self

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    Producer,
    TopicPartition,
)

from streamproc.settings import Settings
from streamproc.stream.topics import topic_name
from tests.broker.kafka import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


PATIENCE = 120.0
"""Seconds until a test gives up on something that should happen."""

NOT_YET = (
    KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
    KafkaError.COORDINATOR_NOT_AVAILABLE,
    KafkaError.NOT_COORDINATOR,
    KafkaError._TIMED_OUT,
)
"""No broker knows of the group yet, or its new coordinator is still reading."""

ROLES = ("enriched", "entities", "quotes", "events")


def environment(settings: Settings) -> dict[str, str]:
    """The environment variables that make these settings; only what differs from the defaults."""
    given = settings.model_dump(exclude_defaults=True)
    return {f"STREAMPROC_{name.upper()}": plain(value) for name, value in given.items()}


def plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(value)
    return value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)


@dataclass
class Worker:
    """A worker process. ``module``: ``tests.broker.simple_worker`` has no model to load. ``port``: 0 is a free one."""

    settings: Settings
    log: Path
    module: tuple[str, ...] = ("tests.broker.simple_worker",)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> Worker:
        settings = self.settings.model_copy(update={"http_port": self.port})
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.module],
                env=clean_environment() | environment(settings) | dict(self.variables),
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the child execs at once
            )
        return self

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def terminate(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)

    def wait(self, timeout: float = PATIENCE) -> int:
        """The exit status."""
        assert self.process is not None
        return self.process.wait(timeout)

    def stop(self) -> int:
        """SIGTERM, then the exit status."""
        self.terminate()
        return self.wait()

    def end(self) -> None:
        """However it is, it does not outlive its test."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.kill()

    @property
    def address(self) -> str:
        """Where the last process of this worker serves its probes; empty until it says so."""
        return ["", *re.findall(r"http://([\d.:]+)/metrics", self.said)][-1]

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said
        return bool(self.address) and self.get("/readyz")[0] == HTTPStatus.OK

    def get(self, path: str) -> tuple[int, str]:
        """Ask the worker's own HTTP server."""
        until(lambda: self.address, what="an address")
        try:
            with urllib.request.urlopen(f"http://{self.address}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("STREAMPROC_")}


def until(condition: Callable[[], object], *, patience: float = PATIENCE, what: str = "it") -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {patience:g} s"
        time.sleep(0.05)


@dataclass
class Traffic:
    """Publishes raw messages and reads what comes out, by librdkafka."""

    settings: Settings
    published: list[str] = field(default_factory=list)
    compression: str = "none"

    @property
    def client(self) -> dict[str, object]:
        return {"bootstrap.servers": self.settings.bootstrap_servers, "log_level": 0}

    def publish(self, messages: Iterable[Mapping[str, object] | bytes | None], **options: object) -> None:
        """Publish articles (with their id as the key) or raw bytes, and wait until the broker has them."""
        # one request at a time: else a batch that is sent again, to a topic that is new, comes after those behind it
        # (an idempotent producer keeps the order as well, but asks for an id first, half a second a call)
        in_order = {"max.in.flight.requests.per.connection": 1, "message.max.bytes": 100_000_000}
        producer = Producer({**self.client, **in_order, "compression.type": self.compression})
        topic = topic_name(self.settings, "raw")
        for message in messages:
            if isinstance(message, (bytes, type(None))):
                producer.produce(topic, message, **{"key": b"poison", **options})
            else:
                self.published.append(str(message["id"]))
                producer.produce(topic, json.dumps(message), key=str(message["id"]), **options)
            producer.poll(0)
        assert producer.flush(PATIENCE) == 0

    def articles(self, count: int, **fields: object) -> list[dict[str, object]]:
        return [{"id": f"a{number}", **fields} for number in range(count)]

    def reader(self, *roles: str, isolation: str = "read_committed") -> Reader:
        return Reader(self.settings, roles, {**self.client, "isolation.level": isolation})

    def committed(self) -> dict[int, int]:
        """The group's committed offset of each raw partition, -1001 where there is none; empty while nobody can tell.

        Asked by a consumer: librdkafka's admin client takes the process with it where the group has no coordinator yet.
        """
        consumer = Consumer({**self.client, "group.id": self.settings.group})
        topic = topic_name(self.settings, "raw")
        try:
            found = consumer.committed(
                [TopicPartition(topic, number) for number in range(self.settings.partitions)], 10
            )
        except KafkaException as error:
            if error.args[0].code() not in NOT_YET:
                raise
            return {}
        finally:
            consumer.close()
        return {place.partition: place.offset for place in found}


def set_offset(settings: Settings, partition: int, offset: int) -> None:
    """What the group has committed on a raw partition, while none of its members is there."""
    consumer = Consumer({"bootstrap.servers": settings.bootstrap_servers, "group.id": settings.group})
    place = TopicPartition(topic_name(settings, "raw"), partition, offset)

    def committed() -> bool:
        try:
            consumer.commit(offsets=[place], asynchronous=False)
        except KafkaException as error:
            if not error.args[0].retriable():
                raise
            return False
        return True

    until(committed, what="a coordinator")
    consumer.close()


class Reader:
    """Reads topics from their beginning and keeps everything, in order per topic and partition."""

    def __init__(self, settings: Settings, roles: tuple[str, ...], client: dict[str, object]):
        self.roles = {topic_name(settings, role): role for role in roles}
        self.messages: dict[str, list[Message]] = defaultdict(list)
        self._consumer = Consumer({**client, "group.id": "not-used", "enable.auto.commit": False})
        # No group, so nothing to join: every partition from its beginning.
        self._consumer.assign(
            [
                TopicPartition(topic, partition, OFFSET_BEGINNING)
                for topic in self.roles
                for partition in range(settings.partitions)
            ]
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def poll(self, seconds: float) -> bool:
        """Take what comes next; whether something came."""
        message = self._consumer.poll(seconds)
        if message is None or message.error() is not None:
            return False
        self.messages[self.roles[message.topic()]].append(message)
        return True

    def see(self, count: int, role: str, *, patience: float = PATIENCE) -> list[Message]:
        """Read until there are so many messages of a role."""
        deadline = time.monotonic() + patience
        while len(self.messages[role]) < count:
            assert time.monotonic() < deadline, f"{len(self.messages[role])} of {count} {role} within {patience:g} s"
            self.poll(0.5)
        return self.messages[role]

    def read(self, count: int, role: str) -> list[Message]:
        """At least so many messages of a role, and all that follow within a moment."""
        self.see(count, role)
        self.drain()
        return self.messages[role]

    def drain(self, quiet: float = 1.0) -> None:
        """Read on until nothing has come for a moment."""
        while self.poll(quiet):
            pass

    def ids(self, role: str) -> list[str]:
        """The record ids (CloudEvents) in reading order."""
        return [dict(message.headers())["ce_id"].decode() for message in self.messages[role]]
