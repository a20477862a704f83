"""A stage that links articles, on Apache Kafka: python -m tests.benchmarks.stage_on_kafka [ARTICLES] [--stages N].

Everything that a worker would say of the articles, 64 in a transaction, lies on the internal topic before ``streamproc copies`` starts. Prints articles
a second from the first commit to the last, and milliseconds of CPU an article, of the stage and of the broker.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from confluent_kafka import Producer

from streamproc.copies.sketch import content_of
from streamproc.linking.messages import Send, article_message, placed
from streamproc.linking.packs import packed
from streamproc.settings import Settings
from streamproc.stream.produce import partition_of
from streamproc.stream.topics import create_topics, topic_name
from tests.benchmarks.copies import made
from tests.benchmarks.on_kafka import cpu_seconds
from tests.broker.kafka import Kafka
from tests.broker.workers import Traffic, Worker, until

PARTITIONS = 4
START = 1_700_000_000_000
PROFILED = ("cProfile", "-o")
POLL = 0.25
QUIET = 5
"""Seconds without a commit after which everything is done."""


def publish(settings: Settings, count: int) -> None:
    producer = Producer({"bootstrap.servers": settings.bootstrap_servers, "partitioner": "murmur2_random"})
    articles = [
        placed(article_message(article_id, content_of(words)), f"0-{number}", START + number)
        for number, (article_id, words) in enumerate(made(count).articles)
    ]
    for start in range(0, count, settings.batch_articles):
        packs: dict[int, list[Send]] = {}
        for send in articles[start : start + settings.batch_articles]:
            packs.setdefault(partition_of(send.key, PARTITIONS, otherwise=0), []).append(send)
        for partition, sends in packs.items():
            producer.produce(topic_name(settings, "copies_work"), packed(sends), b"", partition)
        producer.poll(0)
    assert producer.flush(60) == 0


def measure(settings: Settings, broker: Kafka, directory: Path, *, count: int, stages: int, profile: str) -> None:
    command = (*PROFILED, profile, "-m", "streamproc", "copies") if profile else ("streamproc", "copies")
    traffic = Traffic(
        settings.model_copy(update={"topic_raw": settings.topic_copies_work, "group": f"{settings.group}-copies"})
    )
    workers = [
        Worker(
            settings.model_copy(update={"copies_state": directory / f"state-{number}"}),
            directory / f"{number}.log",
            command,
        )
        for number in range(stages)
    ]
    for worker in workers:
        worker.start()
    until(lambda: all("partitions assigned" in worker.said for worker in workers), what="partitions")
    pids = [worker.pid for worker in workers]
    began, own, brokers = time.monotonic(), cpu_seconds(pids), cpu_seconds([broker.pid])
    last, done = time.monotonic(), 0
    while not done or time.monotonic() - last < QUIET:
        time.sleep(POLL)
        now = sum(traffic.committed().values())
        if now > done:
            done, last = now, time.monotonic()
    own, brokers = cpu_seconds(pids) - own, cpu_seconds([broker.pid]) - brokers
    for worker in workers:
        assert worker.stop() == 0, worker.log.read_text()
    seconds = last - began
    print(
        f"{count:,} articles, {done / count:.1f} messages each, {stages} of the stage: {count / seconds:,.0f} articles/s by the wall; "
        f"CPU an article: stage {1000 * own / count:.2f} ms, broker {1000 * brokers / count:.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.stage_on_kafka", description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--stages", type=int, default=1)
    parser.add_argument("--profile", default="", help="file for cProfile's figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="streamproc-stage-") as folder:
        broker = Kafka(Path(folder) / "kafka").start()
        try:
            settings = Settings(bootstrap_servers=broker.bootstrap, copies=True, partitions=PARTITIONS, group="bench")
            asyncio.run(create_topics(settings))
            publish(settings, options.articles)
            measure(
                settings, broker, Path(folder), count=options.articles, stages=options.stages, profile=options.profile
            )
        finally:
            broker.stop()


if __name__ == "__main__":
    sys.exit(main())
