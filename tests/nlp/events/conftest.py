"""Events of a text, as records."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import PUBLISHED


@pytest.fixture
def events_in(pipeline):
    def events_in(text, title=None):
        [enrichment] = pipeline.enrich([Article(id="a", text=text, title=title, published_at=PUBLISHED)])
        return enrichment.events

    return events_in
