"""What the model and all components make of the sample articles, as records."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

import streamproc
from streamproc import schemas
from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput
from streamproc.records import parse, records_of, write

SAMPLES = sorted((Path(streamproc.__file__).parent / "data/samples").glob("*.json"))

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def enriched(pipeline):
    """(article, records) of every sample that is an article."""
    articles = []
    for path in SAMPLES:
        try:
            articles.append(decode(path.read_bytes()))
        except InvalidInput:
            assert "malformed" in path.name
    results = pipeline.enrich(articles)
    return [(article, list(records_of(article, found))) for article, found in zip(articles, results, strict=True)]


def spans(value):
    """Every object with offsets, however deep."""
    if isinstance(value, dict):
        if value.get("start") is not None and "text" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_record_is_as_its_schema_says_and_no_more(enriched):
    validators = {topic: schemas.validator(file, closed=True) for topic, file in schemas.SCHEMA_FILES.items()}
    seen = set()
    for _, records in enriched:
        for record in records:
            validators[f"articles.{record.facet}"].validate(json.loads(encode(record.value)))
            seen.add(record.facet)

    assert seen == {"enriched", "entities", "quotes", "events"}


def test_offsets_lead_to_the_words(enriched):
    checked = 0
    for article, records in enriched:
        for record in records:
            for span in spans(record.value):
                assert getattr(article, span["field"])[span["start"] : span["end"]] == span["text"]
                checked += 1

    assert checked > 1_000


def test_zones_cover_the_text_once(enriched):
    for article, records in enriched:
        [value] = [record.value for record in records if record.facet == "enriched"]
        borders = [(zone["start"], zone["end"]) for zone in value["zones"]]

        assert borders[0][0] == 0
        assert borders[-1][1] == len(article.text)
        assert all(before[1] == after[0] for before, after in pairwise(borders))


def test_references_lead_somewhere(enriched):
    for _, records in enriched:
        [value] = [record.value for record in records if record.facet == "enriched"]
        entities = {entity["id"]: entity["name"] for entity in value["entities"]}
        quotes = {quote["id"] for quote in value["quotes"]}
        references = [side for quote in value["quotes"] for side in (quote["speaker"], quote["addressee"]) if side]
        references += [one for event in value["events"] for one in event["actors"] + event["targets"]]

        assert {one["entity_id"] for one in references} <= {None, *entities}
        assert all(entities[one["entity_id"]] for one in references if one["entity_id"])
        assert {event["attributed_to"] for event in value["events"]} <= {None, *quotes}


def test_ids_are_unique_in_a_topic(enriched):
    ids = [(record.facet, record.id) for _, records in enriched for record in records]

    assert len(ids) == len(set(ids))


def test_records_are_read_as_they_were_written(enriched):
    for _, records in enriched:
        for record in records:
            assert json.loads(encode(write(parse(f"articles.{record.facet}", encode(record.value))))) == json.loads(
                encode(record.value)
            )


def test_another_run_gives_the_same_bytes(enriched, pipeline):
    article, records = enriched[0]
    [again] = pipeline.enrich([article])

    assert [encode(record.value) for record in records_of(article, again)] == [encode(r.value) for r in records]
