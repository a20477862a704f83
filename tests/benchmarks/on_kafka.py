"""Topic to topic on Apache Kafka: articles a second of the worker and of the peers, and the worker's latency."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from tests.benchmarks.engine import proportional_memory
from tests.broker.kafka import Kafka, die_with_parent, free_port
from tests.processes import family

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

TOPICS = ("raw", "enriched", "entities", "quotes", "events", "raw.dlq", "raw.dlq.replayed")
PARTITIONS = 4
PATIENCE = 60.0
"""Seconds without an article after which a measurement is given up."""

EDGE = 0.1
"""Share of the articles at either end that is not counted: start and finish of the processes are something else."""

WARM = 64

SETTLE = 5.0
"""Seconds at a new rate that are not counted: the broker still compiles what it has not done so often before."""

PEERS = Path(__file__).parent / "peers"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Run:
    """A broker with fresh topics for every measurement. ``skew``: this share of the articles lies on partition 0."""

    kafka: Kafka
    directory: Path
    partitions: int = PARTITIONS
    skew: float = 0.0

    def topics(self) -> None:
        admin = AdminClient({"bootstrap.servers": self.kafka.bootstrap})
        names = [f"articles.{name}" for name in TOPICS]
        existing = [name for name in names if name in admin.list_topics(timeout=10).topics]
        for future in (admin.delete_topics(existing) if existing else {}).values():
            future.result()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and set(names) & set(admin.list_topics(timeout=10).topics):
            time.sleep(0.2)
        subprocess.run(
            [sys.executable, "-m", "streamproc", "topics", "create"],
            env={**os.environ, **self.settings()},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def settings(self) -> dict[str, str]:
        return {
            "STREAMPROC_BOOTSTRAP_SERVERS": self.kafka.bootstrap,
            "STREAMPROC_PARTITIONS": str(self.partitions),
            "PYTHONPATH": str(ROOT),
        }

    def publish(
        self, raws: Sequence[bytes], per_second: float | None = None, sent: dict[bytes, float] | None = None
    ) -> None:
        """Keyed by id; at a steady rate if one is given. ``sent`` gets the time of each."""
        producer = Producer({"bootstrap.servers": self.kafka.bootstrap, "linger.ms": 0})
        start = time.monotonic()
        for number, raw in enumerate(raws):
            producer.poll(0)
            if per_second:
                time.sleep(max(0.0, start + number / per_second - time.monotonic()))
            [key] = keys_of([raw])
            if sent is not None:
                sent[key] = time.time()
            place = {"partition": 0} if number % 100 < 100 * self.skew else {}
            producer.produce("articles.raw", raw, key, **place)
        producer.flush(60)

    @contextlib.contextmanager
    def reading(self) -> Iterator[dict[bytes, float]]:
        """When each enriched article could be read, by key, in seconds: filled by a thread until the block ends."""
        consumer = Consumer(
            {
                "bootstrap.servers": self.kafka.bootstrap,
                "group.id": "reader",
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "isolation.level": "read_committed",
            }
        )
        consumer.assign(
            [TopicPartition("articles.enriched", number, OFFSET_BEGINNING) for number in range(self.partitions)]
        )
        times: dict[bytes, float] = {}
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                message = consumer.poll(0.5)
                if message is not None and not message.error():
                    times.setdefault(message.key(), time.time())

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield times
        finally:
            stop.set()
            thread.join()
            consumer.close()

    def wait_for(self, keys: Collection[bytes], arrived: dict[bytes, float]) -> None:
        """Until these articles have arrived."""
        before, heard = -1, time.monotonic()
        while len(arrived) < len(keys):
            if len(arrived) > before:
                before, heard = len(arrived), time.monotonic()
            if time.monotonic() - heard > PATIENCE:
                raise TimeoutError(f"{len(arrived)} of {len(keys)} articles arrived; see the logs in {self.directory}")
            time.sleep(0.1)

    @contextlib.contextmanager
    def running(self, commands: Sequence[Sequence[str | Path]], env: dict[str, str]) -> Iterator[list[int]]:
        """These programs, until the block ends; their output in a file each."""
        processes = []
        try:
            for number, command in enumerate(commands):
                log = (self.directory / f"{Path(str(command[1])).stem}-{time.time_ns()}-{number}.log").open("wb")
                processes.append(
                    subprocess.Popen(
                        command,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        env={**os.environ, **env},
                        preexec_fn=die_with_parent,  # noqa: PLW1509 - the child execs at once
                    )
                )
                log.close()
            yield [process.pid for process in processes]
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def worker(self, processes: int) -> tuple[list[list[str | Path]], dict[str, str]]:
        env = {
            **self.settings(),
            "STREAMPROC_PROCESSES": str(processes),
            "STREAMPROC_HTTP_PORT": str(free_port()),
            "STREAMPROC_GROUP": f"streamproc-{time.time_ns()}",
        }
        return [[sys.executable, "-m", "streamproc", "worker"]], env

    def peer(self, name: str, python: Path, processes: int) -> tuple[list[list[str | Path]], dict[str, str]]:
        command = [python, PEERS / f"with_{name}.py", self.kafka.bootstrap, f"{name}-{time.time_ns()}"]
        return [list(command)] * processes, {"PYTHONPATH": str(ROOT)}

    def throughput(self, raws: Sequence[bytes], commands: Any, env: dict[str, str]) -> dict[str, float]:
        """Articles a second between the first and the last tenth, with everything published before the start.

        Beside it milliseconds of CPU an article, of the worker or peer and of the broker: they hold on a busy machine, too.
        """
        self.topics()
        self.publish(raws)
        keys = list(keys_of(raws))
        first, last = int(EDGE * len(keys)), int((1 - EDGE) * len(keys))
        with self.reading() as arrived, self.running(commands, env) as pids:
            self.wait_for(keys[:first], arrived)
            began = len(arrived), cpu_seconds(pids), cpu_seconds([self.kafka.pid])
            self.wait_for(keys[:last], arrived)
            ended = len(arrived), cpu_seconds(pids), cpu_seconds([self.kafka.pid])
            self.wait_for(keys, arrived)
            memory = proportional_memory(pid for parent in pids for pid in family(parent))
        times = sorted(arrived.values())
        edge = int(EDGE * len(times))
        inner = times[edge : len(times) - edge]
        counted, own, broker = (1000 * (after - before) for before, after in zip(began, ended, strict=True))
        return {
            "articles_per_second": (len(inner) - 1) / (inner[-1] - inner[0]),
            "memory_mb": memory / 1e6,
            "cpu_ms": 1000 * own / counted,
            "broker_cpu_ms": 1000 * broker / counted,
        }

    def latency(self, raws: Iterator[bytes], processes: int, rates: Sequence[float], seconds: float) -> dict[str, Any]:
        """Milliseconds from publishing to readable, at steady rates; and how long the worker took to be ready.

        Each rate is held for so many seconds and ``SETTLE`` before; before the first the middle one for as long, so that
        the broker is as warm as one that has run for a while.
        """
        self.topics()
        commands, env = self.worker(processes)
        result: dict[str, Any] = {}
        with self.reading() as arrived, self.running(commands, env):
            start = time.monotonic()
            wait_until_ready(env["STREAMPROC_HTTP_PORT"])
            result["ready_seconds"] = time.monotonic() - start
            self.hold(list(islice(raws, WARM)), None, arrived)  # the reader is reading, too
            middle = statistics.median(rates)
            self.hold(list(islice(raws, int(middle * seconds))), middle, arrived)
            for rate in rates:
                times = self.hold(list(islice(raws, int(rate * (SETTLE + seconds)))), rate, arrived)
                result[f"{rate:.1f}"] = percentiles(times[int(rate * SETTLE) :])
        return result

    def hold(self, raws: Sequence[bytes], rate: float | None, arrived: dict[bytes, float]) -> list[float]:
        """Publish at this rate; the seconds that each article took."""
        sent: dict[bytes, float] = {}
        arrived.clear()
        self.publish(raws, rate, sent)
        self.wait_for(sent.keys(), arrived)
        return [arrived[key] - sent[key] for key in sent]


def cpu_seconds(pids: Iterable[int]) -> float:
    """What these processes and all below them have used so far, in user and in kernel mode (proc(5))."""
    ticks = 0
    for pid in (found for parent in pids for found in family(parent)):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def keys_of(raws: Iterable[bytes]) -> set[bytes]:
    return {json.loads(raw)["id"].encode() for raw in raws}


def percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100)
    return {"p50": 1000 * cuts[49], "p95": 1000 * cuts[94], "p99": 1000 * cuts[98]}


def wait_until_ready(port: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2)
            return
        time.sleep(0.05)
    raise TimeoutError("the worker does not become ready")
