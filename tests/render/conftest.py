"""A record with hostile words everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from streamproc.article import Article, Enrichment, Participant, PipelineInfo, Reference, Zone
from streamproc.codec import encode
from streamproc.records import enriched_article, parse_enriched
from tests.findings import entity, event, quote, spans_of

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\x1b]0;owned\x07\u202e"
TEXT = f"(Photo)\n“Nobody was hurt,” Jo {EVIL} said. Police detained men in Riga."

span = spans_of(TEXT)


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
        entities=(entity(1, jo.span, type=EVIL, aliases=(EVIL,), salience=0.5, links={"wikidata": EVIL}),),
        quotes=(
            quote(
                1,
                span("Nobody was hurt,"),
                type="direct",
                segments=((9, 15), (16, 25)),
                cue=span("said"),
                speaker=jo,
                confidence=0.9,
            ),
        ),
        events=(
            event(
                1,
                span("Police detained men in Riga."),
                span("detained"),
                type="COERCE",
                mode=EVIL,
                negated=True,
                actors=(Participant(*jo),),
                attributed_to="quote_1",
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
