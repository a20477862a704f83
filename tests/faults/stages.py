"""``python -m tests.faults.stages``: every fault into ``streamproc copies`` and ``stories`` on Apache Kafka, against one process without any.

Articles, revisions and withdrawals go in while workers are killed at every point of a transaction, frozen until others
have taken over, stopped, joined by others, and lose their disks. At the end the outputs and the state (its changelog) must
say what one process says that has worked on the same messages in peace.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from confluent_kafka import Consumer, Producer, TopicPartition
from rich.console import Console

from streamproc.linking.messages import article_message, placed, withdrawal_message
from streamproc.records import parse
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, stage_roles, topic_name
from tests.broker.kafka import Kafka, missing_tools
from tests.broker.workers import Traffic, Worker, until
from tests.faults import crashes
from tests.linking.partitions import PARTITIONS, Partitions
from tests.linking.traffic import STAGES, compared, messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.linking.traffic import Stage

Articles = list[tuple[str, Any]]

CONSOLE = Console(width=150)
ARTICLES = 40
"""Articles, revisions and withdrawals for each fault."""
QUIET = 6.0
"""Seconds without an output and with nothing left to read after which the stage has come to rest."""


class Run:
    def __init__(self, settings: Settings, directory: Path, seed: int, stage: Stage) -> None:
        self.settings = settings
        self.stage = stage
        self.name = stage.comparison.name
        self.directory = directory
        self.random = random.Random(seed)
        self.seed = seed
        self.oracle = Partitions(seed, stage.comparison, stage.content)
        self.workers: list[Worker] = []
        self.started = 0
        self.injected: list[str] = []
        self.died = 0
        self.producer = Producer(
            {"bootstrap.servers": settings.bootstrap_servers, "partitioner": "murmur2_random", "log_level": 0}
        )
        self.number = 0

    def publish(self, articles: Articles) -> None:
        """To the stage and to the oracle, with the same numbers and times."""
        for article_id, said in articles:
            self.number += 1
            self.oracle.put(article_id, said, at=1_700_000_000_000 + self.number)
            send = withdrawal_message(article_id)
            if said is not None:
                send = article_message(article_id, self.stage.content(said))
            send = placed(send, f"0-{self.number}", 1_700_000_000_000 + self.number)
            self.producer.produce(topic_name(self.settings, f"{self.name}_work"), send.value, send.key)
        assert self.producer.flush(60) == 0

    def start(self, *, crash: str | None = None) -> Worker:
        self.started += 1
        settings = self.settings.model_copy(update={f"{self.name}_state": self.directory / f"state-{self.started % 2}"})
        log = self.directory / f"worker-{self.started:03d}.log"
        worker = Worker(
            settings,
            log,
            ("tests.faults.stage_worker",),
            variables={"FAULTS_CRASH": crash or "", "FAULTS_STAGE": self.name},
        ).start()
        self.workers.append(worker)
        return worker

    def assigned(self, worker: Worker) -> None:
        until(lambda: "partitions assigned" in worker.said or gone(worker), what=f"partitions for {worker.log}")

    def end(self) -> None:
        for worker in self.workers:
            worker.end()


def gone(worker: Worker) -> bool:
    return worker.process is not None and worker.process.poll() is not None


def inject(run: Run, articles: Articles, kinds: Sequence[str], times: int) -> None:
    """One fault after another, with articles before and in each."""
    share = max(1, len(articles) // (times + 1))
    feed = [articles[at : at + share] for at in range(0, len(articles), share)]
    run.publish(feed.pop(0))
    for number in range(times):
        kind = kinds[number % len(kinds)]
        run.injected.append(kind)
        CONSOLE.print(f"{number + 1}: {kind}")
        FAULTS.get(kind, crashed)(run, feed.pop(0))
    for rest in feed:
        run.publish(rest)


def crashed(run: Run, articles: Articles) -> None:
    """kill -9 at a point of a transaction."""
    victim = run.start(crash=f"{run.injected[-1]}:{run.random.randint(2, 6)}:{run.random.randrange(10**6)}:SIGKILL")
    run.assigned(victim)
    run.publish(articles)
    deadline = time.monotonic() + 20
    while not gone(victim) and time.monotonic() < deadline:
        time.sleep(0.1)
    run.died += gone(victim)
    victim.end()


def frozen(run: Run, articles: Articles) -> None:
    """A worker stands still, others take over, and it wakes up."""
    zombie = run.start()
    run.assigned(zombie)
    assert zombie.process is not None
    zombie.process.send_signal(signal.SIGSTOP)
    run.publish(articles)
    other = run.start()
    run.assigned(other)
    time.sleep(2)
    zombie.process.send_signal(signal.SIGCONT)
    time.sleep(2)
    zombie.end()
    other.end()


def without_disk(run: Run, articles: Articles) -> None:
    victim = run.start()
    run.assigned(victim)
    run.publish(articles)
    time.sleep(1)
    victim.kill()
    for folder in run.directory.glob("state-*"):
        shutil.rmtree(folder)


def rebalanced(run: Run, articles: Articles) -> None:
    first = run.start()
    run.assigned(first)
    second = run.start()
    run.publish(articles)
    run.assigned(second)
    first.end()
    time.sleep(1)
    second.end()


def stopped(run: Run, articles: Articles) -> None:
    worker = run.start()
    run.assigned(worker)
    run.publish(articles)
    time.sleep(0.5)
    assert worker.stop() == 0, worker.log


FAULTS: dict[str, Callable[[Run, Articles], None]] = {
    "frozen": frozen,
    "disk lost": without_disk,
    "rebalance": rebalanced,
    "stopped": stopped,
}
KINDS = (*crashes.POINTS, *FAULTS)


def settle(run: Run) -> None:
    """A worker without faults works until nothing comes any more."""
    worker = run.start()
    run.assigned(worker)
    with Traffic(run.settings).reader(*stage_roles(run.name)) as reader:
        reader.drain(QUIET)
    assert worker.stop() == 0, worker.log


def last_values(settings: Settings, role: str) -> dict[bytes, bytes | None]:
    """What a topic says last of each key, read by librdkafka, only what is committed."""
    consumer = Consumer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "group.id": "judge",
            "enable.partition.eof": True,
            "log_level": 0,
        }
    )
    topic = topic_name(settings, role)
    consumer.assign([TopicPartition(topic, number, 0) for number in range(settings.partitions)])
    last: dict[bytes, bytes | None] = {}
    ends = 0
    while ends < settings.partitions:
        message = consumer.poll(30)
        assert message is not None, f"{topic}: no end"
        if message.error() is not None:
            ends += 1
        else:
            last[message.key()] = message.value()
    consumer.close()
    return last


def complaints(run: Run) -> list[str]:
    """Where outputs and state are not what the oracle says."""
    oracle, told = run.oracle.run(), run.stage.told
    expected = {record.article_id: told(record) for record in oracle.published}
    said = {
        key.decode(): told(parse(run.name, value or b"")) for key, value in last_values(run.settings, run.name).items()
    }
    wrong = [
        f"{one}: {said.get(one)}, not {expected.get(one)}"
        for one in sorted(said.keys() | expected.keys())
        if said.get(one) != expected.get(one)
    ]
    changelog = last_values(run.settings, f"{run.name}_state")
    ours, theirs = compared(changelog), compared(oracle.state)
    return wrong + [
        f"state of {key!r} is another"
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.stages", description=__doc__)
    parser.add_argument("--short", action="store_true", help="each fault once")
    parser.add_argument("--times", type=int, default=60, help="faults in all, one kind after another")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this one; may be given several times")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--stage", choices=sorted(STAGES), help="only this one")
    options = parser.parse_args()
    if (reason := missing_tools()) is not None:
        sys.exit(reason)
    directory = Path(tempfile.mkdtemp(prefix="streamproc-faults-stages-"))
    broker = Kafka(directory / "kafka").start()
    CONSOLE.print(f"seed {options.seed}; logs in {directory}")
    try:
        wrong = [
            complaint
            for name in ([options.stage] if options.stage else STAGES)
            for complaint in judged(name, broker.bootstrap, directory / name, options=options)
        ]
    finally:
        broker.stop()
    if not wrong:
        shutil.rmtree(directory)
    return 1 if wrong else 0


def judged(name: str, brokers: str, directory: Path, options: argparse.Namespace) -> list[str]:
    """Run the faults into one stage; gives the complaints."""
    kinds, seed = options.kind or KINDS, options.seed
    times = len(kinds) if options.short else options.times
    count = times * ARTICLES
    directory.mkdir()
    settings = Settings(
        bootstrap_servers=brokers, copies=name == "copies", stories=name == "stories", partitions=PARTITIONS, group=f"faults-{name}",
        session_timeout=6.0, transaction_timeout=6.0, stop_timeout=5.0, batch_articles=16,
    )  # fmt: skip
    asyncio.run(create_topics(settings))
    run = Run(settings, directory, seed, STAGES[name])
    started = time.monotonic()
    try:
        inject(run, list(messages(random.Random(seed), count, run.stage)), kinds, times)
        settle(run)
        wrong = complaints(run)
    finally:
        run.end()
    for complaint in wrong[:20]:
        CONSOLE.print(complaint)
    CONSOLE.print(
        f"{name}: {len(run.injected)} faults ({run.died} died at their point), {count} messages, {len(run.oracle.decisions)} decisions of the oracle, "
        f"{len(run.oracle.state)} states, {len(wrong)} complaints, {time.monotonic() - started:.0f} s"
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
