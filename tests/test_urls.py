"""The canonical form of a URL. The expected ids must never change: they are Kafka keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.urls import canonical, id_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Port.Example/News/1", "https://port.example/News/1"),
        ("https://port.example:443", "https://port.example/"),
        ("https://port.example:8443/a", "https://port.example:8443/a"),
        ("https://port.example./a", "https://port.example/a"),
        ("https://user:pw@port.example/a", "https://port.example/a"),
        ("https://port.example/a/./b/../c", "https://port.example/a/c"),
        ("https://port.example/a/..", "https://port.example/"),
        ("https://port.example/a#part", "https://port.example/a"),
        ("https://port.example/a?b=2&a=1&b=1", "https://port.example/a?a=1&b=1&b=2"),
        ("https://port.example/a?utm_source=x&id=7&fbclid=y", "https://port.example/a?id=7"),
        ("https://port.example/%7ejo/%e2%82%ac", "https://port.example/~jo/%E2%82%AC"),
        ("https://port.example/~jo/€", "https://port.example/~jo/%E2%82%AC"),
        ("https://port.example/a%2Fb", "https://port.example/a%2Fb"),
        ("https://port.example/a?q=1%262", "https://port.example/a?q=1%262"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://[2001:DB8::1]:80/a", "https://[2001:db8::1]:80/a"),
        ("https://port.example/100%", "https://port.example/100%"),
    ],
)
def test_spellings_of_one_address_have_one_form(url, expected):
    assert canonical(url) == expected


def test_ids_stay_the_same_for_years():
    assert id_of("https://port.example/news/1") == "url_704688411fe312e893a45bf40aa1d23b"


def test_different_pages_have_different_ids():
    urls = ["https://port.example/a", "https://port.example/A", "https://port.example/a/", "https://port.example/a?b"]

    assert len({id_of(url) for url in urls}) == len(urls)


segments = st.text(st.characters(codec="utf-8", exclude_characters="/?#\\"), max_size=20)


@given(st.lists(segments, max_size=4), st.lists(st.tuples(segments, segments), max_size=3))
def test_a_canonical_form_is_its_own_canonical_form(path, query):
    url = canonical("https://port.example/" + "/".join(path) + "?" + "&".join(f"{n}={v}" for n, v in query))

    assert canonical(url) == url
