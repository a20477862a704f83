"""Salience: what the article is about comes first."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.doc.annotations import entities_of

pytestmark = pytest.mark.model

TEXT = """Marit Olsen will lead the harbour board of Lisbon from May. Olsen was chosen on Tuesday.

Olsen, a lawyer, said that she would build a new pier. The board of the port has eleven members.

In other news, ships from Norway waited off Porto on Monday, and a crane fell at the port of Vigo without hurting anybody.

Read More: Ana Prado leaves the harbour board"""


@pytest.fixture(scope="module")
def weights(pipeline):
    doc = next(pipeline.docs([Article(id="a", title="Olsen to lead harbour board", text=TEXT)]))
    return {e.name: e.salience for e in entities_of(doc)}


def test_who_is_in_the_title_and_named_often_comes_first(weights):
    assert max(weights, key=weights.get) == "Marit Olsen"


def test_what_is_named_early_matters_more_than_what_is_named_late(weights):
    assert weights["Lisbon"] > weights["Vigo"]


def test_a_link_to_another_article_does_not_count(weights):
    assert weights["Ana Prado"] == 0


def test_salience_is_between_nothing_and_one(weights):
    assert all(0 <= weight < 1 for weight in weights.values())
