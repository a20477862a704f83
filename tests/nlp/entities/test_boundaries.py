"""Where names begin and end: titles, possessives, brackets, verbs, roles, nicknames."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met Ms. Okello there.", [("Ms. Okello", "PERSON")], [("Okello", "PERSON")]),
        ("They met Pope Benedict there.", [("Pope Benedict", "PERSON")], [("Benedict", "PERSON")]),
        ("They sold Okello’s house.", [("Okello’s", "PERSON")], [("Okello", "PERSON")]),
        ("They joined the Lantern Board (the whole of it).", [("Lantern Board (the whole", "ORG")], [("Lantern Board", "ORG")]),
        ("They watched Ana Prado in parliament.", [("Ana Prado in parliament", "PERSON")], [("Ana Prado", "PERSON")]),
        ("From Ann Lee: no news.", [("From Ann Lee", "PERSON")], [("Ann Lee", "PERSON")]),
        ("They met Sultan A. Al-Omari there.", [("Sultan A. Al-Omari", "PERSON")], [("Sultan A. Al-Omari", "PERSON")]),
    ],
)  # fmt: skip
def test_what_is_no_part_of_a_name_is_cut(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They asked Justice Ekwo for time.", [("Justice Ekwo", "ORG")], [("Ekwo", "PERSON")]),
    ],
)  # fmt: skip
def test_a_title_that_the_model_took_for_a_name_makes_a_person(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Kuwaiti Salem Noor won.", [("Kuwaiti Salem Noor", "PERSON")], [("Kuwaiti", "NORP"), ("Salem Noor", "PERSON")]),
        ("Officer Dane Corwin left.", [("Dane Corwin", "PERSON")], [("Dane Corwin", "PERSON")]),
        ("The Dane Piet Corwin won.", [("Dane Piet Corwin", "PERSON")], [("Dane", "NORP"), ("Piet Corwin", "PERSON")]),
    ],
)  # fmt: skip
def test_a_nationality_before_a_person_is_a_name_of_its_own_and_a_given_name_is_none(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met United Nations Special Envoy Olsen.", [("United Nations Special Envoy", "ORG")], [("United Nations", "ORG")]),
    ],
)  # fmt: skip
def test_an_organisation_ends_before_a_role(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met Andrés Manuel López Obrador there.", [("Andrés Manuel", "PERSON")], [("Andrés Manuel López Obrador", "PERSON")]),
    ],
)  # fmt: skip
def test_a_persons_name_goes_on(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The cameras of the CCTV saw it.", [("CCTV", "ORG")], []),
        ("The powers of the State are few.", [("State", "ORG")], []),
    ],
)  # fmt: skip
def test_a_word_for_many_things_is_nobodys_name(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Stanley “Stash” Wozniak resigned.", "Stanley “Stash” Wozniak"),
        ("Robert (Bob) Quill resigned.", "Robert (Bob) Quill"),
    ],
)
def test_a_nickname_between_marks_joins_what_stands_around_it(recognized, text, name):
    surname = name.rpartition(" ")[2]

    assert recognized(text, [(surname, "ORG")]) == [(name, "PERSON")]
