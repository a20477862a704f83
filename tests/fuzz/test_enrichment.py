"""Whatever an article says: the components find what they find, at places that are there, the same every time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streamproc import codec
from streamproc.article import Article
from streamproc.records import records_of
from tests.fuzz.cases import fuzz
from tests.fuzz.strategies import texts

pytestmark = [pytest.mark.model, pytest.mark.timeout(0)]

readable = texts.filter(lambda text: text.strip() != "")


def places(value: Any, field: str = "text"):
    """Every (field, start, end, text) in a record."""
    if isinstance(value, list):
        for item in value:
            yield from places(item, field)
    elif isinstance(value, dict):
        field = value.get("field") or field
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield field, value["start"], value["end"], value["text"]
        for item in value.values():
            yield from places(item, field)


def enriched(pipeline, article):
    [enrichment] = pipeline.enrich([article])
    return list(records_of(article, enrichment))


@given(text=readable, title=st.none() | texts)
@example(text="“", title=None)
@example(text="\n\n", title="“He said”")
@example(text="x", title="")
@fuzz
def test_every_record_points_at_words_that_are_there(pipeline, text, title):
    if not text.strip():
        text += "."
    article = Article(id="a1", text=text, title=title)

    records = enriched(pipeline, article)

    for record in records:
        for field, start, end, words in places(record.value):
            source = (article.title or "") if field == "title" else article.text
            assert 0 <= start <= end <= len(source)
            assert source[start:end] == words
    per_facet = [(record.facet, record.id) for record in records]
    assert len(per_facet) == len(set(per_facet))


@given(text=readable)
@fuzz
def test_the_same_article_gives_the_same_bytes(pipeline, text):
    article = Article(id="a1", text=text)

    first, second = (
        [(record.facet, record.id, codec.encode(record.value)) for record in enriched(pipeline, article)]
        for _ in range(2)
    )

    assert first == second
