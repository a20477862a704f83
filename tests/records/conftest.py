"""One small article with everything that can be found in one, written by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streamproc.article import (
    Article,
    Count,
    DateValue,
    Enrichment,
    Geo,
    Participant,
    PipelineInfo,
    Place,
    Reference,
    TextSpan,
    Zone,
)
from tests.findings import entity, event, quote, spans_of

TEXT = "“Nobody was hurt,” Jo Hill said. Police detained about 20 men in Riga on Monday."
span = spans_of(TEXT)


@pytest.fixture
def article() -> Article:
    return Article(
        id="a1",
        text=TEXT,
        title="Arrests in Riga",
        url="https://port.example/news/1",
        source="port.example",
        author=("Ann Reed",),
        language="en",
        published_at=datetime(2025, 3, 4, 10, tzinfo=UTC),
        tags=("riga",),
        extra={"section": "world"},
    )


@pytest.fixture
def enrichment() -> Enrichment:
    riga = Geo(456172, "Riga", "LV", "25", 56.946, 24.10589, 0.93)
    hill = Reference(span("Jo Hill"), "entity_1", "Jo Hill")
    return Enrichment(
        pipeline=PipelineInfo(streamproc="1.0.0", model="en_core_web_md", model_version="3.7.1", lexicon="4f2a"),
        zones=(Zone("body", 0, len(TEXT)),),
        entities=(
            entity(1, span("Jo Hill"), type="PERSON", aliases=("Hill",), salience=0.5),
            entity(
                2,
                TextSpan("title", 11, 15, "Riga"),
                span("Riga"),
                type="GPE",
                salience=0.7,
                geo=riga,
                links={"wikidata": "Q1773"},
            ),
        ),
        quotes=(
            quote(
                1,
                span("Nobody was hurt,"),
                type="direct",
                cue=span("said"),
                cue_class="say",
                speaker=hill,
                confidence=0.95,
            ),
            quote(2, span("about 20 men"), type="indirect", addressee=hill, confidence=0.2),
        ),
        events=(
            event(
                1,
                span("Police detained about 20 men in Riga on Monday."),
                span("detained"),
                type="COERCE",
                mode="arrest",
                contexts=("legal",),
                scale=-7.0,
                codes={"cameo": "173"},
                actors=(Participant(span("Police"), None, None),),
                targets=(Participant(span("about 20 men"), None, None, "LV", "resolved"),),
                place=Place("Riga", "entity_2", riga, span("Riga")),
                date=DateValue(span("Monday"), "2025-03-03"),
                counts=(Count("detained", 20, None, None, "people", "event", "about", span("20")),),
                attributed_to="quote_1",
                salience=0.8,
                confidence=0.9,
                rule="coerce/arrest",
            ),
            event(
                2,
                span("Nobody was hurt"),
                span("hurt"),
                type="x:harbour",
                negated=True,
                hypothetical=True,
                future=True,
                historical=True,
                place=Place("Latvia", None, None, None),
                date=DateValue(span("Monday"), None),
            ),
            event(3, span("Nobody was hurt"), span("hurt"), type="ASSAULT", negated=True),
        ),
        words=17,
    )
