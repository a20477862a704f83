"""The seed article: everything that a careful reader finds in it, and nothing that he does not."""

import json
import math

import pytest

from streamproc.article import Article
from streamproc.records import enriched_article


@pytest.fixture(scope="module")
def expected(shared):
    return json.loads((shared / "data/seed/expected.json").read_text())


@pytest.fixture(scope="module")
def text(shared):
    return (shared / "data/seed/article.txt").read_text()


@pytest.fixture(scope="module")
def record(pipeline, text):
    article = Article(id="seed", text=text)
    [enrichment] = pipeline.enrich([article])
    return enriched_article(article, enrichment)


def quote_with(record, text, words):
    """The narrowest quote with these words: what Pedersen said, not what the UN said that he said."""
    holding = [q for q in record["quotes"] if words in " ".join(text[start:end] for start, end in q["segments"])]
    return min(holding, key=lambda quote: quote["end"] - quote["start"], default=None)


def test_every_quote_is_found_with_its_speaker(record, text, expected):
    found = {}
    for gold in expected["quotes"]:
        quote = quote_with(record, text, gold["contains"]) or {}
        found[gold["contains"]] = quote and (quote["type"], (quote["speaker"] or {}).get("name"))

    aliases = {"UN": {"UN", "United Nations", "UN data"}}
    for gold in expected["quotes"]:
        kind, speaker = found[gold["contains"]] or (None, None)
        assert kind == gold["type"], gold["contains"]
        assert speaker in aliases.get(gold["speaker"], {gold["speaker"]}), gold["contains"]


def test_scare_quotes_are_not_speech(record, expected):
    for words in expected["not_speech"]:
        assert not [q for q in record["quotes"] if q["text"].strip(' "“”') == words and q["type"] != "indirect"]


def test_every_entity_is_found_under_its_name_and_type(record, expected):
    by_name = {(entity["name"], entity["type"]): entity for entity in record["entities"]}

    for gold in expected["entities"]:
        entity = by_name[gold["name"], gold["type"]]
        assert set(gold.get("aliases", [])) <= {*entity["aliases"], *(m["text"] for m in entity["mentions"])}
        if geo := gold.get("geo"):
            assert entity["geo"]["country"] == geo["country"]
            if "lat" in geo:
                assert math.dist((entity["geo"]["lat"], entity["geo"]["lon"]), (geo["lat"], geo["lon"])) < 1


def test_credit_and_outlet_are_not_entities(record, expected):
    mentioned = {mention["text"] for entity in record["entities"] for mention in entity["mentions"]}

    assert not mentioned & {gold["text"] for gold in expected["not_entities"]}


def test_every_event_is_found_with_what_it_must_hold(record, expected):
    for gold in expected["events"]:
        events = [event for event in record["events"] if event["type"] == gold["type"]]
        assert events, gold
        if "actor" in gold:
            assert any(a["name"] == gold["actor"] for e in events for a in e["actors"]), gold
        if "place" in gold:
            assert any(e["place"] and e["place"]["name"] == gold["place"] for e in events), gold
        if "count" in gold:
            counts = [{key: c[key] for key in gold["count"]} for e in events for c in e["counts"]]
            assert gold["count"] in counts, gold


def test_what_the_attackers_attempted_is_no_concession(record, expected):
    assert not {event["type"] for event in record["events"]} & {gold["type"] for gold in expected["not_events"]}


def test_every_zone_is_found(record, text, expected):
    zones = {(zone["kind"], text[zone["start"] : zone["end"]]) for zone in record["zones"]}

    for gold in expected["zones"]:
        assert any(kind == gold["kind"] and gold["contains"] in words for kind, words in zones), gold


def test_the_zones_tile_the_text(record, text):
    assert "".join(text[zone["start"] : zone["end"]] for zone in record["zones"]) == text
