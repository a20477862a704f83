"""A record's shape is declared once, by the classes of its values."""

from __future__ import annotations

import json

import pytest

from scripts import update_docs
from streamproc.article import Count, EventTag, Place, Quote, TextSpan
from streamproc.article.described import REQUIRED
from streamproc.codec import encode
from streamproc.records import parse, parse_event, records_of
from streamproc.records.conversion import reader, writer
from streamproc.records.record_fields import declared


def records(article, enrichment, facet):
    return [json.loads(encode(record.value)) for record in records_of(article, enrichment) if record.facet == facet]


@pytest.mark.parametrize("path", sorted(update_docs.schema_files()), ids=lambda path: path.name)
def test_the_schemas_and_examples_are_those_that_the_classes_declare(path):
    assert path.read_text("utf-8") == update_docs.schema_files()[path], "run: make docs"


def test_a_records_fields_stand_in_the_order_of_the_class(article, enrichment):
    [event, *_] = records(article, enrichment, "events")

    assert list(event)[5:] == [field.name for field in declared(EventTag)]
    assert list(event["counts"][0]) == [
        "kind", "value", "low", "high", "unit", "scope", "qualifier", "field", "start", "end", "text",
    ]  # fmt: skip


def test_a_span_has_its_words_as_read_only_where_they_differ():
    read, as_received = TextSpan("text", 3, 9, "a  b", "a b"), TextSpan("text", 3, 9, "a b")

    assert writer(TextSpan)(read) == {"field": "text", "start": 3, "end": 9, "text": "a  b", "plain": "a b"}
    assert "plain" not in writer(TextSpan)(as_received)
    assert writer(Count)(Count("dead", 2, None, None, "people", "event", None, read)) == {
        "kind": "dead", "value": 2, "low": None, "high": None, "unit": "people", "scope": "event", "qualifier": None,
        "field": "text", "start": 3, "end": 9, "text": "a  b", "plain": "a b",
    }  # fmt: skip


def test_a_place_that_stands_nowhere_has_no_offsets_and_is_read_again():
    place = Place("Latvia", None, None, None)
    written = writer(Place)(place)

    assert written == {
        "name": "Latvia", "entity_id": None, "geo": None, "field": None, "start": None, "end": None, "text": None,
        "basis": None,
    }  # fmt: skip
    assert reader(Place)(written) == place


def test_the_cues_class_stands_in_the_cue():
    span = TextSpan("text", 0, 4, "said")
    quote = Quote("q", "direct", span, ((0, 4),), span, "say", None, None, 0.5)
    written = writer(Quote)(quote)

    assert list(written["cue"].items()) == [
        ("field", "text"),
        ("text", "said"),
        ("start", 0),
        ("end", 4),
        ("class", "say"),
    ]
    assert reader(Quote)(written) == quote
    assert writer(Quote)(quote._replace(cue=None, cue_class=None))["cue"] is None


def test_records_from_before_a_field_are_read_with_what_it_was_then(article, enrichment):
    older = {field.name: field.said.older for field in declared(EventTag) if field.said.older is not REQUIRED}
    [first, *_] = records(article, enrichment, "events")
    event = parse_event(encode({name: value for name, value in first.items() if name not in older})).event

    assert {name: getattr(event, name) for name in older} == older
    assert older == {
        "attempted": False, "alleged": False, "themes": (), "instruments": (), "origin": None, "destination": None,
        "rule": None, "key": None,
    }  # fmt: skip


@pytest.mark.parametrize("facet", ["enriched", "entities", "quotes", "events"])
def test_a_field_that_every_record_has_is_missed(article, enrichment, facet):
    from streamproc.records import InvalidRecord

    [first, *_] = records(article, enrichment, facet)
    del first["url"]

    with pytest.raises(InvalidRecord, match="url"):
        parse(f"articles.{facet}", encode(first))
