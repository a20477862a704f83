"""Names in lines where every word is capitalised."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Olsen Wins Harbour Vote After Long Night", ["Olsen"]),
        ("OLSEN WINS HARBOUR VOTE IN LISBON", ["OLSEN", "LISBON"]),
        ("Prime Minister Olsen Signs Lisbon Deal", ["Olsen", "Lisbon"]),
        ("Kim Dale Foundation Gives Food To Lisbon", ["Kim Dale Foundation", "Lisbon"]),
    ],
)
def test_a_headline_in_capitals_names_whom_the_article_names(pipeline, title, expected):
    text = "Marit Olsen won the vote on Tuesday in Lisbon. Olsen thanked Kim Dale for his help over the years."
    doc = next(pipeline.docs([Article(id="a", title=title, text=text)]))

    assert [ent.text for ent in doc.ents if ent.start_char < len(title) and ent.label_ != "DATE"] == expected


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Old Miller Sits Through Long Debate While Council Votes", "The choir stayed inside.", []),
        ("MONSTER STORM HITS COAST, PYLONS FALL", "A storm hit the coast. The pylons fell.", []),
        ("OLSEN FOUNDATION SUES BANK", "The Olsen Foundation has sued a bank.", []),
    ],
)
def test_capitals_of_a_headline_are_no_names_by_themselves(pipeline, title, text, found):
    [doc] = pipeline.docs([Article(id="a", title=title, text=text)])

    assert [ent.text for ent in doc.ents if ent.start_char < len(title)] == found
