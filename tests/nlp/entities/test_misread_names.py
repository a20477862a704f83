"""Names that are misread in ways that the words themselves show."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Maria Hosein 31, won.", [("Maria Hosein 31", "PERSON")], [("Maria Hosein", "PERSON")]),
        ("They saw Chelsea 2-0 down.", [("Chelsea 2-0", "ORG")], [("Chelsea", "ORG")]),
        ("They watched Channel 4 there.", [("Channel 4", "ORG")], [("Channel 4", "ORG")]),
    ],
)  # fmt: skip
def test_a_number_behind_a_name_is_no_part_of_it_but_may_be_the_name(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Booysens Magistrate’s Court agreed.", [("Booysens Magistrate", "ORG")], [("Booysens Magistrate’s Court", "ORG")]),
        ("They left Trinidad and Tobago.", [("Trinidad", "GPE"), ("Tobago", "PERSON")], [("Trinidad and Tobago", "GPE")]),
        ("An African-American choir sang.", [("African", "NORP"), ("American", "NORP")], [("African-American", "NORP")]),
        ("The Southern District of New York agreed.", [("Southern District", "LOC"), ("New York", "GPE")], [("Southern District of New York", "LOC")]),
        ("The US Virgin Islands were hit.", [("US", "GPE"), ("Virgin Islands", "GPE")], [("US Virgin Islands", "GPE")]),
    ],
)  # fmt: skip
def test_parts_that_are_one_name_are_joined(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met the mayor of Ollantu there.", [("Ollantu", "PERSON")], [("Ollantu", "GPE")]),
        ("They left Ollantu zone early.", [("Ollantu", "ORG")], [("Ollantu", "GPE")]),
        ("They left the NATO zone early.", [("NATO", "ORG")], [("NATO", "ORG")]),
        ("They left Ollantu district early.", [("Ollantu", "PERSON")], [("Ollantu", "GPE")]),
        ("County Clare voted. Clare is green.", [("County Clare", "FAC"), ("Clare", "PERSON")], [("County Clare", "GPE"), ("Clare", "GPE")]),
    ],
)  # fmt: skip
def test_an_area_is_a_place(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("He shouted: “Bury it!”", [("Bury", "GPE")], []),
    ],
)  # fmt: skip
def test_a_command_names_no_town(recognized, text, found, expected):
    assert recognized(text, found) == expected
