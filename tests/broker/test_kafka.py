"""The judge itself: the broker of the tests keeps what it acknowledged when it is killed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from tests.broker.kafka import Kafka, check_digests
from tests.broker.workers import PATIENCE
from tests.tools import need_kafka


@pytest.mark.broker
@pytest.mark.kafka
def test_a_committed_transaction_survives_kill_9_of_the_broker(tmp_path):
    need_kafka()
    broker = Kafka(tmp_path / "kafka").start()
    try:
        admin = AdminClient({"bootstrap.servers": broker.bootstrap})
        for created in admin.create_topics([NewTopic("t", 1, 1)]).values():
            created.result()
        producer = Producer({"bootstrap.servers": broker.bootstrap, "transactional.id": "t", "log_level": 0})
        producer.init_transactions()
        producer.begin_transaction()
        producer.produce("t", b"kept")
        producer.commit_transaction()

        broker.kill()
        broker.start()

        consumer = Consumer(
            {"bootstrap.servers": broker.bootstrap, "group.id": "g", "auto.offset.reset": "earliest", "log_level": 0}
        )
        consumer.subscribe(["t"])
        message = consumer.poll(PATIENCE)
        consumer.close()
        assert message is not None
        assert message.value() == b"kept"
    finally:
        broker.stop()


def test_what_needs_kafka_lies_where_make_looks_for_it():
    tests = Path(__file__).parents[1]
    marked = {path.relative_to(tests) for path in tests.rglob("*.py") if "pytest.mark.kafka" in path.read_text("utf-8")}

    assert {path.parts[0] for path in marked} == {"broker", "faults"}


def jar_directory(directory, content):
    """One jar, in a directory as Maven leaves it, and the digest of what it should hold."""
    jars = directory / "lib"
    jars.mkdir()
    (jars / "kafka.jar").write_bytes(content)
    listed = directory / "jars.sha256"
    listed.write_text(f"{hashlib.sha256(b'as published').hexdigest()}  kafka.jar\n")
    return jars, listed


def test_a_jar_with_the_listed_digest_stays(tmp_path):
    jars, listed = jar_directory(tmp_path, b"as published")

    check_digests(jars, listed)

    assert (jars / "kafka.jar").exists()


def test_a_jar_with_another_digest_is_refused_and_goes(tmp_path):
    jars, listed = jar_directory(tmp_path, b"something else")

    with pytest.raises(RuntimeError, match=r"jars\.sha256: kafka\.jar"):
        check_digests(jars, listed)

    assert not jars.exists()
