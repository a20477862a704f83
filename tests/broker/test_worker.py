"""The worker on real brokers, from the raw topic to an independent client."""

from __future__ import annotations

import json
import os
import signal
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from confluent_kafka import Consumer, KafkaError

from streamproc.stream.topics import create_topics, topic_name
from tests.broker.workers import ROLES, Traffic, until

pytestmark = pytest.mark.broker

on_kafka = pytest.mark.parametrize(
    "broker_settings", [pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True, ids=["kafka"]
)
"""For what rests on a guarantee that the embedded broker does not give."""

on_one = pytest.mark.parametrize("broker_settings", ["embedded"], indirect=True)
"""For what is the same on every broker."""


def peak_memory(pid: int) -> int:
    """The most resident bytes a process has had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_every_article_comes_out_on_every_facet_with_its_headers(service, traffic, start_worker):
    traffic.publish(traffic.articles(60, entities=3), headers={"traceparent": TRACE, "scraper": b"s1"})
    worker = start_worker(service)

    with traffic.reader(*ROLES) as reader:
        enriched = reader.read(60, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
        assert len(reader.read(180, "entities")) == 180
        assert sorted(reader.ids("quotes")) == sorted(f"{article}-quotes" for article in traffic.published)
        assert len(reader.read(60, "events")) == 60

    message = enriched[0]
    headers = dict(message.headers())
    assert message.key().decode() == json.loads(message.value())["id"]
    assert headers["ce_type"] == b"streamproc.enriched.v1"
    assert headers["ce_source"] == f"/streamproc/{service.group}".encode()
    assert headers["traceparent"] == TRACE
    assert "scraper" not in headers
    assert worker.stop() == 0


@on_one
def test_poison_of_every_kind_is_dead_lettered_untouched_and_stops_nothing(service, traffic, start_worker):
    poison = [
        b"{oops",
        b"",
        b"[1, 2]",
        b'{"text": "no id"}',
        b"\x00\xff" * 100,
        b"\x00\x00\x00\x00\x07{}",
        b"x" * 900_000,
    ]
    traffic.publish([*traffic.articles(5), *poison, *({"id": f"b{number}"} for number in range(5))])
    worker = start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        letters = reader.read(len(poison), "dead_letters")
        reader.read(10, "enriched")
        assert sorted(letter.value() or b"" for letter in letters) == sorted(value or b"" for value in poison)
        assert all(letter.key() == b"poison" for letter in letters)
        reasons = {dict(letter.headers())["streamproc.reason"] for letter in letters}
        assert reasons == {b"malformed_json", b"invalid_article"}
        assert all(
            dict(letter.headers())["__connect.errors.topic"].decode() == topic_name(service, "raw")
            for letter in letters
        )
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert worker.stop() == 0


@on_kafka
def test_records_that_are_too_large_for_the_broker_become_a_dead_letter(service, traffic, start_worker):
    traffic.publish([{"id": "a"}, {"id": "huge", "large": 11_000_000}, {"id": "b"}])
    start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        [letter] = reader.read(1, "dead_letters")
        reader.read(2, "enriched")
        assert sorted(reader.ids("enriched")) == ["a", "b"]
    assert json.loads(letter.value())["id"] == "huge"
    assert dict(letter.headers())["streamproc.reason"] == b"too_large"


def test_kill_9_in_the_middle_of_500_articles_loses_none(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30, "batch_articles": 8})
    traffic.publish(traffic.articles(500, sleep=0.05))
    first = start_worker(service)

    with traffic.reader(*ROLES) as reader:
        reader.see(100, "enriched")
        first.kill()
        start_worker(service)

        reader.read(500, "enriched")
        reader.read(500, "quotes")
        reader.read(1000, "entities")
        seen = {role: reader.ids(role) for role in ROLES}

    assert set(seen["enriched"]) == set(traffic.published)
    assert {name.removesuffix("-quotes") for name in seen["quotes"]} == set(traffic.published)
    assert len(set(seen["entities"])) == 1000
    if service.delivery == "exactly_once":
        assert {role: len(ids) - len(set(ids)) for role, ids in seen.items()} == dict.fromkeys(ROLES, 0)


@on_kafka
def test_sigterm_finishes_what_is_in_the_engine_and_the_next_worker_goes_on(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30})
    traffic.publish(traffic.articles(300, sleep=0.05))
    first = start_worker(service)

    with traffic.reader("enriched") as reader:
        reader.see(50, "enriched")
        assert first.stop() == 0
        start_worker(service)
        reader.read(300, "enriched")
        ids = reader.ids("enriched")

    assert sorted(ids) == sorted(traffic.published)


@on_kafka
def test_workers_join_and_leave_and_every_revision_comes_out_once_and_in_order(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30, "batch_articles": 8})
    revisions = [{"id": f"a{number % 60}", "version": number // 60, "sleep": 0.05} for number in range(600)]
    traffic.publish(revisions)
    first = start_worker(service)

    with traffic.reader("enriched") as reader:
        reader.see(50, "enriched")
        second = start_worker(service)
        until(lambda: "partitions assigned" in second.said, what="a share for the second worker")
        reader.see(300, "enriched")
        assert first.stop() == 0
        came = [json.loads(message.value()) for message in reader.read(600, "enriched")]

    by_article = {
        f"a{number}": [seen["version"] for seen in came if seen["id"] == f"a{number}"] for number in range(60)
    }
    assert by_article == {f"a{number}": list(range(10)) for number in range(60)}
    assert second.stop() == 0


@on_kafka
def test_a_static_member_comes_back_to_its_partitions_and_the_others_keep_theirs(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30, "batch_articles": 8, "session_timeout": 40.0})
    stayer = start_worker(service.model_copy(update={"group_instance_id": "stayer"}))
    until(lambda: partitions(stayer) == [0, 1, 2], what="an assignment")
    returner = start_worker(service.model_copy(update={"group_instance_id": "returner"}))
    until(lambda: each_has_a_share(stayer, returner), what="a share for each")
    before = partitions(stayer), partitions(returner), rebalances(stayer)

    traffic.publish(traffic.articles(600, sleep=0.2))
    with traffic.reader(*ROLES) as reader:
        reader.see(100, "enriched")
        returner.kill()
        returned = start_worker(returner.settings)
        reader.read(600, "enriched")
        reader.read(600, "quotes")
        ids = {role: sorted(reader.ids(role)) for role in ("enriched", "quotes")}

    assert (partitions(stayer), partitions(returned), rebalances(stayer)) == before
    assert ids["enriched"] == sorted(traffic.published)
    assert ids["quotes"] == sorted(f"{article}-quotes" for article in traffic.published)
    assert stayer.stop() == 0
    assert returned.stop() == 0


@on_kafka
def test_a_name_that_two_workers_have_ends_them_with_a_clear_error_and_costs_no_article(service, traffic, start_worker):
    service = service.model_copy(update={"group_instance_id": "twin"})
    traffic.publish(traffic.articles(300, sleep=0.05))

    twins = [start_worker(service), start_worker(service)]
    until(lambda: any(twin.process.poll() is not None for twin in twins), what="the end of one")
    ended = [twin for twin in twins if twin.process.poll() is not None]
    for twin in twins:
        twin.end()
    start_worker(service)

    assert [(twin.wait(), twin.said.count("Traceback")) for twin in ended] == [(1, 0)] * len(ended)
    assert ended[0].said.splitlines()[-1].startswith("Error: group_instance_id: another worker is called 'twin', too")
    with traffic.reader("enriched") as reader:
        reader.read(300, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)


@on_kafka
def test_a_namesake_that_joins_at_the_same_time_ends_the_other_at_once(service, start_worker):
    service = service.model_copy(update={"group_instance_id": "twin"})
    with member(service, strategy="roundrobin"):  # which joins no more: the group waits for it, and so do the twins
        twins = [start_worker(service), start_worker(service)]
        until(lambda: any(twin.process.poll() is not None for twin in twins), what="the end of one")

        [ended] = [twin for twin in twins if twin.process.poll() is not None]
        assert (ended.wait(), ended.said.count("Traceback")) == (1, 0)
        assert ended.said.splitlines()[-1].startswith("Error: group_instance_id: another worker is called 'twin', too")


@on_kafka
def test_a_group_of_other_consumers_is_refused_readably(service, start_worker):
    with member(service, strategy="range"):
        worker = start_worker(service)

        assert (worker.wait(), worker.said.count("Traceback")) == (1, 0)
        assert worker.said.splitlines()[-1].startswith(f"Error: group: {service.group!r} has members of another kind")


@on_kafka
def test_a_session_that_the_brokers_do_not_allow_is_refused_readably(service, start_worker):
    worker = start_worker(service.model_copy(update={"session_timeout": 2000.0}))  # half an hour is the default's most

    assert (worker.wait(), worker.said.count("Traceback")) == (1, 0)
    assert worker.said.splitlines()[-1].startswith("Error: session_timeout: outside of the brokers' group.min.session")


@contextmanager
def member(settings, *, strategy):
    """Another consumer in the workers' group; it has joined, and answers no rebalance."""
    consumer = Consumer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "group.id": settings.group,
            "partition.assignment.strategy": strategy,
            "log_level": 0,
        }
    )
    consumer.subscribe([topic_name(settings, "raw")])

    def joined():
        consumer.poll(0.1)
        return consumer.assignment()

    try:
        until(joined, what="an assignment")
        yield
    finally:
        consumer.close()


def partitions(worker):
    """The partitions that a worker says it has."""
    return [partition["partition"] for partition in json.loads(worker.get("/readyz")[1]).get("partitions", ())]


def each_has_a_share(*workers):
    """Whether every partition is one worker's, and no worker is without."""
    shares = [partitions(worker) for worker in workers]
    return all(shares) and sorted(chain(*shares)) == [0, 1, 2]


def rebalances(worker):
    lines = worker.get("/metrics")[1].splitlines()
    return next(line for line in lines if line.startswith("streamproc_rebalances_total "))


@on_kafka
def test_a_worker_that_slept_past_its_session_is_fenced_and_nothing_appears_twice(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30, "batch_articles": 8, "session_timeout": 2.0})
    traffic.publish(traffic.articles(400, sleep=0.05))
    sleeper = start_worker(service)

    with traffic.reader(*ROLES) as reader:
        reader.see(50, "enriched")
        os.kill(sleeper.pid, signal.SIGSTOP)
        start_worker(service)
        reader.see(150, "enriched")
        os.kill(sleeper.pid, signal.SIGCONT)
        reader.read(400, "enriched")
        reader.read(400, "quotes")
        ids = {role: sorted(reader.ids(role)) for role in ("enriched", "quotes")}

    assert ids["enriched"] == sorted(traffic.published)
    assert ids["quotes"] == sorted(f"{article}-quotes" for article in traffic.published)
    assert sleeper.stop() == 0


@on_kafka
async def test_a_worker_that_is_taken_for_dead_but_has_its_place_goes_on_at_once(service, traffic, start_worker):
    changes = {"window": 30, "batch_articles": 8, "group_instance_id": "worker-1"}
    service = service.model_copy(update=changes)
    traffic.publish(traffic.articles(300, sleep=0.05))
    worker = start_worker(service)

    with traffic.reader("enriched") as reader:
        reader.see(50, "enriched")
        intruder = AIOKafkaProducer(
            bootstrap_servers=service.bootstrap_servers, transactional_id=f"{service.group}-worker-1"
        )
        await intruder.start()
        await intruder.stop()
        reader.read(300, "enriched")
        ids = reader.ids("enriched")

    assert sorted(ids) == sorted(traffic.published)
    assert "transaction aborted" in worker.said
    assert "joining the group again" not in worker.said
    assert worker.stop() == 0


@on_kafka
async def test_a_worker_whose_offsets_somebody_else_has_set_joins_again_and_goes_on_from_there(
    service, traffic, start_worker
):
    changes = {"window": 30, "batch_articles": 8, "session_timeout": 4.0, "group_instance_id": "worker-1"}
    service = service.model_copy(update=changes)
    traffic.publish(traffic.articles(300, sleep=0.05))
    worker = start_worker(service)
    start = {TopicPartition(topic_name(service, "raw"), number): 0 for number in range(service.partitions)}

    with traffic.reader("enriched") as reader:
        reader.see(50, "enriched")
        os.kill(worker.pid, signal.SIGSTOP)
        # Its transactional id, so that its next transaction fails and it looks at the offsets.
        intruder = AIOKafkaProducer(
            bootstrap_servers=service.bootstrap_servers, transactional_id=f"{service.group}-worker-1"
        )
        await intruder.start()
        await intruder.begin_transaction()
        await intruder.send_offsets_to_transaction(start, service.group)
        await intruder.commit_transaction()
        await intruder.stop()
        os.kill(worker.pid, signal.SIGCONT)
        until(lambda: sum(traffic.committed().values()) == 300, what="the last commit")
        reader.drain()
        ids = reader.ids("enriched")

    assert set(ids) == set(traffic.published)
    assert len(ids) > len(traffic.published)
    assert "fenced without a rebalance, joining the group again" in worker.said
    assert worker.stop() == 0


@on_kafka
@pytest.mark.model
async def test_50_megabytes_come_through_where_the_operator_allows_them(broker_settings, start_worker):
    """One article has too much text, the other a field that nobody asked for; both lie between ordinary ones."""
    allowed = broker_settings.model_copy(
        update={"max_message_bytes": 60_000_000, "partitions": 1, "processes": 1, "delivery": "exactly_once"}
    )
    await create_topics(allowed)
    traffic = Traffic(allowed)
    text = "The mayor of Belgrave resigned on Tuesday. Police arrested eleven people. "
    long_text = {"id": "long", "text": text * (50_000_000 // len(text))}
    long_field = {"id": "field", "text": text, "html": "x" * 50_000_000}
    traffic.publish([{"id": "a", "text": text}, long_text, {"id": "b", "text": text}, long_field])
    traffic.publish([{"id": "c", "text": text}])
    worker = start_worker(allowed, ("streamproc", "worker"))

    with traffic.reader("enriched", "dead_letters") as reader:
        reader.see(4, "enriched")
        [letter] = reader.see(1, "dead_letters")
        assert reader.ids("enriched") == ["a", "b", "field", "c"]
    assert dict(letter.headers())["streamproc.reason"] == b"too_large"
    assert json.loads(letter.value()) == long_text
    assert peak_memory(worker.pid) < 700_000_000
    assert worker.stop() == 0


@on_kafka
def test_50_megabytes_are_refused_by_topics_as_they_are_made(traffic):
    errors = []

    traffic.publish([b"x" * 50_000_000], on_delivery=lambda error, _: errors.append(error.code()))

    assert errors == [KafkaError.MSG_SIZE_TOO_LARGE]


@on_kafka
def test_memory_stays_bounded_under_a_backlog_of_large_articles(service, traffic, start_worker):
    service = service.model_copy(update={"intake_bytes": 16_000_000, "window": 8, "batch_articles": 4})
    text = "x" * 2_000_000
    traffic.publish(traffic.articles(250, text=text, sleep=0.05))
    worker = start_worker(service)

    with traffic.reader("quotes") as reader:
        reader.read(250, "quotes")
        assert len(reader.messages["quotes"]) == 250
    # 500 MB went through; in memory were the interpreter, the intake, one fetch a partition and the engine's window.
    assert peak_memory(worker.pid) < 400_000_000
    assert worker.stop() == 0


@on_one
def test_a_failing_engine_ends_the_worker_and_its_article_is_not_acknowledged(service, traffic, start_worker):
    traffic.publish([{"id": "engine-fails"}])

    worker = start_worker(service)

    assert worker.wait() == 1
    assert worker.said.rstrip().endswith("Error: the engine has failed")
    assert set(traffic.committed().values()) <= {-1001}


@on_one
def test_an_engine_that_never_answers_ends_the_worker_with_a_clear_message(service, traffic, start_worker):
    traffic.publish([{"id": "a", "sleep": 10_000}])

    worker = start_worker(service.model_copy(update={"stall_timeout": 12.0}))

    assert worker.wait() == 1
    assert "no progress for" in worker.said
    assert "1 messages wait for the engine (setting: stall_timeout)" in worker.said
    assert set(traffic.committed().values()) <= {-1001}


@on_one
def test_a_stop_does_not_wait_for_an_engine_that_never_answers(service, traffic, start_worker):
    traffic.publish([{"id": "a", "sleep": 10_000}])
    worker = start_worker(service.model_copy(update={"stop_timeout": 1.0}))
    until(lambda: '"waiting_for":"engine"' in worker.get("/readyz")[1], what="work for the engine")

    assert worker.stop() == 0
    assert set(traffic.committed().values()) <= {-1001}


@on_one
def test_a_run_of_rejects_stops_the_worker_with_a_clear_error(service, traffic, start_worker):
    service = service.model_copy(update={"reject_run": 20})
    traffic.publish([b"{oops"] * 100)

    worker = start_worker(service)

    assert worker.wait() == 1
    assert "20 messages in a row were rejected, the last one because of: malformed_json" in worker.said
    with traffic.reader("dead_letters") as reader:
        reader.drain()
        assert len(reader.messages["dead_letters"]) < 20


def test_two_hundred_tombstones_in_a_row_and_null_headers_stop_nothing(service, traffic, start_worker):
    service = service.model_copy(update={"reject_run": 20})
    traffic.publish([None] * 200, partition=0, key=b"")
    traffic.publish([{"id": "after"}], partition=0)
    traffic.publish([b"{bad"], partition=0, headers=[("a", None), ("traceparent", b""), ("traceparent", TRACE)])
    worker = start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        reader.read(1, "enriched")
        [letter] = reader.read(1, "dead_letters")
    assert letter.headers()[:3] == [("a", None), ("traceparent", b""), ("traceparent", TRACE)]
    assert int(dict(letter.headers())["__connect.errors.timestamp"]) > 1_600_000_000_000
    assert 'streamproc_articles_total{outcome="tombstone"} 200.0' in worker.get("/metrics")[1]
    assert worker.stop() == 0


@on_one
def test_missing_topics_are_a_refusal_at_start(broker_settings, start_worker):
    worker = start_worker(broker_settings)

    assert worker.wait() == 1
    assert "articles.raw: does not exist ('streamproc topics create' makes it)" in worker.said
    assert "Traceback" not in worker.said


@on_one
def test_exactly_once_is_refused_by_a_broker_without_transactions(service, start_worker):
    worker = start_worker(service.model_copy(update={"delivery": "exactly_once"}))

    assert worker.wait() == 1
    assert worker.said.splitlines() == ["Error: delivery: these brokers have no transactions; use at_least_once"]


@on_kafka
def test_a_transaction_timeout_that_the_broker_does_not_allow_is_refused(service, start_worker):
    worker = start_worker(service.model_copy(update={"transaction_timeout": 3600.0}))

    assert worker.wait() == 1
    assert worker.said.splitlines() == ["Error: transaction_timeout: more than the brokers' transaction.max.timeout.ms"]


@on_one
def test_the_worker_says_how_it_is(service, traffic, start_worker):
    traffic.publish([*traffic.articles(10), b"{oops"])
    worker = start_worker(service)
    with traffic.reader("enriched", "dead_letters") as reader:
        reader.read(10, "enriched")
        reader.read(1, "dead_letters")

    until(lambda: worker.get("/readyz")[0] == 200, what="readiness")
    _, body = worker.get("/readyz")
    partitions = json.loads(body)["partitions"]
    assert [partition["partition"] for partition in partitions] == [0, 1, 2]
    until(lambda: 'streamproc_lag_messages{partition="0"} 0.0' in worker.get("/metrics")[1], what="no lag")
    _, metrics = worker.get("/metrics")
    assert 'streamproc_articles_total{outcome="enriched"} 10.0' in metrics
    assert 'streamproc_dead_letters_total{reason="malformed_json"} 1.0' in metrics
    assert "faust_" in metrics
    assert worker.get("/livez")[0] == 200
    assert worker.stop() == 0
