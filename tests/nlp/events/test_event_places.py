"""Where it happened."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


def test_the_country_in_a_dateline_is_not_where_it_happened(pipeline):
    text = "NAIROBI, Kenya — Police fired tear gas on Tuesday.\n\nAt least 41 people were arrested, officials said."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    [arrest] = [event for event in enrichment.events if event.mode == "arrest"]
    assert arrest.place.name == "Nairobi"
