"""The country in an article's address."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.sources import country_of_source


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
    ],
)
def test_the_domain_tells_the_country(about, iso):
    assert country_of_source(Article(id="a", text="x", **about)) == iso
