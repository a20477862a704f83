"""Names that are misread in ways that the words themselves show."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Maria Hosein 31, won.", [("Maria Hosein 31", "PERSON")], [("Maria Hosein", "PERSON")]),
        ("They saw Chelsea 2-0 down.", [("Chelsea 2-0", "ORG")], [("Chelsea", "ORG")]),
        ("They passed HB 200 there.", [("HB 200", "ORG")], [("HB 200", "LAW")]),
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
        ("They met the MP for Ollantu there.", [("Ollantu", "PERSON")], [("Ollantu", "GPE")]),
        ("They voted for Ollantu there.", [("Ollantu", "PERSON")], [("Ollantu", "PERSON")]),
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


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They left KwaZulu-Natal early.", [("KwaZulu", "NORP"), ("Natal", "GPE")], [("KwaZulu-Natal", "GPE")]),
        ("They left Sharm El-Sheikh early.", [("Sharm El-", "GPE")], [("Sharm El-Sheikh", "GPE")]),
        ("They read Port-au-Prince Weekly there.", [("Port-au-Prince Weekly", "ORG")], [("Port-au-Prince Weekly", "ORG")]),
    ],
)  # fmt: skip
def test_a_place_written_with_a_hyphen_is_whole(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Minister of Gender and Family spoke.", [("Gender and Family", "ORG")], []),
        ("The Minister for Finance spoke.", [("Finance", "ORG")], []),
        ("Water Minister Ana Prado spoke.", [("Water", "ORG"), ("Ana Prado", "PERSON")], [("Ana Prado", "PERSON")]),
        ("The Secretary of the Lindos Trust spoke.", [("the Lindos Trust", "ORG")], [("the Lindos Trust", "ORG")]),
        ("The Minister of Egypt spoke.", [("Egypt", "GPE")], [("Egypt", "GPE")]),
    ],
)  # fmt: skip
def test_what_a_minister_is_in_charge_of_is_no_organisation(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They won. SAN DIEGO (AP) - Rain fell.", [("SAN DIEGO", "ORG"), ("AP", "ORG")], [("SAN DIEGO", "GPE"), ("AP", "ORG")]),
        ("Q5: Why did it rain?", [("Q5", "ORG")], []),
        ("They flew Q400 there.", [("Q400", "PRODUCT")], [("Q400", "PRODUCT")]),
    ],
)  # fmt: skip
def test_a_place_of_report_and_the_number_of_a_question_are_told_by_the_marks_behind_them(
    recognized, text, found, expected
):
    assert recognized(text, found) == expected
