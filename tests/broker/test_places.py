"""Where the group's offset does not fit the log: nothing is skipped, and what is lost is said."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from contextlib import contextmanager

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions

from streamproc.stream.topics import create_topics, topic_name
from tests.broker.workers import set_offset, until

pytestmark = [
    pytest.mark.broker,
    pytest.mark.kafka,
    pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True),
]


@pytest.fixture
def admin(service):
    return AdminClient({"bootstrap.servers": service.bootstrap_servers})


def expire(admin, settings, partition, before):
    """What retention does: the log begins later."""
    place = TopicPartition(topic_name(settings, "raw"), partition, before)
    [done] = admin.delete_records([place]).values()
    done.result(30)


def make_anew(admin, settings):
    """Delete the raw topic and make it again, as fast as the broker can."""
    name = topic_name(settings, "raw")
    admin.delete_topics([name])[name].result(30)
    until(lambda: name not in admin.list_topics(timeout=10).topics, what="the end of the topic")
    asyncio.run(create_topics(settings))


def figure(worker, name):
    """A figure of the worker, with its labels in the name."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", worker.get("/metrics")[1], re.MULTILINE)
    return float(found[1]) if found else None


def test_an_offset_beyond_the_end_loses_no_article(service, traffic, start_worker):
    traffic.publish(traffic.articles(40), partition=0)
    set_offset(service, 0, 100)
    worker = start_worker(service)
    until(lambda: "the partition ends before the group's offset" in worker.said, what="a look at the end")
    traffic.publish([{"id": f"b{number}"} for number in range(70)], partition=0)

    with traffic.reader("enriched") as reader:
        reader.read(110, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert "the partition ends before the group's offset" in worker.said
    until(lambda: traffic.committed().get(0) == 110, what="the commit")
    assert figure(worker, 'streamproc_position_resets_total{cause="rewound"}') == 1
    assert figure(worker, "streamproc_expired_unread_total") == 0
    assert worker.stop() == 0


def test_articles_that_expire_unread_are_counted_and_the_others_come_out(service, admin, traffic, start_worker):
    traffic.publish(traffic.articles(40), partition=0)
    set_offset(service, 0, 5)
    expire(admin, service, 0, 25)
    worker = start_worker(service)

    with traffic.reader("enriched") as reader:
        reader.read(15, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published[25:])
    assert re.search(r"articles expired unread.*\blost=20\b", worker.said)
    assert figure(worker, "streamproc_expired_unread_total") == 20
    assert worker.stop() == 0


def test_articles_that_expire_under_a_worker_that_is_behind_are_counted(service, admin, traffic, start_worker):
    service = service.model_copy(update={"intake_articles": 10, "window": 2, "batch_articles": 1})
    traffic.publish(traffic.articles(600, sleep=0.05, text="x" * 20_000), partition=0)
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        reader.see(1, "enriched")
        expire(admin, service, 0, 580)

        until(lambda: figure(worker, "streamproc_expired_unread_total"), what="the loss")
        read = 600 - int(figure(worker, "streamproc_expired_unread_total"))
        reader.read(read, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published[: read - 20] + traffic.published[580:])


def test_markers_of_transactions_are_no_loss(service, traffic, start_worker):
    producer = Producer({**traffic.client, "transactional.id": f"{service.group}scraper"})
    producer.init_transactions(30)
    worker = start_worker(service)
    for number in range(12):
        producer.begin_transaction()
        producer.produce(topic_name(service, "raw"), b'{"id": "a%d"}' % number, b"key", partition=0)
        (producer.abort_transaction if number % 3 == 2 else producer.commit_transaction)(30)

    with traffic.reader("enriched") as reader:
        reader.read(8, "enriched")
    assert figure(worker, "streamproc_expired_unread_total") == 0
    assert worker.stop() == 0


def test_a_group_without_an_offset_says_where_it_begins(service, admin, traffic, start_worker):
    traffic.publish(traffic.articles(10), partition=0)
    expire(admin, service, 0, 4)
    worker = start_worker(service)

    with traffic.reader("enriched") as reader:
        reader.read(6, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published[4:])
    assert re.search(r"the group has no committed offset: reading from the beginning.*\boffset=4\b", worker.said)
    assert figure(worker, "streamproc_expired_unread_total") == 0
    assert worker.stop() == 0
    again = start_worker(service)
    traffic.publish([{"id": f"b{number}"} for number in range(3)], partition=0)
    with traffic.reader("enriched") as reader:
        reader.read(9, "enriched")
    assert not re.search(r"no committed offset.*partition=0\b", again.said)


def test_a_shorter_topic_made_anew_under_a_worker_is_read_from_its_beginning(service, admin, traffic, start_worker):
    made_anew(service, admin, traffic, start_worker, articles=20)


def test_a_longer_topic_made_anew_under_a_worker_is_read_from_its_beginning(service, admin, traffic, start_worker):
    made_anew(service, admin, traffic, start_worker, articles=90)


def made_anew(service, admin, traffic, start_worker, *, articles):
    service = service.model_copy(update={"metadata_max_age": 2.0})
    traffic.publish(traffic.articles(40), partition=0)
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        reader.read(40, "enriched")
        until(lambda: traffic.committed().get(0) == 40, what="the commit")

        make_anew(admin, service)
        second = [{"id": f"b{number}"} for number in range(articles)]
        traffic.publish(second, partition=0)

        expected = {str(one["id"]) for one in second}
        until(lambda: reader.poll(0.5) and expected <= set(reader.ids("enriched")), what="what the new topic has")
    assert worker.stop() == 0


@contextmanager
def suspended(worker):
    os.kill(worker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker.pid, signal.SIGCONT)


def test_a_topic_made_anew_while_a_worker_does_not_look_is_known_by_its_id(service, admin, traffic, start_worker):
    made_anew_unseen(service, admin, traffic, start_worker)


def test_at_least_once_too_it_is_known_by_its_id(service, admin, traffic, start_worker):
    service = service.model_copy(update={"delivery": "at_least_once"})
    made_anew_unseen(service, admin, traffic, start_worker)


def made_anew_unseen(service, admin, traffic, start_worker):
    service = service.model_copy(update={"session_timeout": 60.0, "transaction_timeout": 60.0})
    traffic.publish(traffic.articles(40), partition=0)
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        reader.read(40, "enriched")
        until(lambda: traffic.committed().get(0) == 40, what="the commit")

        with suspended(worker):
            make_anew(admin, service)
            second = [{"id": f"b{number}"} for number in range(90)]
            traffic.publish(second, partition=0)

        expected = {str(one["id"]) for one in second}
        until(lambda: reader.poll(0.5) and expected <= set(reader.ids("enriched")), what="what the new topic has")
    until(lambda: traffic.committed().get(0) == 90, what="the commit in the new topic")
    assert "the raw topic was made anew, joining the group again" in worker.said
    assert "the topic was made anew since the group's offset" in worker.said
    assert figure(worker, 'streamproc_position_resets_total{cause="rewound"}') >= 1
    assert worker.stop() == 0


def group_lag(settings, traffic):
    """What anybody else sees: the ends of the partitions less what the group has committed."""
    consumer = Consumer({"bootstrap.servers": settings.bootstrap_servers, "group.id": "not-used"})
    ends = {
        number: consumer.get_watermark_offsets(TopicPartition(topic_name(settings, "raw"), number), 10)[1]
        for number in range(settings.partitions)
    }
    consumer.close()
    committed = traffic.committed()
    return sum(end - max(committed.get(number, 0), 0) for number, end in ends.items())


def test_the_groups_lag_ends_behind_a_scraper_with_transactions(service, traffic, start_worker):
    producer = Producer({**traffic.client, "transactional.id": f"{service.group}scraper"})
    producer.init_transactions(30)
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        for count in (3, 6):
            producer.begin_transaction()
            for number in range(count - 3, count):
                producer.produce(topic_name(service, "raw"), b'{"id": "a%d"}' % number, b"key", partition=number % 3)
            producer.commit_transaction(30)
            reader.see(count, "enriched")
            until(lambda: group_lag(service, traffic) == 0, what="no lag")
        producer.begin_transaction()
        producer.produce(topic_name(service, "raw"), b'{"id": "aborted"}', b"key", partition=0)
        producer.abort_transaction(30)
        until(lambda: group_lag(service, traffic) == 0, what="no lag behind an aborted transaction")
        reader.drain()
        assert sorted(reader.ids("enriched")) == [f"a{number}" for number in range(6)]
    assert worker.stop() == 0


def test_a_raw_topic_that_is_gone_ends_the_worker_after_a_while(service, admin, traffic, start_worker):
    service = service.model_copy(update={"metadata_max_age": 1.0, "topic_timeout": 8.0})
    traffic.publish(traffic.articles(3))
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        reader.read(3, "enriched")

    name = topic_name(service, "raw")
    admin.delete_topics([name])[name].result(30)

    until(lambda: worker.get("/readyz")[0] == 503, what="the end of readiness")
    assert worker.wait() == 1
    assert re.search(rf"^Error: {re.escape(name)}: has been gone for", worker.said, re.MULTILINE)


def test_partitions_that_are_added_while_a_worker_runs_are_read(service, admin, traffic, start_worker):
    service = service.model_copy(update={"metadata_max_age": 2.0})
    traffic.publish(traffic.articles(3))
    worker = start_worker(service)
    with traffic.reader("enriched") as reader:
        reader.read(3, "enriched")

        name = topic_name(service, "raw")
        admin.create_partitions([NewPartitions(name, service.partitions + 2)])[name].result(30)
        traffic.publish([{"id": f"b{number}"} for number in range(4)], partition=service.partitions + 1)

        reader.read(7, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert worker.stop() == 0


def test_articles_that_stay_behind_on_the_raw_topics_old_name_are_said_at_the_start(service, traffic, start_worker):
    traffic.publish(traffic.articles(30), partition=0)
    set_offset(service, 0, 10)
    renamed = service.model_copy(update={"topic_raw": "articles.renamed"})
    asyncio.run(create_topics(renamed))

    worker = start_worker(renamed)

    until(worker.is_ready, what="readiness")
    assert re.search(rf"stay behind on another topic.*{topic_name(service, 'raw')}.* unread=20\b", worker.said)
    assert worker.stop() == 0
