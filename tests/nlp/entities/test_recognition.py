"""Recognition as a whole: the order of its rules, what the layout tells, and what they leave alone. Each rule has a file of tests."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("ERBIL (Valley 24) – The bridge was closed for a week.", [("ERBIL", "ORG"), ("Valley", "GPE")], [("ERBIL", "GPE")]),
        ("The old mill burned for two days. (Photo: AP)", [("AP", "ORG")], []),
    ],
)  # fmt: skip
def test_a_dateline_names_a_place_and_a_credit_nobody(recognized, text, found, expected):
    assert recognized(text, found) == expected


def test_numbers_and_dates_are_left_alone(recognized):
    found = [("Monday", "DATE"), ("two", "CARDINAL")]

    assert recognized("On Monday two of them left.", found) == found
