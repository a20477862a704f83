"""People in pieces."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met Kelvin Lam Cheng Yuet there.", [("Kelvin Lam", "PERSON"), ("Cheng Yuet", "PERSON")], [("Kelvin Lam Cheng Yuet", "PERSON")]),
        ("They asked Razila Odanga there.", [("Razila", "ORG"), ("Odanga", "GPE")], [("Razila Odanga", "PERSON")]),
        ("They asked Mzingi Hloba there.", [("Hloba", "PERSON")], [("Mzingi Hloba", "PERSON")]),
        ("They asked Prince Hashim there.", [("Hashim", "PERSON")], [("Hashim", "PERSON")]),
        ("They asked Datuk Seri Ti Lian Ker there.", [("Datuk Seri", "PERSON"), ("Ti Lian Ker", "PERSON")], [("Ti Lian Ker", "PERSON")]),
        ("They asked Tsai Hong and Tsai Cheng there.", [("Tsai Hong and Tsai Cheng", "PERSON")], [("Tsai Hong", "PERSON"), ("Tsai Cheng", "PERSON")]),
        ("They asked NATO Colonel Ann Lee there.", [("NATO", "ORG"), ("Ann Lee", "PERSON")], [("NATO", "ORG"), ("Ann Lee", "PERSON")]),
    ],
)  # fmt: skip
def test_a_person_is_one_name_and_two_are_two(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("She leaves Linda Hale of Lisbon behind.", [("Linda Hale of Lisbon", "PERSON")], [("Linda Hale", "PERSON"), ("Lisbon", "GPE")]),
        ("She leaves Leonard of Houston, Texas behind.", [("Leonard of Houston", "PERSON"), ("Texas", "GPE")], [("Leonard", "PERSON"), ("Houston", "GPE"), ("Texas", "GPE")]),
        ("They painted Clare of Assisi there.", [("Clare of Assisi", "PERSON")], [("Clare of Assisi", "PERSON")]),
        ("They asked Quebec Health Minister Ann Lee there.", [("Quebec Health", "ORG"), ("Ann Lee", "PERSON")], [("Quebec", "GPE"), ("Ann Lee", "PERSON")]),
        ("They asked Nairobi Mayor Ann Lee there.", [("Nairobi", "ORG"), ("Ann Lee", "PERSON")], [("Nairobi", "GPE"), ("Ann Lee", "PERSON")]),
    ],
)  # fmt: skip
def test_a_place_inside_a_name_is_told_by_the_words_around_it(recognized, text, found, expected):
    assert recognized(text, found) == expected
