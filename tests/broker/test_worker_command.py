"""``streamproc worker`` as it is shipped: model, engine processes, embedded broker."""

from __future__ import annotations

import json

import pytest

from tests.broker.workers import ROLES, until

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.parametrize("broker_settings", ["embedded"], indirect=True),
]

ARTICLE = """BELGRAVE, March 3 (Wire) - The mayor of Belgrave resigned on Tuesday after a week of protests.

"I have listened to the people of this town," Mayor Ellen Harker told reporters. "They deserve a fresh start."

Police arrested eleven demonstrators on Monday night.
"""


def test_articles_become_records_and_poison_dead_letters(service, traffic, start_worker):
    poison = [
        b"{oops",
        b'{"id": "blank", "text": " "}',
        b'{"id": "fr", "text": "'
        + "Le maire a démissionné mardi après une semaine de manifestations dans la ville. ".encode() * 5
        + b'"}',
    ]
    traffic.publish(
        [*({"id": f"a{number}", "title": "Mayor resigns", "text": ARTICLE} for number in range(8)), *poison]
    )
    worker = start_worker(service.model_copy(update={"processes": 1}), ("streamproc", "worker"))

    with traffic.reader(*ROLES, "dead_letters") as reader:
        enriched = reader.read(8, "enriched")
        letters = reader.read(3, "dead_letters")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
        quotes = [json.loads(message.value()) for message in reader.messages["quotes"]]
    assert {quote["article_id"] for quote in quotes} == set(traffic.published)
    assert "Ellen Harker" in {entity["name"] for entity in json.loads(enriched[0].value())["entities"]}
    reasons = sorted(dict(letter.headers())["streamproc.reason"].decode() for letter in letters)
    assert reasons == ["invalid_article", "malformed_json", "unsupported_language"]

    until(lambda: 'streamproc_articles_total{outcome="enriched"} 8.0' in worker.get("/metrics")[1], what="the count")
    _, metrics = worker.get("/metrics")
    assert "streamproc_batch_tokens_count" in metrics
    assert 'stage="publish"' in metrics
    assert worker.stop() == 0
