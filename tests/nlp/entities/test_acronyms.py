"""Acronyms that the article defines."""

from __future__ import annotations

import pytest

from streamproc.nlp.entities import acronyms

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Judicial Lantern Commission (JLC) met. They asked the JLC.", [("Judicial Lantern Commission", "ORG")], [("Judicial Lantern Commission", "ORG"), ("JLC", "ORG"), ("JLC", "ORG")]),
        ("They joined the Chamber of Lanterns in Korea (CLK) today.", [("Chamber of Lanterns", "ORG"), ("Korea", "GPE")], [("Chamber of Lanterns in Korea", "ORG"), ("CLK", "ORG")]),
    ],
)  # fmt: skip
def test_letters_in_brackets_begin_the_words_of_the_name_before_them(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("HRW", True), ("U.N.", True), ("CJTF-OIR", True), ("AfD", True), ("A", False), ("Oslo", False), ("UN GA", False)],
)
def test_what_an_acronym_looks_like(text, expected):
    assert acronyms.is_acronym(text) is expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("U.N.", "United Nations", True),
        ("BoL", "Board of Lanterns", True),
        ("BL", "Board of Lanterns", True),
        ("LPs", "Lantern Post", True),
        ("LB", "Board of Lanterns", False),
        ("CN", "CTV News", False),
    ],
)
def test_initials_stand_for_a_name_with_or_without_its_small_words(short, long, expected):
    assert acronyms.abbreviates(short, long) is expected
