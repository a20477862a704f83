"""Names that the model missed but the article or a list knows."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Ana Prado spoke. They saw Ana Prado leave.", [("Ana Prado", "PERSON")], [("Ana Prado", "PERSON"), ("Ana Prado", "PERSON")]),
    ],
)  # fmt: skip
def test_a_name_that_the_article_has_shown_is_found_again(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met Ukrainian farmers.", [], [("Ukrainian", "NORP")]),
        ("They asked the FARC again.", [], [("FARC", "ORG")]),
        ("They met Rohingya farmers.", [], [("Rohingya", "NORP")]),
    ],
)  # fmt: skip
def test_a_people_and_an_acronym_are_known_by_themselves(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They feared Lashkar-e-Taiba again.", [("Lashkar", "NORP")], [("Lashkar-e-Taiba", "ORG")]),
        ("They feared the Lord's Resistance Army again.", [("Resistance Army", "ORG")], [("Lord's Resistance Army", "ORG")]),
        ("The US Department of Justice agreed.", [("US Department", "ORG")], [("US Department of Justice", "ORG")]),
    ],
)  # fmt: skip
def test_an_organisation_that_models_cut_is_whole(recognized, text, found, expected):
    assert recognized(text, found) == expected
