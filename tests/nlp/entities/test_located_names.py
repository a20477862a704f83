"""Places by the company they keep: in lists, and behind *in* wherever they stand."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They toured Oran, Setif and Blida.", [("Oran", "GPE"), ("Setif", "PERSON"), ("Blida", "GPE")], [("Oran", "GPE"), ("Setif", "GPE"), ("Blida", "GPE")]),
        ("They met Setif and Oran.", [("Setif", "PERSON"), ("Oran", "GPE")], [("Setif", "PERSON"), ("Oran", "GPE")]),
        ("They live in Quimbaru. Quimbaru is hot.", [("Quimbaru", "PERSON"), ("Quimbaru", "PERSON")], [("Quimbaru", "GPE"), ("Quimbaru", "GPE")]),
        ("They trust in Quimbaru. Quimbaru said no. He asked Quimbaru.", [("Quimbaru", "PERSON"), ("Quimbaru", "PERSON"), ("Quimbaru", "PERSON")], [("Quimbaru", "PERSON"), ("Quimbaru", "PERSON"), ("Quimbaru", "PERSON")]),
        ("They trust in Ana Prado.", [("Ana Prado", "PERSON")], [("Ana Prado", "PERSON")]),
        ("Deaths rose in Oran (+12%); Setif (+9%); and Blida (+8%).", [("Oran", "GPE"), ("Setif", "PERSON"), ("Blida", "GPE")], [("Oran", "GPE"), ("Setif", "GPE"), ("Blida", "GPE")]),
        ("It shook Quimbaru, Velmo and Tarsano districts.", [("Quimbaru", "PERSON"), ("Velmo", "PERSON"), ("Tarsano", "PERSON")], [("Quimbaru", "GPE"), ("Velmo", "GPE"), ("Tarsano", "GPE")]),
        ("They left Quimbaru village early.", [("Quimbaru", "PERSON")], [("Quimbaru", "GPE")]),
    ],
)  # fmt: skip
def test_a_name_is_a_place_by_its_company(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("She runs Maji Safi, a small start-up in Oran.", [("Maji Safi", "PERSON"), ("Oran", "GPE")], [("Maji Safi", "ORG"), ("Oran", "GPE")]),
        ("Velzo is a company looking for farms.", [("Velzo", "PERSON")], [("Velzo", "ORG")]),
        ("They met Ana Prado, a company lawyer.", [("Ana Prado", "PERSON")], [("Ana Prado", "PERSON")]),
        ("They met Ana Prado, a party leader.", [("Ana Prado", "PERSON")], [("Ana Prado", "PERSON")]),
    ],
)  # fmt: skip
def test_what_stands_behind_a_name_tells_that_it_is_a_firm(recognized, text, found, expected):
    assert recognized(text, found) == expected
