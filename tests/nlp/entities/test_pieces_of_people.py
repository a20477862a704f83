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
