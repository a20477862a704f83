"""What comes out of an article is bounded by what came in."""

from __future__ import annotations

import json

import pytest

from streamproc.engine.enricher import Enricher
from streamproc.engine.language import LanguageCheck
from streamproc.intake.limits import Limits
from streamproc.records.bounds import MULTIPLE, bounded, divided, size_of
from tests.fuzz.shapes import text_of


def whole(entities=0, quotes=0, events=0):
    def mention(number):
        return {"field": "text", "start": number, "end": number + 2, "text": "Al", "kind": "name"}

    return {
        "article_id": "a",
        "notes": [],
        "entities": [
            {"id": f"entity_{n}", "salience": 1 / (n + 1), "mentions": [mention(n) for n in range(200)]}
            for n in range(entities)
        ],
        "quotes": [
            {
                "id": f"quote_{n}",
                "confidence": 0.5,
                "text": "x" * 100,
                "speaker": {"entity_id": f"entity_{n}"},
                "entities": [f"entity_{n}"],
            }
            for n in range(quotes)
        ],
        "events": [
            {"id": f"event_{n}", "salience": n / 1000, "actors": [{"entity_id": None}], "attributed_to": f"quote_{n}"}
            for n in range(events)
        ],
    }


def test_what_fits_is_left_as_it_is():
    article = whole(2, 2, 2)

    assert bounded(article, size_of(article, 10), 10) is article


def test_what_does_not_fit_is_cut_to_the_most_salient_and_the_notes_say_so():
    article = whole(entities=100, quotes=10, events=500)

    cut = bounded(article, 60_000, 50)

    assert size_of(cut, 50) <= 60_000
    assert [entity["id"] for entity in cut["entities"]] == [f"entity_{n}" for n in range(len(cut["entities"]))]
    assert cut["events"][-1]["id"] == "event_499"
    assert len(cut["quotes"]) == 10
    assert [note["field"] for note in cut["notes"]] == ["events", "entities"]
    assert cut["notes"][0]["problem"].startswith(f"{500 - len(cut['events'])} of 500 left out")


def test_nothing_refers_to_what_was_left_out():
    cut = bounded(whole(entities=100, quotes=50, events=500), 60_000, 50)

    known = {part["id"] for facet in ("entities", "quotes", "events") for part in cut[facet]}
    assert all(set(quote["entities"]) <= known for quote in cut["quotes"])
    referred = {quote["speaker"]["entity_id"] for quote in cut["quotes"]} | {e["attributed_to"] for e in cut["events"]}
    assert referred - known == {None}
    assert referred & known


def test_who_wants_less_leaves_more_to_the_others():
    assert divided({"a": 10, "b": 500, "c": 900}, 700) == {"a": 10, "b": 345, "c": 345}


@pytest.mark.model
@pytest.mark.parametrize(
    "shape", ["persons", "events at commas", "events in a row", "speech in speech", "dates in a row"]
)
def test_records_of_a_text_made_for_many_stay_within_the_multiple_of_its_size(pipeline, shape):
    worker = Enricher(
        pipeline=pipeline,
        check_language=LanguageCheck(frozenset({"en"}), None),
        limits=Limits(),
        include_text=False,
    )
    raw = json.dumps(
        {"id": "a", "language": "en", "url": f"https://a.example/{'x' * 1_000}", "text": text_of(shape, 20_000)}
    )

    [(_, outcome)] = worker.process([raw.encode()])

    assert outcome.outputs
    assert sum(len(output.value) for output in outcome.outputs) <= MULTIPLE * len(raw)


@pytest.mark.model
def test_evidence_of_a_sentence_that_does_not_end_is_the_part_around_its_words(pipeline):
    from streamproc.article import Article

    text = (
        "Rebels "
        + "and farmers of the valley, who had come a long way, " * 60
        + "attacked Oslo on Monday, "
        + "and then " * 400
    )
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    spans = [evidence for event in enrichment.events for evidence in event.evidence]
    assert spans
    for span, trigger in spans:
        assert len(span.text) <= 1_000
        assert text[span.start : span.end] == span.text
        assert span.start <= trigger.start < trigger.end <= span.end


@pytest.mark.model
def test_one_event_keeps_so_much_evidence_and_no_more(pipeline):
    from streamproc.article import Article

    text = "Rebels attacked Oslo on Monday. " * 60
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert 2 <= max(len(event.evidence) for event in enrichment.events) <= 20
