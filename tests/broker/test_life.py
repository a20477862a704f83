"""An article's life on a broker: what a subscriber holds after revisions, with the worker as it is shipped."""

from __future__ import annotations

import pytest

from streamproc.records import Revision, parse_enriched
from streamproc.records.current import Current
from streamproc.stream.topics import topic_name

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.kafka,
    pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True),
]

FIRST = """At least 40 people were killed when a ferry sank off Brevik on Tuesday, police said.

“We heard a loud crack and then the lights went out,” Marta Olsen, a passenger, told reporters.

“Nobody checked the doors,” union leader Jonas Lund said."""

CORRECTED = FIRST.replace("At least 40 people", "Four people")

WITHOUT_QUOTATIONS = "A ferry sank off Brevik on Tuesday. Four people were killed."


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

    assert len(before) == 2
    quotes = [{quote.id for quote in parse_enriched(message.value()).quotes} for message in first]
    assert quotes == [set(before), set(before)]
    assert current.records("ferry") == []
    assert len(current.records("other")) == 2
    assert worker.stop() == 0


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


def apply(current, reader, service):
    """Everything that was read so far, the facets' topics first."""
    for role in sorted(reader.messages, reverse=True):
        for message in reader.messages[role]:
            current.apply(topic_name(service, role), message.value(), key=message.key(), headers=message.headers())
