"""One run: a stream of articles, workers on it, faults upon them, and the verdict."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    IsolationLevel,
    KafkaError,
    Producer,
    TopicPartition,
)
from confluent_kafka.admin import AdminClient, NewTopic, OffsetSpec

from tests.broker.cluster import Cluster
from tests.broker.kafka import Kafka, die_with_parent
from tests.faults.articles import RawArticle, make_article, uid_of
from tests.faults.oracle import Seen, Sent, Verdict, digest, judge
from tests.faults.proxy import Proxy
from tests.processes import family

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


ROLES = {
    "enriched": "articles.enriched",
    "entities": "articles.entities",
    "quotes": "articles.quotes",
    "events": "articles.events",
    "dead_letters": "articles.raw.dlq",
    "replays": "articles.raw.dlq.replayed",
}
RAW = "articles.raw"
PARTITIONS = 4
SESSION = 4.0
MOST_WAITING = 3000
"""The producer waits when so many messages are not yet committed."""

MOST_ENDS = 20
"""Workers that may end by themselves (the broker was away for too long) and are started again."""

ROOT = Path(__file__).resolve().parents[2]


class Stalled(Exception):
    """What was sent is not processed in time: a stall, or a worker that doesn't come up."""


@dataclass(slots=True)
class WorkerProcess:
    """A worker that can be killed, stopped, frozen."""

    process: subprocess.Popen[bytes]
    log: Path
    ended_well: bool = False

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        if self.alive:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.process.wait(30)

    def terminate(self, *, within: float = 60.0) -> int:
        """SIGTERM; gives the exit status."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Stalled(f"a worker did not stop within {within:g} s of SIGTERM; see {self.log}") from None

    def children(self) -> list[int]:
        """Processes below it, the deepest last."""
        return family(self.pid)[1:]

    def wait_until_dead(self, *, within: float = 120.0) -> None:
        """Until it has killed itself."""
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise Stalled(f"a worker did not come to the point where it dies; see {self.log}") from None

    def wait_until_frozen(self, *, within: float = 60.0) -> None:
        """Until it has stopped itself."""
        deadline = time.monotonic() + within
        while Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
            if time.monotonic() > deadline:
                raise Stalled(f"a worker did not come to the point where it freezes; see {self.log}")
            time.sleep(0.05)

    @property
    def began(self) -> bool:
        """Whether it got as far as taking signals."""
        return "worker starts" in self.log.read_text(errors="replace")

    def wait_for_log(self, *texts: str, within: float = 90.0) -> bool:
        """Whether its log comes to hold one of these."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            said = self.log.read_text(errors="replace")
            if any(text in said for text in texts):
                return True
            time.sleep(0.1)
        return False


@dataclass(slots=True)
class Result:
    """A row of the table. ``aborted``: records that only a reader of uncommitted ones sees."""

    injected: int
    articles: int
    verdict: Verdict
    aborted: int
    seconds: float


@dataclass
class Run:
    """Topics and a group of their own on a shared broker. Everything random comes from ``seed``."""

    name: str
    seed: int
    broker: Kafka | Cluster
    directory: Path
    proxies: Sequence[Proxy] = ()
    engine: str = "quick"
    mutation: str | None = None
    deadly: tuple[str, ...] = ()
    rate: float = 60.0
    entry: str = "tests.faults.worker"
    random: random.Random = field(init=False)
    injected: int = 0
    ended: int = 0
    workers: list[WorkerProcess] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)
    started: float = field(default_factory=time.monotonic)
    _timeline: list[str] = field(default_factory=list)
    _quiet: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)
    _committed: int = 0
    _offsets: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(PARTITIONS), 0))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.prefix = f"{self.name.replace(' ', '-')}-{self.seed}."
        self.admin = AdminClient({"bootstrap.servers": self.broker.bootstrap, "log_level": 0})
        config = {"max.message.bytes": "12582912", "retention.ms": "3600000000"}
        topics = [
            NewTopic(self.prefix + name, PARTITIONS, self.broker.replicas, config=config)
            for name in (RAW, *ROLES.values())
        ]
        for created in self.admin.create_topics(topics).values():
            created.result(30)
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._produce, self._watch_offsets)]

    # what a scenario uses

    def note(self, what: str, *, counts: bool = False) -> None:
        """Write a fault down; ``counts`` when it is one of those in the table."""
        self.injected += counts
        self._timeline.append(f"{time.monotonic() - self.started:8.2f} {what}")

    def start_worker(self, **variables: str) -> WorkerProcess:
        number = len(list(self.directory.glob("worker-*.log")))
        log = self.directory / f"worker-{number:03d}.log"
        bootstrap = ",".join(f"127.0.0.1:{proxy.port}" for proxy in self.proxies) or self.broker.bootstrap
        environment = {
            "STREAMPROC_BOOTSTRAP_SERVERS": bootstrap,
            "STREAMPROC_TOPIC_PREFIX": self.prefix,
            "STREAMPROC_GROUP": self.group,
            "STREAMPROC_PARTITIONS": str(PARTITIONS),
            "STREAMPROC_SESSION_TIMEOUT": str(SESSION),
            "STREAMPROC_REQUEST_TIMEOUT": "5",
            "STREAMPROC_TRANSACTION_TIMEOUT": "15",
            "STREAMPROC_STALL_TIMEOUT": "40",
            "STREAMPROC_STOP_TIMEOUT": "15",
            "STREAMPROC_BATCH_ARTICLES": "16",
            "STREAMPROC_REJECT_RUN": "0",
            "STREAMPROC_REJECT_RATIO": "1",
            "STREAMPROC_HTTP_PORT": "0",
            "STREAMPROC_PROCESSES": "2",
            "STREAMPROC_ARTICLE_TIMEOUT": "4",
            "STREAMPROC_PROCESS_MEMORY_BYTES": "1200000000",
            "FAULTS_ENGINE": self.engine,
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            **({"FAULTS_MUTATION": self.mutation} if self.mutation else {}),
            **variables,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", self.entry],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call
            )
        worker = WorkerProcess(process, log)
        self.workers.append(worker)
        self.note(f"worker {number} starts, pid {process.pid} {variables or ''}")
        return worker

    def stop_worker(self, worker: WorkerProcess) -> None:
        """SIGTERM; it must end in good order, unless it had not even begun."""
        began = worker.began
        status = worker.terminate()
        self.workers.remove(worker)
        if status != 0 and (began or status != -signal.SIGTERM):
            self.verdict.wrong.append(f"SIGTERM: ended with {status}, not 0; see {worker.log}")

    @property
    def group(self) -> str:
        return f"{self.prefix}workers"

    def let_work(self, articles: int = 40, *, within: float = 90.0) -> None:
        """Wait until so many more articles are committed: the next fault hits a working system."""
        goal = self._committed + articles
        deadline = time.monotonic() + within
        while self._committed < goal:
            self.keep_alive()
            if time.monotonic() > deadline:
                raise Stalled(f"{self._committed} committed, {goal} expected within {within:g} s")
            time.sleep(0.1)

    def keep_alive(self) -> None:
        """Start a worker again that has ended by itself, as an orchestrator would."""
        for worker in list(self.workers):
            if not worker.alive:
                self.workers.remove(worker)
                self.note(f"pid {worker.pid} has ended with {worker.process.returncode}; see {worker.log.name}")
                self.ended += 1
                if self.ended > MOST_ENDS:
                    raise Stalled(f"{self.ended} workers ended by themselves; see {worker.log}")
                self.start_worker()

    def sleep(self, least: float, most: float) -> None:
        time.sleep(self.random.uniform(least, most))

    # the run itself

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._quiet.set()
        self._over.set()
        for worker in self.workers:
            worker.kill()
        for thread in self._threads:
            thread.join(30)
        self.save()

    def finish(self, *, within: float = 120.0) -> Result:
        """End the stream, wait until all of it is committed, stop the workers, judge."""
        self._quiet.set()
        self._threads[0].join(60)
        self.note(f"the stream ends: {len(self.sent)} messages")
        try:
            self.drain(within)
            for worker in list(self.workers):
                self.stop_worker(worker)
        except Stalled as stall:
            self.verdict.wrong.append(str(stall))
            for worker in self.workers:
                worker.kill()
        self._over.set()
        self.wait_for_transactions()
        committed = list(self.read("read_committed", ROLES))
        done = self.done()
        repeated = {uid: count for uid, count in done.items() if count > 1}
        verdict = judge([message for message in self.sent if message.uid in done], committed, repeated)
        verdict.wrong += self.verdict.wrong
        aborted = sum(1 for _ in self.read("read_uncommitted", ROLES)) - len(committed)
        self.verdict = verdict
        return Result(self.injected, len(self.sent), verdict, aborted, time.monotonic() - self.started)

    def drain(self, within: float) -> None:
        deadline = time.monotonic() + within
        while self._committed < len(self.sent):
            self.keep_alive()
            if time.monotonic() > deadline:
                raise Stalled(f"{self._committed} of {len(self.sent)} committed when time was up")
            time.sleep(0.1)

    def save(self) -> None:
        """The history, for whoever looks into a failure."""
        (self.directory / "timeline.txt").write_text("\n".join(self._timeline) + "\n")
        (self.directory / "complaints.txt").write_text("\n".join(self.verdict.complaints) + "\n")
        with (self.directory / "sent.jsonl").open("w") as file:
            for message in self.sent:
                file.write(json.dumps([message.uid, message.key, message.digest]) + "\n")

    # the producer and the watch over offsets, each in its thread

    def _produce(self) -> None:
        """Articles at a steady rate; only those that the broker acknowledges are held against the workers.

        One request at a time: the broker takes any sequence for a partition's first, so that on a new topic a first batch
        that is sent again behind the second one would be a repeat to it, acknowledged and not kept.
        """
        producer = Producer(
            {
                "bootstrap.servers": self.broker.bootstrap,
                "enable.idempotence": True,
                "max.in.flight.requests.per.connection": 1,
                "message.max.bytes": 12_000_000,
                "message.timeout.ms": 120_000,
                "linger.ms": 5,
                "log_level": 0,
            }
        )
        dice = random.Random(self.seed + 1)
        uid = 0
        while not self._quiet.is_set():
            article = make_article(uid, dice, keys=30, poison=0.05, deadly=self.deadly)
            producer.produce(
                self.prefix + RAW,
                article.value,
                article.key,
                on_delivery=lambda error, _, a=article: self._note(a, error),
            )
            uid += 1
            producer.poll(0)
            while uid - self._committed > MOST_WAITING and not self._quiet.is_set():
                producer.poll(0.1)
            time.sleep(dice.expovariate(self.rate))
        producer.flush(120)

    def _note(self, article: RawArticle, error: KafkaError | None) -> None:
        if error is None:
            self.sent.append(Sent(article.uid, article.key.decode(), digest(article.value)))
        else:
            self.verdict.wrong.append(f"uid {article.uid}: not acknowledged: {error}")

    def _watch_offsets(self) -> None:
        """The group's offsets never go back and never past the end."""
        before = self._offsets
        consumer = self._onlooker()
        while not self._over.is_set():
            try:
                places, ends = self._places_and_ends(consumer)
            except Exception as error:  # noqa: BLE001 - a broker is down; the watch goes on
                self._timeline.append(f"{time.monotonic() - self.started:8.2f} offsets can't be read: {error}")
                # A new client: the old one may ask a broker that is down for a long time yet.
                consumer.close()
                consumer = self._onlooker()
                time.sleep(0.5)
                continue
            for place in places:
                offset = max(place.offset, 0)
                if offset > ends[place.partition]:
                    self.verdict.wrong.append(
                        f"partition {place.partition}: offset {offset} past {ends[place.partition]}"
                    )
                if offset < before[place.partition]:
                    self.verdict.wrong.append(
                        f"partition {place.partition}: offset went back from {before[place.partition]} to {offset}"
                    )
                before[place.partition] = offset
            self._committed = sum(before.values())
            time.sleep(0.1)
        consumer.close()

    def _onlooker(self) -> Consumer:
        return Consumer({"bootstrap.servers": self.broker.bootstrap, "group.id": self.group, "log_level": 0})

    def _places_and_ends(self, consumer: Consumer) -> tuple[list[TopicPartition], dict[int, int]]:
        """The group's offsets, then the ends of the partitions."""
        raw = [TopicPartition(self.prefix + RAW, number) for number in range(PARTITIONS)]
        places = consumer.committed(raw, timeout=5)
        return places, {place.partition: consumer.get_watermark_offsets(place, timeout=5)[1] for place in places}

    # reading everything back

    def wait_for_transactions(self, *, within: float = 40.0) -> None:
        """Until no open transaction hides records from a reader of committed ones."""
        places = [TopicPartition(self.prefix + name, n) for name in ROLES.values() for n in range(PARTITIONS)]
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            ends = [
                self.admin.list_offsets(dict.fromkeys(places, OffsetSpec.latest()), isolation_level=level)
                for level in (IsolationLevel.READ_COMMITTED, IsolationLevel.READ_UNCOMMITTED)
            ]
            if all(ends[0][place].result(10).offset == ends[1][place].result(10).offset for place in places):
                return
            time.sleep(0.5)
        self.verdict.wrong.append("a transaction stays open")

    def done(self) -> dict[int, int]:
        """How often the raw topic holds each message among what the group says is done.

        That is once, unless the run ended in a stall; and unless the topic itself holds a message twice, which was seen
        after the death of a partition's leader.
        """
        held: Counter[int | None] = Counter()
        done: Counter[int] = Counter()
        for record in self.read("read_committed", {"raw": RAW}):
            uid = uid_of(record.value)
            held[uid] += 1
            if uid is not None and record.offset < self._offsets[record.partition]:
                done[uid] += 1
        self.verdict.wrong += [
            f"uid {m.uid}: acknowledged, and not in the raw topic" for m in self.sent if not held[m.uid]
        ]
        if several := {uid: count for uid, count in held.items() if count > 1}:
            self.note(f"the raw topic holds more than once: {several}")
        return done

    def read(self, isolation: str, topics: Mapping[str, str]) -> Iterator[Seen]:
        """These topics from the beginning to the end."""
        options: dict[str, Any] = {
            "bootstrap.servers": self.broker.bootstrap,
            "group.id": f"{self.prefix}oracle",
            "isolation.level": isolation,
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "fetch.message.max.bytes": 12_582_912,
            "log_level": 0,
        }
        roles = {self.prefix + name: role for role, name in topics.items()}
        consumer = Consumer(options)
        consumer.assign([TopicPartition(topic, n, OFFSET_BEGINNING) for topic in roles for n in range(PARTITIONS)])
        open_ends = len(roles) * PARTITIONS
        while open_ends:
            message = consumer.poll(30)
            if message is None:
                raise Stalled("the oracle can't read the topics to their ends")
            if message.error():
                open_ends -= message.error().code() == KafkaError._PARTITION_EOF
                continue
            yield Seen(
                roles[message.topic()],
                message.partition(),
                message.offset(),
                (message.key() or b"").decode(),
                message.value() or b"",
            )
        consumer.close()
