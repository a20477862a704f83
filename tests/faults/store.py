"""``python -m tests.faults.store``: every fault into ``streamproc store`` on Apache Kafka, on SQLite and PostgreSQL.

Revisions, withdrawals, repeats, copies and dead letters go in while the store's process is killed, frozen until another has
gone on, and stopped, and while broker and database die. After each fault the tables must say what a single reader makes
of the topics, who reads them from their beginning in peace.
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

import orjson
from confluent_kafka import Consumer, Producer, TopicPartition
from rich.console import Console
from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError

from streamproc import codec
from streamproc.records import withdrawn_article
from streamproc.settings import Settings
from streamproc.store.bookkeeping import dead_letters, offsets, withdrawals
from streamproc.store.copies import copies
from streamproc.store.database import open_store, parse
from streamproc.store.schema import articles, entities, events, quotes
from streamproc.store.stories import stories
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka, missing_tools
from tests.broker.workers import Worker, until
from tests.store.articles import article, entity, event, quote
from tests.store.postgres import Postgres, programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Select

CONSOLE = Console(width=150)
LINKS = {"copies": "copy_of", "stories": "story_id"}
"""Topic ─► which field says what an article is linked with."""
ARTICLES, LINKED = 60, 20
"""Of so many articles the first ones are linked; once withdrawn these stay so, since topics are read in no order of theirs."""
Message = tuple[str, str, str, bytes | None]
"""Role of the topic, key, ``ce_revision``, value."""
LETTER = {"streamproc.reason": "too_large", "__connect.errors.exception.message": "12 MB", "__connect.errors.stage": "publish",
          "__connect.errors.exception.class.name": "X", "__connect.errors.topic": "articles.raw",
          "__connect.errors.partition": "0", "__connect.errors.offset": "7"}  # fmt: skip


def messages(dice: random.Random, count: int) -> Iterator[Message]:
    """The life of some articles: revisions with other contents, withdrawals, what is said of copies, dead letters."""
    gone: set[int] = set()
    for offset in range(count):
        number, chance = dice.randrange(ARTICLES), dice.random()
        is_link = 0.12 <= chance < 0.3
        number %= LINKED if is_link else ARTICLES
        key, revision = f"a{number}", f"0-{offset}"
        if not is_link and (number in gone or chance < (0.01 if number < LINKED else 0.08)):
            gone |= {number} if number < LINKED else set()
            yield "enriched", key, revision, codec.encode(withdrawn_article(key)) if offset % 2 else None
        elif 0.08 <= chance < 0.12:
            yield "dead_letters", key, revision, b"{"
        elif is_link and chance < 0.2:
            story = dice.choice((None, f"a{dice.randrange(ARTICLES)}"))
            said = {"article_id": key, "story_id": story, "first_seen": None, "via": None, "score": None}
            yield "stories", key, revision, orjson.dumps(said | {"because": [], "happening": None})
        elif is_link:
            copy_of = dice.choice((None, f"a{dice.randrange(ARTICLES)}"))
            said = {"article_id": key, "copy_of": copy_of, "kind": copy_of and "near", "overlap": None, "via": copy_of}
            yield "copies", key, revision, orjson.dumps(said | {"first_seen": None})
        else:
            who = entity(1, "PERSON", f"Speaker {offset}")
            said_here = [quote(n, f"words {n} of {offset}", speaker=who) for n in range(dice.randrange(4))]
            happened = [
                event(n, "COERCE", "arrest", f"Police arrested {offset} men.") for n in range(dice.randrange(3))
            ]
            record = article(number, title=f"revision {offset}", entities=[who], quotes=said_here, events=happened)
            yield "enriched", key, revision, orjson.dumps(record)


class Run:
    """A broker, a database, and the store's processes between them."""

    def __init__(self, settings: Settings, broker: Kafka, url: str, postgres: Postgres | None, directory: Path) -> None:
        self.settings, self.broker, self.url, self.postgres, self.directory = settings, broker, url, postgres, directory
        self.workers: list[Worker] = []
        # One request in flight: with more, a broker that is killed may be given sequence numbers with a gap.
        self.producer = Producer(
            {"bootstrap.servers": settings.bootstrap_servers, "partitioner": "murmur2_random", "log_level": 0,
             "transactional.id": f"{settings.topic_prefix}test", "message.timeout.ms": 60_000, "max.in.flight.requests.per.connection": 1}
        )  # fmt: skip
        self.producer.init_transactions(60)
        self.engine = create_engine(parse(url))

    def publish(self, feed: list[Message], *, commit: bool = True) -> None:
        """In one transaction, which is given up where ``commit`` is false: nobody may see it."""
        self.producer.begin_transaction()
        for role, key, revision, value in feed:
            headers = [("ce_revision", revision.encode())]
            headers += [(name, text.encode()) for name, text in LETTER.items()] if role == "dead_letters" else []
            self.producer.produce(topic_name(self.settings, role), value, key=key, headers=headers)
            self.producer.poll(0)
        (self.producer.commit_transaction if commit else self.producer.abort_transaction)(60)

    def start(self) -> Worker:
        log = self.directory / f"store-{len(self.workers):03d}.log"
        worker = Worker(self.settings.model_copy(update={"store_http_port": 0}), log, ("streamproc", "store", self.url))
        self.workers.append(worker)
        return worker.start()

    def rows(self, statement: Select[Any]) -> list[tuple[Any, ...]]:
        """Nothing while the database, or the table, is not there."""
        try:
            with self.engine.connect() as connection:
                return [tuple(row) for row in connection.execute(statement)]
        except DBAPIError:
            return []

    def read_so_far(self) -> int:
        return sum(offset for (offset,) in self.rows(select(offsets.c.next_offset)))

    def stored(self) -> dict[str, list[Any]]:
        """What the tables say."""
        of = articles.c.article_id
        names = (
            select(of, table.c[name]).join(table, table.c.article == articles.c.number)
            for table, name in ((quotes, "text"), (events, "sentence"), (entities, "name"))
        )
        said, happened, named = (sorted(self.rows(statement)) for statement in names)
        return {
            "articles": sorted(self.rows(select(of, articles.c.title, articles.c.quotes, articles.c.events))),
            "quotes": said,
            "events": happened,
            "entities": named,
            "withdrawals": sorted(self.rows(select(withdrawals.c.article_id))),
            "copies": sorted(self.rows(select(copies.c.article_id, copies.c.copy_of))),
            "stories": sorted(self.rows(select(stories.c.article_id, stories.c.story_id))),
            "dead letters": sorted(self.rows(select(dead_letters.c.partition, dead_letters.c.offset))),
        }

    def wanted(self) -> dict[str, list[Any]]:
        """What a single reader makes of the topics."""
        last: dict[str, Any] = {}
        ended: dict[str, int] = {}
        linked: dict[str, dict[str, str | None]] = {"copies": {}, "stories": {}}
        letters = []
        for role in ("enriched", "dead_letters", *linked):
            for partition, offset, at, key, value in read(self.settings, role):
                if role == "dead_letters":
                    letters.append((partition, offset))
                elif role in linked:
                    said = orjson.loads(value or b"null")[LINKS[role]]
                    linked[role][key] = said if at > ended.get(key, 0) else None
                else:
                    record = orjson.loads(value or b"null")
                    last[key] = record if record and not record.get("withdrawn") else None
                    ended |= {key: at} if last[key] is None else {}
        there = [record for record in last.values() if record is not None]
        each = {name: [(record["article_id"], one) for record in there for one in record[name]] for name in ("quotes", "events", "entities")}  # fmt: skip
        return {
            "articles": sorted((r["article_id"], r["title"], len(r["quotes"]), len(r["events"])) for r in there),
            "quotes": sorted((key, one["text"]) for key, one in each["quotes"]),
            "events": sorted((key, one["evidence"][0]["text"]) for key, one in each["events"]),
            "entities": sorted((key, one["name"]) for key, one in each["entities"]),
            "withdrawals": sorted((key,) for key, record in last.items() if record is None),
            **{role: sorted((k, of) for k, of in said.items() if of is not None) for role, said in linked.items()},
            "dead letters": sorted(letters),
        }

    def end(self) -> None:
        for worker in self.workers:
            worker.end()
        self.engine.dispose()


def read(settings: Settings, role: str) -> Iterator[tuple[int, int, int, str, bytes | None]]:
    """All of a topic, by librdkafka: partition, offset, time, key, value."""
    consumer = Consumer(
        {"bootstrap.servers": settings.bootstrap_servers, "group.id": "judge", "enable.partition.eof": True, "log_level": 0,
         "isolation.level": "read_committed"}
    )  # fmt: skip
    topic, ends = topic_name(settings, role), 0
    consumer.assign([TopicPartition(topic, number, 0) for number in range(settings.partitions)])
    while ends < settings.partitions:
        message = consumer.poll(60)
        assert message is not None, f"{topic}: no end"
        if message.error() is not None:
            ends += 1
        else:
            yield message.partition(), message.offset(), message.timestamp()[1], message.key().decode(), message.value()
    consumer.close()


def in_parts(run: Run, feed: list[Message], between: Callable[[int], None]) -> None:
    """Eight transactions, one of which is first given up."""
    share = -(-len(feed) // 8)
    run.publish(feed[:share], commit=False)
    for number, at in enumerate(range(0, len(feed), share)):
        run.publish(feed[at : at + share])
        between(number)


def killed(run: Run, feed: list[Message], dice: random.Random) -> None:
    """kill -9 again and again, at any moment of its work."""

    def kill(number: int) -> None:
        if number % 2:
            time.sleep(dice.random())
            run.workers[-1].kill()
            run.start()

    run.start()
    in_parts(run, feed, kill)


def frozen(run: Run, feed: list[Message], dice: random.Random) -> None:
    """One stands still in the middle, another goes on, and the first wakes up."""
    zombie, before = run.start(), run.read_so_far()
    in_parts(run, feed[: len(feed) // 2], lambda _: None)
    until(lambda: run.read_so_far() > before, what="some progress")
    assert zombie.process is not None
    zombie.process.send_signal(signal.SIGSTOP)
    run.start()
    in_parts(run, feed[len(feed) // 2 :], lambda _: time.sleep(dice.random() / 4))
    time.sleep(2)
    zombie.process.send_signal(signal.SIGCONT)


def two_at_once(run: Run, feed: list[Message], dice: random.Random) -> None:
    run.start()
    run.start()
    in_parts(run, feed, lambda _: time.sleep(dice.random() / 4))


def stopped(run: Run, feed: list[Message], dice: random.Random) -> None:
    """SIGTERM in the middle: it ends with status 0."""
    worker = run.start()

    def stop(number: int) -> None:
        if number == dice.randrange(2, 5):
            until(lambda: "store reads" in worker.said, what="a start")
            assert worker.stop() == 0, worker.log

    in_parts(run, feed, stop)


def broker_killed(run: Run, feed: list[Message], dice: random.Random) -> None:
    run.start()
    in_parts(run, feed[: len(feed) // 2], lambda _: None)
    time.sleep(dice.random())
    run.broker.kill()
    time.sleep(2)
    run.broker.start()
    in_parts(run, feed[len(feed) // 2 :], lambda _: None)


def database_killed(run: Run, feed: list[Message], dice: random.Random) -> None:
    """As a power cut, where the database is a server; where it is a file, its process is killed."""
    if run.postgres is None:
        killed(run, feed, dice)
        return
    worker, before = run.start(), run.read_so_far()
    until(lambda: "store reads" in worker.said, what="a start")
    in_parts(run, feed[: len(feed) // 2], lambda _: None)
    until(lambda: run.read_so_far() > before, what="some progress")
    run.postgres.kill()
    in_parts(run, feed[len(feed) // 2 :], lambda _: None)
    run.postgres.start()


FAULTS: dict[str, Callable[[Run, list[Message], random.Random], None]] = {
    "killed": killed,
    "frozen": frozen,
    "two at once": two_at_once,
    "stopped": stopped,
    "broker killed": broker_killed,
    "database killed": database_killed,
}


def settled(run: Run) -> list[str]:
    """Where the tables differ from what a single reader makes of the topics, once a process has worked in peace."""
    for worker in run.workers[:-1]:
        worker.end()
    wanted = run.wanted()
    deadline = time.monotonic() + 60
    while (stored := run.stored()) != wanted and time.monotonic() < deadline:
        process = run.workers[-1].process
        if process is None or process.poll() is not None:  # as whatever supervises it does
            run.start()
        time.sleep(0.2)
    run.workers[-1].end()
    return [
        f"{table}: {len(stored[table])} rows, not {len(wanted[table])}; {sorted(set(stored[table]) ^ set(wanted[table]))[:4]}"
        for table in wanted
        if stored[table] != wanted[table]
    ]


def faults_into(broker: Kafka, postgres: Postgres | None, directory: Path, times: int, seed: int) -> list[str]:
    """One fault after another into a store, SQLite where there is no server; what was wrong after any."""
    kind = "sqlite" if postgres is None else "postgresql"
    settings = Settings(
        bootstrap_servers=broker.bootstrap, topic_prefix=f"{kind}.", copies=True, stories=True, partitions=3
    )
    asyncio.run(create_topics(settings))
    folder = directory / kind
    folder.mkdir()
    url = f"sqlite:///{folder / 'news.db'}" if postgres is None else postgres.create("faults")
    open_store(url).dispose()
    run, dice, wrong = Run(settings, broker, url, postgres, folder), random.Random(seed), []
    feed, share = list(messages(dice, 240 * times)), 240
    try:
        for number in range(times):
            fault = list(FAULTS)[number % len(FAULTS)]
            FAULTS[fault](run, feed[share * number : share * (number + 1)], dice)
            found = settled(run)
            CONSOLE.print(f"{kind} {number + 1}: {fault}: {'; '.join(found) or 'the same'}")
            wrong += found
    finally:
        run.end()
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.store", description=__doc__)
    parser.add_argument("--short", action="store_true", help="each fault once")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    if (reason := missing_tools()) is not None:
        sys.exit(reason)
    if programs() is None:
        sys.exit("PostgreSQL is not installed: no initdb on the PATH or in /usr/lib/postgresql")
    times = len(FAULTS) if options.short else 8 * len(FAULTS)
    directory = Path(tempfile.mkdtemp(prefix="streamproc-faults-store-"))
    broker, postgres, started = Kafka(directory / "kafka").start(), Postgres().start(), time.monotonic()
    CONSOLE.print(f"seed {options.seed}; logs in {directory}")
    try:
        wrong = faults_into(broker, None, directory, times, options.seed)
        wrong += faults_into(broker, postgres, directory, times, options.seed)
    finally:
        postgres.stop()
        broker.stop()
    CONSOLE.print(
        f"{2 * times} faults, {2 * times * 240} messages, {len(wrong)} complaints, {time.monotonic() - started:.0f} s"
    )
    if not wrong:
        shutil.rmtree(directory)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
