"""Types of names: what a name tells by itself, by the words beside it, and by the rest of the article."""

from __future__ import annotations

import pytest

from streamproc.nlp.entities.known_types import known_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Jordan", "PERSON", "GPE"),
        ("Africa", "ORG", "LOC"),
        ("Harbour Museum", "PERSON", "FAC"),
        ("Harbour Museum", "GPE", "GPE"),
        ("Ana Prado", "PERSON", "PERSON"),
        ("Inuit", "ORG", "NORP"),
        ("Tamil Nadu", "PERSON", "GPE"),
        ("Oaxaca State", "ORG", "GPE"),
        ("Ohio State", "ORG", "ORG"),
        ("Lindos High School", "PERSON", "ORG"),
        ("Lindos High School", "FAC", "FAC"),
        ("Chemistry Olympiad", "ORG", "EVENT"),
        ("Hanbit Ilbo", "PERSON", "ORG"),
    ],
)
def test_the_type_that_a_name_tells(name, label, expected):
    assert known_type(name, label) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Catholic Church agreed.", [("Catholic Church", "ORG")], [("Catholic Church", "ORG")]),
        ("They left Holy Trinity Church.", [("Holy Trinity Church", "ORG")], [("Holy Trinity Church", "FAC")]),
        ("They saw Man City win.", [("Man City", "GPE")], [("Man City", "ORG")]),
        ("They left Venezuela early.", [("Venezuela", "PERSON")], [("Venezuela", "GPE")]),
        ("They met Kuwaiti farmers.", [("Kuwaiti", "GPE")], [("Kuwaiti", "NORP")]),
        ("They feared ISIL again.", [("ISIL", "NORP")], [("ISIL", "ORG")]),
        ("The Gauteng High Court agreed.", [("Gauteng High Court", "LOC")], [("Gauteng High Court", "ORG")]),
        ("They crossed the Otto Bridge slowly.", [("Otto Bridge", "PERSON")], [("Otto Bridge", "FAC")]),
    ],
)  # fmt: skip
def test_what_a_name_is_made_of_tells_its_type(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They asked Mr Petro for time.", [("Petro", "ORG")], [("Petro", "PERSON")]),
        ("Prime Minister Ruben Halvorsen left. They saw Halvorsen.", [("Halvorsen", "ORG")], [("Ruben Halvorsen", "PERSON"), ("Halvorsen", "PERSON")]),
        ("They praised the coach Sporting Lisbon hired.", [("Lisbon", "GPE")], [("Lisbon", "GPE")]),
    ],
)  # fmt: skip
def test_a_title_makes_a_person_and_gives_a_missed_first_word_back(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They live in Durban now.", [("Durban", "ORG")], [("Durban", "GPE")]),
        ("Batakis said that prices fell.", [("Batakis", "GPE")], [("Batakis", "PERSON")]),
        ("They left the IEMO early.", [("IEMO", "GPE")], [("IEMO", "ORG")]),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_tell_its_type(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Paul Mashatile won. Mashatile was glad.", [("Paul Mashatile", "PERSON"), ("Mashatile", "ORG")], [("Paul Mashatile", "PERSON"), ("Mashatile", "PERSON")]),
        ("Annika van Dijk quit. Van Dijk was tired.", [("Annika van Dijk", "PERSON"), ("Van Dijk", "ORG")], [("Annika van Dijk", "PERSON"), ("Van Dijk", "PERSON")]),
        ("Nordwind AG grew. They bought Nordwind.", [("Nordwind AG", "ORG")], [("Nordwind AG", "ORG")]),
    ],
)  # fmt: skip
def test_one_name_has_one_type_in_an_article(recognized, text, found, expected):
    assert recognized(text, found) == expected
