"""A record with hostile words everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from streamproc.article import (
    Article,
    Enrichment,
    Entity,
    EventTag,
    Evidence,
    Mention,
    PipelineInfo,
    Quote,
    Reference,
    TextSpan,
    Zone,
)
from streamproc.codec import encode
from streamproc.records import enriched_article, parse_enriched

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\x1b]0;owned\x07\u202e"
TEXT = f"(Photo)\n“Nobody was hurt,” Jo {EVIL} said. Police detained men in Riga."


def span(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan("text", start, start + len(words), words)


@pytest.fixture
def evil():
    return EVIL


@pytest.fixture
def article():
    return Article(id="a1", title=f"Arrests {EVIL}", text=TEXT, source=EVIL, url="https://port.example/" + EVIL)


@pytest.fixture
def enrichment():
    jo = Reference(span(f"Jo {EVIL}"), "entity_1", f"Jo {EVIL}")
    return Enrichment(
        pipeline=PipelineInfo(streamproc="1", model=EVIL, model_version="3", lexicon="4"),
        zones=(Zone("caption", 0, 7), Zone("body", 7, len(TEXT))),
        entities=(
            Entity(
                id="entity_1",
                type=EVIL,
                name=f"Jo {EVIL}",
                aliases=(EVIL,),
                salience=0.5,
                mentions=(Mention(jo.span, "name"),),
                links={"wikidata": EVIL},
            ),
        ),
        quotes=(
            Quote(
                id="quote_1",
                type="direct",
                span=span("Nobody was hurt,"),
                segments=((9, 15), (16, 25)),
                cue=span("said"),
                cue_class=None,
                speaker=jo,
                addressee=None,
                confidence=0.9,
            ),
        ),
        events=(
            EventTag(
                id="event_1",
                type="COERCE",
                mode=EVIL,
                contexts=(),
                scale=None,
                codes={},
                negated=True,
                hypothetical=False,
                future=False,
                historical=False,
                actors=(jo,),
                targets=(),
                place=None,
                date=None,
                counts=(),
                evidence=(Evidence(span("Police detained men in Riga."), span("detained")),),
                attributed_to="quote_1",
                salience=0.1,
                confidence=0.5,
            ),
        ),
        words=9,
    )


@pytest.fixture
def record(article, enrichment):
    return parse_enriched(encode(enriched_article(article, enrichment)))


@pytest.fixture
def bare(article, enrichment):
    """The same article with nothing found."""
    nothing = replace(enrichment, zones=(), entities=(), quotes=(), events=())
    return parse_enriched(encode(enriched_article(replace(article, title=None, source=None, url=None), nothing)))
