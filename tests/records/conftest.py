"""One small article with everything that can be found in one, written by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streamproc.article import (
    Article,
    Count,
    DateValue,
    Enrichment,
    Entity,
    EventTag,
    Evidence,
    Geo,
    Mention,
    PipelineInfo,
    Place,
    Quote,
    Reference,
    TextSpan,
    Zone,
)

TEXT = "“Nobody was hurt,” Jo Hill said. Police detained about 20 men in Riga on Monday."


def span(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan("text", start, start + len(words), words)


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
            Entity(
                id="entity_1",
                type="PERSON",
                name="Jo Hill",
                aliases=("Hill",),
                salience=0.5,
                mentions=(Mention(span("Jo Hill"), "name"),),
            ),
            Entity(
                id="entity_2",
                type="GPE",
                name="Riga",
                aliases=(),
                salience=0.7,
                mentions=(Mention(TextSpan("title", 11, 15, "Riga"), "name"), Mention(span("Riga"), "name")),
                geo=riga,
                links={"wikidata": "Q1773"},
            ),
        ),
        quotes=(
            Quote(
                id="quote_1",
                type="direct",
                span=span("Nobody was hurt,"),
                segments=((1, 17),),
                cue=span("said"),
                cue_class="say",
                speaker=hill,
                addressee=None,
                confidence=0.95,
            ),
            Quote(
                id="quote_2",
                type="indirect",
                span=span("about 20 men"),
                segments=((49, 61),),
                cue=None,
                cue_class=None,
                speaker=None,
                addressee=hill,
                confidence=0.2,
            ),
        ),
        events=(
            EventTag(
                id="event_1",
                type="COERCE",
                mode="arrest",
                contexts=("legal",),
                scale=-7.0,
                codes={"cameo": "173"},
                negated=False,
                hypothetical=False,
                future=False,
                historical=False,
                actors=(Reference(span("Police"), None, None),),
                targets=(Reference(span("about 20 men"), None, None),),
                place=Place("Riga", "entity_2", riga, span("Riga")),
                date=DateValue(span("Monday"), "2025-03-03"),
                counts=(Count("detained", 20, "about", span("20")),),
                evidence=(
                    Evidence(span("Police detained about 20 men in Riga on Monday."), span("detained")),
                ),
                attributed_to="quote_1",
                salience=0.8,
                confidence=0.9,
            ),
            EventTag(
                id="event_2",
                type="x:harbour",
                mode=None,
                contexts=(),
                scale=None,
                codes={},
                negated=True,
                hypothetical=True,
                future=True,
                historical=True,
                actors=(),
                targets=(),
                place=Place("Latvia", None, None, None),
                date=DateValue(span("Monday"), None),
                counts=(),
                evidence=(Evidence(span("Nobody was hurt"), span("hurt")),),
                attributed_to=None,
                salience=0.0,
                confidence=0.5,
            ),
            EventTag(
                id="event_3",
                type="ASSAULT",
                mode=None,
                contexts=(),
                scale=None,
                codes={},
                negated=True,
                hypothetical=False,
                future=False,
                historical=False,
                actors=(),
                targets=(),
                place=None,
                date=None,
                counts=(),
                evidence=(Evidence(span("Nobody was hurt"), span("hurt")),),
                attributed_to=None,
                salience=0.0,
                confidence=0.5,
            ),
        ),
        words=17,
    )  # fmt: skip
