"""Types by the word that says what a thing is."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They swam in Brenna Lake twice.", [("Brenna Lake", "GPE")], [("Brenna Lake", "LOC")]),
        ("They climbed Mount Orvo twice.", [("Mount Orvo", "PERSON")], [("Mount Orvo", "LOC")]),
        ("They closed Egdon National Park today.", [("Egdon National Park", "ORG")], [("Egdon National Park", "LOC")]),
        ("They moved to Crystal Lake today.", [("Crystal Lake", "GPE")], [("Crystal Lake", "GPE")]),
        ("They broke the Sea Turtle Protection Act again.", [("Sea Turtle Protection Act", "ORG")], [("Sea Turtle Protection Act", "LAW")]),
        ("They signed the Lindos Convention against Torture again.", [("Lindos Convention", "ORG")], [("Lindos Convention against Torture", "LAW")]),
        ("They kept the Harbour Waters Treaty.", [("Harbour Waters Treaty", "PRODUCT")], [("Harbour Waters Treaty", "LAW")]),
        ("They traded on Kemal Street again.", [("Kemal Street", "GPE")], [("Kemal Street", "FAC")]),
        ("They inspected the Kalnar Hydro project there.", [("Kalnar Hydro", "PERSON")], [("Kalnar Hydro", "FAC")]),
        ("They inspected the Tolan hydropower plant there.", [("Tolan", "GPE")], [("Tolan", "FAC")]),
        ("They inspected Indian hydropower plants there.", [("Indian", "NORP")], [("Indian", "NORP")]),
        ("The Roman Empire fell there.", [("Roman Empire", "ORG")], [("Roman Empire", "GPE")]),
        ("They dug up Roman coins there.", [("Roman", "GPE")], [("Roman", "NORP")]),
        ("They met at the Tolan Youth Summit there.", [("Tolan Youth Summit", "ORG")], [("Tolan Youth Summit", "EVENT")]),
        ("They met at Expo Tolan there.", [("Expo Tolan", "GPE")], [("Expo Tolan", "EVENT")]),
        ("They signed the Tolan Declaration there.", [("Tolan Declaration", "EVENT")], [("Tolan Declaration", "LAW")]),
        ("They shopped at the Orvo Public Market there.", [("Orvo Public Market", "GPE")], [("Orvo Public Market", "FAC")]),
        ("They met at the Oscars there.", [("Oscars", "PERSON")], [("Oscars", "EVENT")]),
        ("They crossed the Western Cape again.", [("Western Cape", "LOC")], [("Western Cape", "GPE")]),
        ("They met the Arab envoys there.", [("Arab", "GPE")], [("Arab", "NORP")]),
        ("They joined Orvo House India again.", [("Orvo House India", "GPE")], [("Orvo House India", "ORG")]),
        ("They fled Nazi Germany then.", [("Nazi Germany", "GPE")], [("Nazi Germany", "GPE")]),
        ("They met Bishop Roman Kowal there.", [("Roman Kowal", "PERSON")], [("Roman Kowal", "PERSON")]),
    ],
)  # fmt: skip
def test_the_head_word_says_what_a_thing_is(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Tolan and Brenna rivers rose. Later the Tolan fell.", [("Tolan", "PERSON"), ("Tolan", "PERSON")], [("Tolan", "LOC"), ("Brenna", "LOC"), ("Tolan", "LOC")]),
        ("The waters of the Brenna, Tolan and Orvo rivers rose.", [("Brenna", "GPE"), ("Tolan", "PERSON"), ("Orvo", "ORG")], [("Brenna", "LOC"), ("Tolan", "LOC"), ("Orvo", "LOC")]),
        ("The eastern rivers — Brenna and Tolan — rose.", [("Brenna", "GPE"), ("Tolan", "PERSON")], [("Brenna", "LOC"), ("Tolan", "LOC")]),
        ("The Brenna river rose. People in Brenna waited.", [("Brenna", "GPE"), ("Brenna", "GPE")], [("Brenna", "LOC"), ("Brenna", "GPE")]),
        ("In Kenya rivers rose.", [("Kenya", "GPE")], [("Kenya", "GPE")]),
        ("Fans of Jordan Rivers waited.", [("Jordan Rivers", "PERSON")], [("Jordan Rivers", "PERSON")]),
    ],
)  # fmt: skip
def test_what_the_article_calls_a_river_is_one_in_all_of_it(recognized, text, found, expected):
    assert recognized(text, found) == expected
