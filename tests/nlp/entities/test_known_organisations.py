"""Organisations that the tables of links name."""

from __future__ import annotations

import pytest

from streamproc.nlp.entities.known_organisations import known_organisations

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They joined Movimiento Ciudadano early.", [("Movimiento", "GPE"), ("Ciudadano", "PERSON")], [("Movimiento Ciudadano", "ORG")]),
        ("They joined Movimiento Ciudadano early.", [], [("Movimiento Ciudadano", "ORG")]),
        ("They feared Hezbollah again.", [("Hezbollah", "GPE")], [("Hezbollah", "ORG")]),
        ("They met Dyson there.", [("Dyson", "PERSON")], [("Dyson", "PERSON")]),
        ("They joined the Greater Lindos Labour Party early.", [("Greater Lindos Labour Party", "ORG")], [("Greater Lindos Labour Party", "ORG")]),
    ],
)  # fmt: skip
def test_a_known_organisation_is_whole_and_one(recognized, text, found, expected):
    assert recognized(text, found) == expected


def test_a_single_word_that_is_also_a_place_or_a_given_name_is_not_taken_for_one():
    assert known_organisations().single.isdisjoint({"Amal", "Jordan", "Amazon"})
