"""A backlog of small messages through the worker: messages a second and memory over time.

    python -m tests.benchmarks.backlog [--messages 1000000] [--every 5]

Starts Apache Kafka, publishes the backlog, then starts a worker whose engine takes no time
(``tests.broker.simple_worker``): what remains is the stream itself. Needs Java 17 and Maven.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from confluent_kafka import Producer

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka
from tests.broker.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMITTED = re.compile(r"^streamproc_articles_total\{.*\} (\S+)$", re.MULTILINE)
REBALANCES = re.compile(r"^streamproc_rebalances_total (\S+)$", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two lines")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="streamproc-backlog-") as directory:
        kafka = Kafka(Path(directory) / "kafka").start()
        try:
            settings = Settings(bootstrap_servers=kafka.bootstrap)
            asyncio.run(create_topics(settings))
            publish(settings, arguments.messages)
            worker = Worker(settings, Path(directory) / "worker.log").start()
            try:
                watch(worker, arguments.messages, arguments.every)
                print(f"the worker ended with {worker.stop()}")
            finally:
                worker.end()
        finally:
            kafka.stop()


def publish(settings: Settings, count: int) -> None:
    """Articles of some 300 bytes."""
    producer = Producer({"bootstrap.servers": settings.bootstrap_servers, "queue.buffering.max.messages": 200_000})
    text = "x" * 250
    for number in range(count):
        article = json.dumps({"id": f"a{number}", "text": text, "entities": 0})
        while True:
            try:
                producer.produce(topic_name(settings, "raw"), article, key=f"a{number}")
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    producer.flush()
    print(f"published {count:,} messages", flush=True)


def watch(worker: Worker, count: int, every: float) -> None:
    """A line now and then until everything is committed."""
    start = time.monotonic()
    for done, rebalances in looks(worker, every):
        seconds = time.monotonic() - start
        print(
            f"{seconds:6.0f} s  {done:9,.0f} messages  {done / seconds:6,.0f} a second  "
            f"{resident_megabytes(worker.pid):5,.0f} MB  {rebalances:.0f} assignments",
            flush=True,
        )
        if done >= count:
            return


def looks(worker: Worker, every: float) -> Iterator[tuple[float, float]]:
    """What is committed, and how often the group gave out partitions."""
    while True:
        time.sleep(every)
        _, metrics = worker.get("/metrics")
        yield sum(map(float, COMMITTED.findall(metrics))), sum(map(float, REBALANCES.findall(metrics)))


def resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    main()
