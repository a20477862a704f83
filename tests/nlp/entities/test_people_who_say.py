"""People whom a model takes for organisations."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("“It rains,” said Fauvret. Fauvret left.", [("Fauvret", "ORG"), ("Fauvret", "ORG")], [("Fauvret", "PERSON"), ("Fauvret", "PERSON")]),
        ("Fauvret Mining fell. “It rains,” said Fauvret.", [("Fauvret Mining", "ORG"), ("Fauvret", "ORG")], [("Fauvret Mining", "ORG"), ("Fauvret", "ORG")]),
        ("“It rains,” said Toyota.", [("Toyota", "ORG")], [("Toyota", "ORG")]),
        ("“It rains,” said Oxfam.", [("Oxfam", "ORG")], [("Oxfam", "ORG")]),
        ("“It rains,” said Fauvret, which sells rain.", [("Fauvret", "ORG")], [("Fauvret", "ORG")]),
        ("“It rains,” said Fauvret. Fauvret said it would hire.", [("Fauvret", "ORG"), ("Fauvret", "ORG")], [("Fauvret", "ORG"), ("Fauvret", "ORG")]),
        ("The charity Fauvret left. “It rains,” said Fauvret.", [("Fauvret", "ORG"), ("Fauvret", "ORG")], [("Fauvret", "ORG"), ("Fauvret", "ORG")]),
        ("“It rains,” said Congress.", [("Congress", "ORG")], [("Congress", "ORG")]),
        (
            "Krishen Chellamo left. Chellamo said it rained. Chellamo noted the wind.",
            [("Krishen Chellamo", "ORG"), ("Chellamo", "ORG"), ("Chellamo", "ORG")],
            [("Krishen Chellamo", "PERSON"), ("Chellamo", "PERSON"), ("Chellamo", "PERSON")],
        ),
        (
            "Kiran Records left. Records said it rained. Records noted the wind.",
            [("Kiran Records", "ORG"), ("Records", "ORG"), ("Records", "ORG")],
            [("Kiran Records", "ORG"), ("Records", "ORG"), ("Records", "ORG")],
        ),
    ],
)  # fmt: skip
def test_who_says_things_under_a_surname_is_a_person(recognized, text, found, expected):
    assert recognized(text, found) == expected
