"""Teams under the names of their towns, and clubs."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Liverpool beat Chelsea 3-1. Then Liverpool left.", [("Liverpool", "GPE"), ("Chelsea", "ORG"), ("Liverpool", "GPE")], [("Liverpool", "ORG"), ("Chelsea", "ORG"), ("Liverpool", "ORG")]),
        ("Bengaluru defeated Mumbai by six wickets in Mumbai.", [("Bengaluru", "GPE"), ("Mumbai", "GPE"), ("Mumbai", "GPE")], [("Bengaluru", "ORG"), ("Mumbai", "ORG"), ("Mumbai", "GPE")]),
        ("Liverpool faces Chelsea in a row over taxes.", [("Liverpool", "GPE"), ("Chelsea", "GPE")], [("Liverpool", "GPE"), ("Chelsea", "GPE")]),
        ("France beat Spain 3-1.", [("France", "GPE"), ("Spain", "GPE")], [("France", "GPE"), ("Spain", "GPE")]),
        ("Man City beat Arsenal 2-0.", [("Man City beat Arsenal", "GPE")], [("Man City", "ORG"), ("Arsenal", "ORG")]),
        ("The Man City striker left.", [], [("Man City", "ORG")]),
        ("The Barcelona striker left.", [("Barcelona", "GPE")], [("Barcelona", "ORG")]),
        ("The Barcelona baker left.", [("Barcelona", "GPE")], [("Barcelona", "GPE")]),
        ("Leicester City sacked the manager.", [("Leicester City", "GPE")], [("Leicester City", "ORG")]),
        ("Leicester City raised its taxes.", [("Leicester City", "GPE")], [("Leicester City", "GPE")]),
    ],
)  # fmt: skip
def test_a_game_makes_teams_of_towns(recognized, text, found, expected):
    assert recognized(text, found) == expected
