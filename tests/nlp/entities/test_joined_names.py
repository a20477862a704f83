"""Names that a model cuts or takes together, and words that are none."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They wrote to the Brenna Society for the Defence of Springs there.", [("Brenna Society for", "ORG"), ("Defence of Springs", "ORG")], [("Brenna Society for the Defence of Springs", "ORG")]),
        ("They wrote to the Brenna Office of many things.", [("Brenna Office of", "ORG")], [("Brenna Office", "ORG")]),
        ("With help from the State of $5 million they built it.", [("State of", "ORG")], []),
        ("It was read in the National Assembly and National Council of Towns.", [("National Assembly and National Council of Towns", "ORG")], [("National Assembly", "ORG"), ("National Council of Towns", "ORG")]),
        ("They wrote to the Department of Parks and Harbour Council.", [("Department of Parks and Harbour Council", "ORG")], [("Department of Parks and Harbour Council", "ORG")]),
        ("A Tasmanian Aboriginal woman came.", [("Tasmanian", "NORP"), ("Aboriginal", "NORP")], [("Tasmanian Aboriginal", "NORP")]),
        ("A Bosnian Serb woman came.", [("Bosnian", "NORP"), ("Serb", "NORP")], [("Bosnian", "NORP"), ("Serb", "NORP")]),
        ("The Water Authority \u201cNazlifa\u201d met. Nazlifa agreed.", [("Water Authority", "ORG"), ("Nazlifa", "WORK_OF_ART"), ("Nazlifa", "GPE")], [("Water Authority", "ORG"), ("Nazlifa", "WORK_OF_ART"), ("Nazlifa", "GPE")]),
        ("The National Water Authority \u201cNazlifa\u201d met. Nazlifa agreed.", [("National Water Authority", "ORG"), ("Nazlifa", "WORK_OF_ART"), ("Nazlifa", "GPE")], [("National Water Authority", "ORG"), ("Nazlifa", "ORG"), ("Nazlifa", "ORG")]),
    ],
)  # fmt: skip
def test_organisations_go_on_behind_small_words_and_two_are_two(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Hidden in the hills lies a lake.", [("Hidden", "GPE")], []),
        ("They came late. Recordings of it are rare.", [("Recordings", "PERSON")], []),
        ("They came late. Nairobi is far.", [("Nairobi", "GPE")], [("Nairobi", "GPE")]),
        ("His Highness opened the hall.", [("His Highness", "GPE")], []),
        ("Pavle Mirov, the Riga-born billionaire, built it. Mirov owns it.", [("Pavle Mirov", "ORG"), ("Riga", "GPE"), ("Mirov", "ORG")], [("Pavle Mirov", "PERSON"), ("Riga", "GPE"), ("Mirov", "PERSON")]),
        ("The flight was late, said Ryanair there.", [("Ryanair", "PERSON")], [("Ryanair", "ORG")]),
        ("They asked NDF Spokesperson Ann Lee there.", [("NDF Spokesperson", "PERSON"), ("Ann Lee", "PERSON")], [("NDF", "ORG"), ("Ann Lee", "PERSON")]),
        ("They agreed with Museveni there.", [("Museveni", "NORP")], [("Museveni", "PERSON")]),
        ("The Greens voted no.", [("Greens", "NORP")], [("Greens", "ORG")]),
        ("They live in NSW now. NSW voted.", [("NSW", "ORG"), ("NSW", "ORG")], [("NSW", "GPE"), ("NSW", "GPE")]),
    ],
)  # fmt: skip
def test_words_are_what_lists_and_their_company_tell(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They closed the Inter-Coastal highway there.", [("Inter-Coastal", "ORG")], [("Inter-Coastal highway", "FAC")]),
        ("They closed a Florida highway there.", [("Florida", "GPE")], [("Florida", "GPE")]),
        ("They met at the corner of Hubbard and Vine streets.", [("Hubbard", "GPE"), ("Vine", "ORG")], [("Hubbard", "FAC"), ("Vine", "FAC")]),
        ("They marched on via Israel and stopped.", [("Israel", "GPE")], [("via Israel", "FAC")]),
        ("They flew home via Israel and slept.", [("Israel", "GPE")], [("Israel", "GPE")]),
        ("The Lisbon-based firm closed.", [("The Lisbon", "ORG")], [("Lisbon", "GPE")]),
        ("By: Henk Lasenby The mine closed.", [("Henk Lasenby", "GPE")], [("Henk Lasenby", "PERSON")]),
    ],
)  # fmt: skip
def test_streets_towns_and_writers_are_told_by_the_word_beside(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They ate at Melazo Cafe. They like Melazo.", [("Melazo Cafe", "FAC"), ("Melazo", "GPE")], [("Melazo Cafe", "FAC"), ("Melazo", "FAC")]),
        ("They ate at Lisbon Cafe. They like Lisbon.", [("Lisbon Cafe", "FAC"), ("Lisbon", "GPE")], [("Lisbon Cafe", "FAC"), ("Lisbon", "GPE")]),
        ("The Velzik Galaxon won. They cheered Galaxon.", [("Velzik Galaxon", "ORG"), ("Galaxon", "PRODUCT")], [("Velzik Galaxon", "ORG"), ("Galaxon", "ORG")]),
        ("They came for the Haj there.", [("Haj", "GPE")], [("Haj", "EVENT")]),
        ("They met in KZN there.", [("KZN", "ORG")], [("KZN", "GPE")]),
        ("They met a Canadian minister there.", [("Canadian", "GPE")], [("Canadian", "NORP")]),
        ("Mountainous Kenya has more.", [("Mountainous Kenya", "LOC")], [("Kenya", "GPE")]),
        ("It ends here. Anna Holt/Dispatch", [("Anna Holt/Dispatch", "PERSON")], [("Anna Holt", "PERSON"), ("Dispatch", "ORG")]),
        ("They like sports dev’t there.", [("dev’t", "LOC")], []),
    ],
)  # fmt: skip
def test_parts_of_longer_names_and_listed_words_are_what_these_are(recognized, text, found, expected):
    assert recognized(text, found) == expected
