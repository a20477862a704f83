"""Types and borders that the words right beside a name tell."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They read Al-Mersal daily there.", [("Al-Mersal", "PERSON")], [("Al-Mersal", "ORG")]),
        ("They read the newspaper Al-Mersal there.", [("Al-Mersal", "WORK_OF_ART")], [("Al-Mersal", "ORG")]),
        ("They watched the trawler Ariel leave.", [("Ariel", "PERSON")], [("Ariel", "PRODUCT")]),
        ("They searched Rue Hector Ardan twice.", [("Rue Hector Ardan", "PERSON")], [("Rue Hector Ardan", "FAC")]),
        ("They heard Yolngu Peoples sing.", [("Yolngu Peoples", "PERSON")], [("Yolngu Peoples", "NORP")]),
        ("They counted votes in N.H. twice.", [("N.H.", "ORG")], [("N.H.", "GPE")]),
        ("They met Ariel Obi there.", [("Ariel Obi", "PERSON")], [("Ariel Obi", "PERSON")]),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_tell_its_type(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Spanish NGO Caminos Rojos agreed.", [("The Spanish NGO Caminos Rojos", "ORG")], [("Spanish", "NORP"), ("Caminos Rojos", "ORG")]),
        ("The Spanish Red Cross agreed.", [("The Spanish Red Cross", "ORG")], [("The Spanish Red Cross", "ORG")]),
        ("A Sri Lankan sailor left.", [("Sri", "GPE"), ("Lankan", "NORP")], [("Sri Lankan", "NORP")]),
        ("On the Korean Peninsula people wait.", [("Korean", "NORP")], [("Korean Peninsula", "LOC")]),
        ("Oh Hyun-woo met Seo Min-jun there.", [("Oh Hyun", "PERSON"), ("Seo Min", "PERSON")], [("Oh Hyun-woo", "PERSON"), ("Seo Min-jun", "PERSON")]),
        ("An Anna Prado-backed plan failed.", [("Anna Prado", "PERSON")], [("Anna Prado", "PERSON")]),
        ("Near Sinjar two lorries burned.", [("Near Sinjar", "LOC")], [("Sinjar", "LOC")]),
        ("Coastal erosion closed it.", [("Coastal", "ORG")], []),
    ],
)  # fmt: skip
def test_a_name_begins_and_ends_where_its_words_say(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Ana Ortiz met Piotr Malik. The pact of Ortiz and Malik holds.", [("Ana Ortiz", "PERSON"), ("Piotr Malik", "PERSON"), ("Ortiz and Malik", "ORG")],
         [("Ana Ortiz", "PERSON"), ("Piotr Malik", "PERSON"), ("Ortiz", "PERSON"), ("Malik", "PERSON")]),
        ("They bought from Ortiz and Malik again.", [("Ortiz and Malik", "ORG")], [("Ortiz and Malik", "ORG")]),
        ("They met Jodi Mahler of Bellmore there.", [("Jodi Mahler", "PERSON"), ("Bellmore", "PERSON")], [("Jodi Mahler", "PERSON"), ("Bellmore", "GPE")]),
        ("A fine is due, Ministry of Justice said.", [], [("Ministry of Justice", "ORG")]),
        ("Amber Sandor-Lee won. Amber was happy. They praised Amber again.", [("Amber Sandor-Lee", "ORG")], [("Amber Sandor-Lee", "PERSON"), ("Amber", "PERSON"), ("Amber", "PERSON")]),
        ("Amber Logistics won. They left.", [("Amber Logistics", "ORG")], [("Amber Logistics", "ORG")]),
    ],
)  # fmt: skip
def test_what_the_rest_of_the_article_tells(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Innisfail skater left. They saw Innisfail again.", [("Innisfail", "PERSON"), ("Innisfail", "PERSON")], [("Innisfail", "GPE"), ("Innisfail", "GPE")]),
        ("The Innisfail skater left. Rod Innisfail stayed.", [("Innisfail", "PERSON"), ("Rod Innisfail", "PERSON")], [("Innisfail", "PERSON"), ("Rod Innisfail", "PERSON")]),
        ("They broke the siege of Zarumba. They fled Zarumba.", [("Zarumba", "PERSON"), ("Zarumba", "PERSON")], [("Zarumba", "GPE"), ("Zarumba", "GPE")]),
        ("They met Zarumba’s residents there.", [("Zarumba", "PERSON")], [("Zarumba", "GPE")]),
        ("They met Aleppo Mayor Sami Hadad.", [("Aleppo Mayor", "PERSON"), ("Sami Hadad", "PERSON")], [("Aleppo", "GPE"), ("Sami Hadad", "PERSON")]),
        ("They praised the Coalition again.", [], [("Coalition", "ORG")]),
    ],
)  # fmt: skip
def test_towns_are_told_from_people_by_what_stands_beside_them(recognized, text, found, expected):
    assert recognized(text, found) == expected
