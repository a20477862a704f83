"""From the topics to the store on real brokers: whatever dies, the tables are what a single reader makes of the topics."""

from __future__ import annotations

import asyncio
import random
import time

import orjson
import pytest
from confluent_kafka import Producer
from prometheus_client import CollectorRegistry
from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError

from streamproc.metrics.store import StoreMetrics
from streamproc.records import withdrawn_article
from streamproc.store.bookkeeping import dead_letters, offsets, withdrawals
from streamproc.store.copies import copies
from streamproc.store.database import open_store, parse
from streamproc.store.schema import articles, quotes
from streamproc.store.stories import stories
from streamproc.stream import storing
from streamproc.stream.storing import Storing
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.workers import PATIENCE, Worker, until
from tests.store.articles import arrests, article, entity, quote
from tests.store.conftest import postgres, store_url

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]
__all__ = ["postgres", "store_url"]


class Store(Worker):
    """A ``streamproc store`` process."""

    def __init__(self, settings, log, url, *options):
        super().__init__(
            settings.model_copy(update={"store_http_port": 0}), log, ("streamproc", "store", url, *options)
        )


@pytest.fixture
def topics(broker_settings, store_url):
    """Settings with topics of their own for each broker and database."""
    prefix = f"{broker_settings.topic_prefix}{parse(store_url).get_backend_name()}."
    settings = broker_settings.model_copy(update={"topic_prefix": prefix})
    asyncio.run(create_topics(settings))
    return settings


@pytest.fixture
def start_store(tmp_path, store_url):
    stores = []

    def start(settings, *options):
        store = Store(settings, tmp_path / f"store-{len(stores)}.log", store_url, *options)
        stores.append(store)
        return store.start()

    yield start
    for store in stores:
        store.end()


@pytest.fixture
def look(store_url):
    """Reads the store with a connection of its own; nothing while it is not there yet."""
    engine = create_engine(parse(store_url))

    def rows(statement):
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(statement)]
        except DBAPIError:  # not there yet, or killed
            return []

    yield rows
    engine.dispose()


def publish(settings, messages, *, transactional=False):
    """Records and, for None, messages without a value, with the revision in the header; all of one article on one partition."""
    options = {"bootstrap.servers": settings.bootstrap_servers, "log_level": 0, "partitioner": "murmur2_random"}
    if transactional:
        options["transactional.id"] = f"{settings.topic_prefix}test"
    producer = Producer(options)
    if transactional:
        producer.init_transactions(PATIENCE)
        producer.begin_transaction()
    for key, revision, value in messages:
        body = None if value is None else orjson.dumps(value)
        producer.produce(topic_name(settings, "enriched"), body, key=key, headers=[("ce_revision", revision.encode())])
        producer.poll(0)
    if transactional:
        producer.commit_transaction(PATIENCE)
    assert producer.flush(PATIENCE) == 0


def life(count, seed):
    """Messages of some articles in random order: revisions with other quotations, withdrawals of both kinds, late repeats."""
    chance = random.Random(seed)
    for offset in range(count):
        number = chance.randrange(40)
        key, revision = f"a{number}", f"0-{offset}"
        if chance.random() < 0.1:
            yield key, revision, withdrawn_article(key) if offset % 2 else None
        else:
            who = entity(1, "PERSON", f"Speaker {offset}")
            said = [quote(n, f"words {n} of {offset}", speaker=who) for n in range(chance.randrange(4))]
            yield key, revision, article(number, title=f"revision {offset}", entities=[who], quotes=said)


def what_holds(messages):
    """What a single reader makes of them: title and quotations of each article that is not withdrawn, and who is."""
    last = {key: None if value and value.get("withdrawn") else value for key, _, value in messages}
    there = {key: value for key, value in last.items() if value is not None}
    said = sorted((value["title"], one["text"]) for value in there.values() for one in value["quotes"])
    titles = sorted((key, value["title"]) for key, value in there.items())
    return titles, said, sorted((key,) for key, value in last.items() if value is None)


def what_is_stored(look):
    said = select(articles.c.title, quotes.c.text).join(quotes, quotes.c.article == articles.c.number)
    titles = select(articles.c.article_id, articles.c.title)
    return sorted(look(titles)), sorted(look(said)), sorted(look(select(withdrawals.c.article_id)))


def read_so_far(look):
    return sum(offset for (offset,) in look(select(offsets.c.next_offset)))


def test_what_is_published_is_stored(topics, start_store, look):
    letters = {
        "streamproc.reason": "too_large",
        "exception.message": "12 MB",
        "stage": "publish",
        "exception.class.name": "X",
        "topic": "articles.raw",
        "partition": "1",
        "offset": "7",
    }
    producer = Producer({"bootstrap.servers": topics.bootstrap_servers, "log_level": 0})
    headers = [
        (name if "reason" in name else f"__connect.errors.{name}", value.encode()) for name, value in letters.items()
    ]
    producer.produce(topic_name(topics, "dead_letters"), b"{", key=b"a7", headers=headers)
    producer.produce(topic_name(topics, "enriched"), b"no record", key=b"a8")
    assert producer.flush(PATIENCE) == 0
    publish(topics, [("a1", "0-1", arrests(1)), ("a2", "0-2", article(2)), ("a2", "0-3", withdrawn_article("a2"))])

    store = start_store(topics)
    wanted = ([("a1", "Arrests in Nairobi")], [("a2",)], [("a7", "too_large", "12 MB")])

    def kept():
        return (
            look(select(articles.c.article_id, articles.c.title)),
            look(select(withdrawals.c.article_id)),
            look(select(dead_letters.c.article_id, dead_letters.c.reason, dead_letters.c.message)),
        )

    until(lambda: kept() == wanted, what="everything in the store")
    until(store.is_ready, what="ready")

    metrics = store.get("/metrics")[1]
    assert 'streamproc_store_messages_total{change="kept"} 2.0' in metrics
    assert 'streamproc_store_messages_total{change="unreadable"} 1.0' in metrics
    assert "not such a record" in store.said
    assert store.stop() == 0


def test_what_stages_say_of_copies_and_stories_is_stored_where_they_run(topics, start_store, look):
    topics = topics.model_copy(update={"copies": True, "stories": True})
    asyncio.run(create_topics(topics))
    said = [("a2", "a1", "same"), ("a3", "a1", "near"), ("a3", None, None)]
    producer = Producer({"bootstrap.servers": topics.bootstrap_servers, "log_level": 0})
    for article_id, copy_of, kind in said:
        value = {"article_id": article_id, "copy_of": copy_of, "kind": kind, "overlap": None, "via": copy_of}
        body = orjson.dumps(value | {"first_seen": "2026-03-02T12:00:00+00:00" if copy_of else None})
        producer.produce(topic_name(topics, "copies"), body, key=article_id.encode(), partition=0)
    told = {"article_id": "a2", "story_id": "a1", "first_seen": None, "via": "a1", "score": 0.9, "because": []}
    happening = {"event_id": "event_1", "type": "COERCE", "day": None, "place": "Riga", "geonames_id": 456172}
    producer.produce(topic_name(topics, "stories"), orjson.dumps(told | {"happening": happening}), key=b"a2")
    assert producer.flush(PATIENCE) == 0

    store = start_store(topics)
    until(store.is_ready, what="ready")
    until(
        lambda: look(select(stories.c.article_id, stories.c.story_id, stories.c.place)) == [("a2", "a1", "Riga")],
        what="the story in the store",
    )
    until(
        lambda: look(select(copies.c.article_id, copies.c.copy_of, copies.c.kind)) == [("a2", "a1", "same")],
        what="the copy in the store",
    )
    assert store.stop() == 0


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
def test_killed_at_any_moment_it_leaves_neither_gap_nor_double(topics, start_store, look):
    messages, chance = list(life(1600, seed=7)), random.Random(7)
    store = start_store(topics)
    for start in range(0, 1600, 400):
        part = messages[start : start + 400]
        before = read_so_far(look)
        for at in range(0, 400, 50):
            publish(topics, part[at : at + 50], transactional=True)
        until(lambda before=before: read_so_far(look) > before, what="some progress")
        time.sleep(chance.random() / 4)
        store.kill()
        store = start_store(topics)

    until(lambda: what_is_stored(look) == what_holds(messages), what="the same in the store")
    until(store.is_ready, what="ready")
    until(lambda: "streamproc_store_lag_messages 0.0" in store.get("/metrics")[1], what="no lag behind the last marker")
    assert store.stop() == 0


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
def test_the_position_behind_a_transactions_marker_is_stored(topics, store_url, look, monkeypatch):
    monkeypatch.setattr(storing, "LOOK_SECONDS", 0.2)
    publish(topics, [("a1", "0-1", article(1))], transactional=True)

    async def store_until_the_end():
        stop = asyncio.Event()
        engine = open_store(store_url)
        run = asyncio.create_task(Storing(engine, topics, StoreMetrics.create(CollectorRegistry())).run(stop))
        try:
            await asyncio.to_thread(until, lambda: read_so_far(look) == 2, what="the offset behind the marker")
        finally:
            stop.set()
            await run
            engine.dispose()

    asyncio.run(store_until_the_end())


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_database_that_dies_is_waited_for(topics, start_store, look, postgres):
    messages = list(life(600, seed=9))
    store = start_store(topics)
    publish(topics, messages[:300])
    until(lambda: read_so_far(look) > 0, what="some progress")
    postgres.kill()
    publish(topics, messages[300:])
    postgres.start()

    until(lambda: what_is_stored(look) == what_holds(messages), what="the same in the store")
    assert "trying again" in store.said
    assert store.stop() == 0


def test_two_stores_on_one_database_do_not_get_into_each_others_way(topics, start_store, look):
    messages = list(life(300, seed=11))
    stores = [start_store(topics), start_store(topics)]
    for at in range(0, 300, 30):
        publish(topics, messages[at : at + 30])

    until(lambda: what_is_stored(look) == what_holds(messages), what="the same in the store")
    for store in stores:
        until(store.is_ready, what="ready")
    assert [store.stop() for store in stores] == [0, 0]
