"""``streamproc copies`` on a broker: what was found is there once, whatever happens to its processes and their disks."""

from __future__ import annotations

import asyncio
import json
import shutil
import time

import pytest
from confluent_kafka import Producer

from streamproc.copies.sketch import content_of
from streamproc.linking.messages import article_message, placed, withdrawal_message
from streamproc.records import parse_copy
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.workers import Traffic, until
from tests.linking.texts import text, with_new_sentences

on_kafka = pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
pytestmark = [pytest.mark.broker, pytest.mark.kafka, on_kafka]

NOW = round(time.time() * 1000)


@pytest.fixture
def copies_settings(broker_settings, tmp_path):
    """Settings of a service that finds copies, with short sessions; the topics exist."""
    settings = broker_settings.model_copy(
        update={
            "copies": True,
            "copies_state": tmp_path / "state",
            "topic_prefix": f"{tmp_path.name}.",
            "group": tmp_path.name,
            "session_timeout": 6.0,
            "transaction_timeout": 6.0,
        }
    )
    asyncio.run(create_topics(settings))
    return settings


@pytest.fixture
def start_copies(start_worker):
    return lambda settings: start_worker(settings, ("streamproc", "copies"))


class Sketches:
    """Publishes what workers say of articles, each with a number and a time of its own."""

    def __init__(self, settings):
        self.topic = topic_name(settings, "copies_work")
        self.producer = Producer(
            {"bootstrap.servers": settings.bootstrap_servers, "partitioner": "murmur2_random", "log_level": 0}
        )
        self.number = 0

    def publish(self, articles):
        for article_id, words in articles:
            self.number += 1
            send = withdrawal_message(article_id) if words is None else article_message(article_id, content_of(words))
            send = placed(send, f"0-{self.number}", NOW + self.number)
            self.producer.produce(self.topic, send.value, send.key)
            self.producer.poll(0)
        assert self.producer.flush(30) == 0


def families(count, *, size=3, seed=0):
    """Articles ``f0-0``, ``f0-1`` … of which each ``f0-…`` is like the others, in their order."""
    for number in range(count):
        words = text((seed, number), sentences=10)
        for member in range(size):
            changed = with_new_sentences(words, 1, seed=(seed, number, member)) if member else words
            yield f"f{number}-{member}", changed


def found(reader):
    """What holds of each article, and how often it was said."""
    said = [(message.key().decode(), parse_copy(message.value())) for message in reader.messages["copies"]]
    return {article_id: record.copy_of for article_id, record in said if record.copy_of}, len(said)


def read_on(reader):
    """Read what is there."""
    reader.drain(0.2)
    return True


def expected(count, size=3):
    return {f"f{number}-{member}": f"f{number}-0" for number in range(count) for member in range(1, size)}


def test_copies_are_found_across_partitions_and_said_with_why(copies_settings, start_copies):
    Sketches(copies_settings).publish(families(20))
    worker = start_copies(copies_settings)

    with Traffic(copies_settings).reader("copies") as reader:
        until(lambda: read_on(reader) and found(reader)[0] == expected(20), what="all copies")
        [message, *_] = reader.messages["copies"]
    record = parse_copy(message.value())
    headers = dict(message.headers())
    assert (record.kind, record.via.split("-")[0]) == ("near", record.article_id.split("-")[0])
    assert 0.6 < record.overlap <= 1
    assert record.first_seen.timestamp() * 1000 >= NOW
    assert (headers["ce_type"], headers["ce_id"]) == (b"streamproc.copies.v1", record.article_id.encode())
    assert worker.stop() == 0


@pytest.mark.parametrize("disk", ["kept", "lost", "spoilt"])
def test_kill_9_a_rebalance_and_a_lost_disk_leave_state_and_outputs_as_if_nothing_had_happened(
    copies_settings, start_copies, tmp_path, disk
):
    sketches = Sketches(copies_settings)
    articles = list(families(60))
    first = start_copies(copies_settings)

    with Traffic(copies_settings).reader("copies") as reader:
        sketches.publish(articles[:60])
        until(lambda: read_on(reader) and reader.messages["copies"], what="a first copy")
        first.kill()
        spoil(copies_settings.copies_state, disk)
        second = start_copies(copies_settings.model_copy(update={"copies_state": tmp_path / "second"}))
        sketches.publish(articles[60:120])
        third = start_copies(copies_settings)
        until(lambda: "partitions assigned" in third.said, what="a share for the third")
        second.kill()
        sketches.publish(articles[120:])
        sketches.publish((f"f{number}-2", None) for number in range(0, 60, 2))
        sketches.publish((f"f{number}-1", text(("new", number), sentences=10)) for number in range(1, 60, 2))

        left = {f"f{number}-1": f"f{number}-0" for number in range(0, 60, 2)}
        left |= {f"f{number}-2": f"f{number}-0" for number in range(1, 60, 2)}
        until(lambda: read_on(reader) and latest(reader) == left, what="all copies")
        reader.drain(3)
        assert latest(reader) == left
        assert repeats(reader) == []
    assert third.stop() == 0


def spoil(folder, disk):
    if disk == "lost":
        shutil.rmtree(folder)
    if disk == "spoilt":
        for path in folder.rglob("CURRENT"):
            path.write_bytes(b"nonsense")


def latest(reader):
    last = {message.key().decode(): parse_copy(message.value()) for message in reader.messages["copies"]}
    return {article_id: record.copy_of for article_id, record in last.items() if record.copy_of}


def repeats(reader):
    """Records that say what the one before has said: a transaction that was done twice would leave some."""
    last, twice = {}, []
    for message in reader.messages["copies"]:
        value = json.loads(message.value())
        if last.get(message.key()) == value:
            twice.append(value)
        last[message.key()] = value
    return twice


@pytest.mark.model
def test_workers_and_the_stage_find_the_reprint_of_an_article_and_forget_one_that_is_withdrawn(
    copies_settings, start_worker, start_copies
):
    copies_settings = copies_settings.model_copy(update={"processes": 1})
    traffic = Traffic(copies_settings)
    worker, stage = start_worker(copies_settings, ("streamproc", "worker")), start_copies(copies_settings)
    wire = text("wire", sentences=12)
    boilerplate = "\n\nSign up for our newsletter.\n\nFollow us on Twitter.\n\n© 2025 Port Times. All rights reserved."
    traffic.publish([{"id": "wire", "title": "Ferry sinks", "text": f"BREVIK (AP) — The {wire}", "language": "en"}])
    with traffic.reader("enriched", "copies") as reader:
        reader.see(1, "enriched")
        traffic.publish(
            [
                {
                    "id": "reprint",
                    "title": "Ferry lost off Brevik",
                    "text": f"The {wire}{boilerplate}",
                    "language": "en",
                },
                {"id": "other", "title": "Fair", "text": text("other", sentences=12) + boilerplate, "language": "en"},
            ]
        )
        [copy] = reader.see(1, "copies")
        assert (parse_copy(copy.value()).article_id, parse_copy(copy.value()).copy_of) == ("reprint", "wire")
        traffic.publish([None], key=b"wire")
        gone = reader.see(2, "copies")[1]
        assert (parse_copy(gone.value()).article_id, parse_copy(gone.value()).copy_of) == ("reprint", None)
    assert (worker.stop(), stage.stop()) == (0, 0)


def test_without_the_setting_or_exactly_once_it_is_refused_readably(copies_settings, start_copies):
    for change, why in [
        ({"copies": False}, "copies: is not set"),
        ({"delivery": "at_least_once"}, "delivery: copies have"),
    ]:
        refused = start_copies(copies_settings.model_copy(update=change))
        assert refused.wait() == 1
        assert f"Error: {why}" in refused.said
