"""An article's life on a broker: what a subscriber holds after revisions, with the worker as it is shipped."""

from __future__ import annotations

import asyncio
import json

import pytest
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from streamproc.records import Revision, parse_enriched
from streamproc.records.current import Current
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka
from tests.broker.workers import Traffic, until
from tests.tools import need_kafka

pytestmark = [
    pytest.mark.broker,
    pytest.mark.kafka,
]
on_kafka = pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)

FIRST = """At least 40 people were killed when a ferry sank off Brevik on Tuesday, police said.

“We heard a loud crack and then the lights went out,” Marta Olsen, a passenger, told reporters.

“Nobody checked the doors,” union leader Jonas Lund said."""

CORRECTED = FIRST.replace("At least 40 people", "Four people")

WITHOUT_QUOTATIONS = "A ferry sank off Brevik on Tuesday. Four people were killed."


@on_kafka
@pytest.mark.model
def test_a_subscriber_to_quotations_sees_corrections_and_a_revision_without_any(service, traffic, start_worker):
    for text in (FIRST, CORRECTED):
        traffic.publish([{"id": "ferry", "title": "Ferry sinks", "text": text}])
    traffic.publish([{"id": "other", "text": FIRST}])
    worker = start_worker(service.model_copy(update={"processes": 1}), ("streamproc", "worker"))
    current = Current("quotes")

    with traffic.reader("enriched", "quotes") as reader:
        reader.read(3, "enriched")
        first = [message for message in reader.messages["enriched"] if message.key() == b"ferry"]
        apply(current, reader, service)
        before = sorted(record.quote.id for record in current.records("ferry"))
        traffic.publish([{"id": "ferry", "title": "Ferry sinks", "text": WITHOUT_QUOTATIONS}])
        reader.read(4, "enriched")
        apply(current, reader, service)

    direct = [
        {quote.id for quote in parse_enriched(message.value()).quotes if quote.type == "direct"} for message in first
    ]
    assert len(direct[0]) == 2
    assert direct[0] == direct[1] <= set(before)
    assert current.records("ferry") == []
    assert len(current.records("other")) >= 2
    assert worker.stop() == 0


@on_kafka
@pytest.mark.model
def test_every_record_says_of_which_message_and_of_which_words_it_was_made(service, traffic, start_worker):
    traffic.publish([{"id": "ferry", "text": FIRST}, {"id": "ferry", "text": CORRECTED}], partition=2)
    start_worker(service.model_copy(update={"processes": 1}), ("streamproc", "worker"))

    with traffic.reader("enriched", "entities", "quotes", "events") as reader:
        reader.read(2, "enriched")
        current = Current()
        apply(current, reader, service)
        articles = [parse_enriched(message.value()) for message in reader.messages["enriched"]]

    assert [article.revision for article in articles] == [Revision(2, 0), Revision(2, 1)]
    assert articles[0].content_hash != articles[1].content_hash
    assert {type(record).__name__ for record in current} == {"EntityRecord", "QuoteRecord", "EventRecord"}
    assert {(record.revision, record.content_hash) for record in current} == {
        (Revision(2, 1), articles[1].content_hash)
    }


@on_kafka
def test_withdrawals_come_out_once_and_in_their_turn_though_a_worker_is_killed(service, traffic, start_worker):
    service = service.model_copy(update={"window": 30, "batch_articles": 8})
    for number in range(300):
        traffic.publish([{"id": f"a{number % 30}", "version": number // 30, "sleep": 0.02}])
        traffic.publish([None], key=f"a{number % 30}".encode())
    first = start_worker(service)

    with traffic.reader("enriched", "dead_letters") as reader:
        reader.see(150, "enriched")
        first.kill()
        second = start_worker(service)
        came = [(message.key().decode(), json.loads(message.value())) for message in reader.read(600, "enriched")]
        assert reader.messages["dead_letters"] == []

    by_article = {
        f"a{number}": [
            "withdrawn" if value.get("withdrawn") else value["version"] for key, value in came if key == f"a{number}"
        ]
        for number in range(30)
    }
    in_turn = [one for version in range(10) for one in (version, "withdrawn")]
    assert by_article == dict.fromkeys(by_article, in_turn)
    assert 'outcome="withdrawn"' in second.get("/metrics")[1]
    assert second.stop() == 0


@pytest.fixture
def quick_cleaner(tmp_path):
    """Settings for a broker whose log cleaner looks ten times a second."""
    need_kafka()
    broker = Kafka(tmp_path / "kafka", {"log.cleaner.enable": "true", "log.cleaner.backoff.ms": "100"}).start()
    settings = Settings(
        bootstrap_servers=broker.bootstrap, partitions=1, compact_topics=True, session_timeout=6.0, reject_run=0
    )
    yield settings
    broker.stop()


def test_a_new_subscriber_to_a_compacted_topic_gets_the_latest_state_of_each_article(quick_cleaner, start_worker):
    asyncio.run(create_topics(quick_cleaner))
    clean_at_once(quick_cleaner, topic_name(quick_cleaner, "enriched"))
    traffic = Traffic(quick_cleaner)
    for version in range(3):
        traffic.publish({"id": f"a{number}", "version": version} for number in range(20))
    for number in range(5):
        traffic.publish([None], key=f"a{number}".encode())
    worker = start_worker(quick_cleaner)
    with traffic.reader("enriched") as reader:
        reader.see(70, "enriched")

    def kept():
        traffic.publish([{"id": "closes a segment"}])
        with traffic.reader("enriched") as reader:
            reader.read(15, "enriched")
        values = [(message.key(), message.value()) for message in reader.messages["enriched"]]
        return [(key, json.loads(value).get("version")) for key, value in values if key.startswith(b"a") and value]

    latest = [(f"a{number}".encode(), 2) for number in range(5, 20)]
    until(lambda: kept() == latest, what="the log cleaner's work")
    assert worker.stop() == 0


def clean_at_once(settings, topic):
    """Segments of a moment, cleaned as soon as they are closed: said by an independent client."""
    wanted = {"segment.ms": "50", "min.cleanable.dirty.ratio": "0.0", "delete.retention.ms": "0"}
    entries = [ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET) for name, value in wanted.items()]
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers, "log_level": 0})
    changes = [ConfigResource(ResourceType.TOPIC, topic, incremental_configs=entries)]
    for done in admin.incremental_alter_configs(changes).values():
        done.result(30)


def apply(current, reader, service):
    """Everything that was read so far, the facets' topics first."""
    for role in sorted(reader.messages, reverse=True):
        for message in reader.messages[role]:
            current.apply(topic_name(service, role), message.value(), key=message.key(), headers=message.headers())
