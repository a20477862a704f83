"""Where an article's source is at home."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.publisher_home import home_of_source, read_outlets, state_index


@pytest.mark.parametrize(
    ("about", "iso"),
    [
        ({"url": "https://www.example.co.uk/a"}, "GB"),
        ({"source": "news.example.ca"}, "CA"),
        ({"source": "Example Times"}, None),
        ({"url": "https://example.com/uk"}, None),
        ({"url": "https://stream.tv/x"}, None),
        ({"url": "http://[broken"}, None),
        ({"url": "https://example.xx/"}, None),
        ({}, None),
        ({"url": "https://www.police.gov/news"}, "US"),
        ({"url": "https://www.lfpress.com/news/fire"}, "CA"),
        ({"source": "BBC News"}, "GB"),
        ({"url": "https://lfpress.com.example.net/"}, None),
    ],
)
def test_the_domain_tells_the_country(about, iso):
    assert home_of_source(Article(id="a", text="x", **about)).country == iso


@pytest.mark.parametrize("outlet", read_outlets(), ids=lambda outlet: outlet[0])
def test_the_home_of_an_outlet_is_in_the_gazetteer(outlet):
    _, country, state, town, _ = outlet
    towns = [place for place in lookup(town) if place.kind in TOWNS and place.country == country] if town else []

    assert (state_index(country, state) is not None) == bool(state)
    assert not town or any(state_index(country, state) in p.parents and fold(p.name) == fold(town) for p in towns)
