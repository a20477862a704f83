"""Types that the noun before a name tells."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They heard the vocal quartet Forlanda. Later Forlanda sang.", [("Forlanda", "PERSON"), ("Forlanda", "PERSON")], [("Forlanda", "ORG"), ("Forlanda", "ORG")]),
        ("He is the co-founder of Kredix. They use Kredix.", [("Kredix", "GPE"), ("Kredix", "GPE")], [("Kredix", "ORG"), ("Kredix", "ORG")]),
        ("He is the founder of Lisbon.", [("Lisbon", "GPE")], [("Lisbon", "GPE")]),
        ("The company Brenda Holt founded is small.", [("Brenda Holt", "PERSON")], [("Brenda Holt", "PERSON")]),
        ("They saw the tenth season of Vanta Rey there.", [("Vanta Rey", "PERSON")], [("Vanta Rey", "WORK_OF_ART")]),
        ("They wear brands such as Corvina Lund, Stralo Vesti and Mirand.", [("Corvina Lund", "PERSON"), ("Stralo Vesti", "PERSON"), ("Mirand", "GPE")], [("Corvina Lund", "ORG"), ("Stralo Vesti", "ORG"), ("Mirand", "ORG")]),
        ("They saw films like Vanta Rey. She met Orla Quist.", [("Vanta Rey", "PERSON"), ("Orla Quist", "PERSON")], [("Vanta Rey", "WORK_OF_ART"), ("Orla Quist", "PERSON")]),
        ("They ate at the restaurants Corvo, Stralo and Mirand.", [("Corvo", "PRODUCT"), ("Stralo", "PERSON"), ("Mirand", "GPE")], [("Corvo", "ORG"), ("Stralo", "ORG"), ("Mirand", "ORG")]),
        ("They wear the brands Corvina Lund and Stralo Vesti.", [("Corvina Lund", "PERSON"), ("Stralo Vesti", "PERSON")], [("Corvina Lund", "ORG"), ("Stralo Vesti", "ORG")]),
        ("The Mirand CEO left. They like Mirand.", [("Mirand", "PERSON"), ("Mirand", "PERSON")], [("Mirand", "ORG"), ("Mirand", "ORG")]),
        ("They went to towns such as Velzik and Brod.", [("Velzik", "PERSON"), ("Brod", "ORG")], [("Velzik", "GPE"), ("Brod", "GPE")]),
    ],
)  # fmt: skip
def test_a_noun_says_what_the_names_behind_it_are(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They met Lena and Ramesh Holm there.", [("Lena", "ORG"), ("Ramesh Holm", "PERSON")], [("Lena", "PERSON"), ("Ramesh Holm", "PERSON")]),
        ("They met Orla Quist, Velzo and Ramesh Holm there. Velzo left.", [("Orla Quist", "PERSON"), ("Velzo", "GPE"), ("Ramesh Holm", "PERSON"), ("Velzo", "GPE")], [("Orla Quist", "PERSON"), ("Velzo", "PERSON"), ("Ramesh Holm", "PERSON"), ("Velzo", "PERSON")]),
        ("They met Orla Quist, Greece and Ramesh Holm there.", [("Orla Quist", "PERSON"), ("Greece", "GPE"), ("Ramesh Holm", "PERSON")], [("Orla Quist", "PERSON"), ("Greece", "GPE"), ("Ramesh Holm", "PERSON")]),
        ("They asked Orla Quist, NATO and Ramesh Holm there.", [("Orla Quist", "PERSON"), ("NATO", "ORG"), ("Ramesh Holm", "PERSON")], [("Orla Quist", "PERSON"), ("NATO", "ORG"), ("Ramesh Holm", "PERSON")]),
    ],
)  # fmt: skip
def test_a_row_of_people_has_nothing_but_people(recognized, text, found, expected):
    assert recognized(text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("They asked Angela Merkel there.", [("Angela", "ORG"), ("Merkel", "GPE")], [("Angela Merkel", "PERSON")]),
        ("They went to Angela Merkel Park there.", [("Angela Merkel Park", "FAC")], [("Angela Merkel Park", "FAC")]),
        ("They met Ranger Dave Holt there.", [("Ranger Dave Holt", "PERSON")], [("Dave Holt", "PERSON")]),
        ("They met Dave Holt OBE there.", [("Dave Holt OBE", "PERSON")], [("Dave Holt", "PERSON")]),
        ("They met Cardinal Quist there.", [("Cardinal Quist", "PRODUCT")], [("Quist", "PERSON")]),
        ("She said buhay ko si Velzo there.", [("buhay ko si Velzo", "PERSON")], []),
        ("She met Maria de los Angeles Ruiz there.", [("Maria de los Angeles Ruiz", "PERSON")], [("Maria de los Angeles Ruiz", "PERSON")]),
        ("Hunger grew in sub-Saharan Africa again.", [("Saharan", "NORP"), ("Africa", "LOC")], [("sub-Saharan Africa", "LOC")]),
        ("They went over the Velzik bridge.", [("Velzik", "PERSON")], [("Velzik", "GPE")]),
        ("They opened Velzik Memorial Hospital.", [("Velzik Memorial Hospital", "GPE")], [("Velzik Memorial Hospital", "FAC")]),
        ("They won at the Lindos Para Games there.", [("Lindos Para Games", "ORG")], [("Lindos Para Games", "EVENT")]),
        ("They walked in Brenna State Forest there.", [("Brenna State Forest", "ORG")], [("Brenna State Forest", "LOC")]),
        ("First Nations people came.", [("First Nations", "ORG")], [("First Nations", "NORP")]),
        ("Indigenous groups came.", [("Indigenous", "NORP")], []),
        ("They sat in Congress there.", [("Congress", "GPE")], [("Congress", "ORG")]),
        ("It was built in the Soviet Union there.", [("the Soviet Union", "ORG")], [("the Soviet Union", "GPE")]),
        ("Aid Venezuela wrote to Venezuela. Aid Venezuela waits. Venezuela waits.", [("Aid Venezuela", "PERSON"), ("Venezuela", "GPE"), ("Aid Venezuela", "PERSON"), ("Venezuela", "GPE")], [("Aid Venezuela", "PERSON"), ("Venezuela", "GPE"), ("Aid Venezuela", "PERSON"), ("Venezuela", "GPE")]),
    ],
)  # fmt: skip
def test_titles_rows_and_heads_are_read_as_they_stand(recognized, text, found, expected):
    assert recognized(text, found) == expected


def test_a_state_that_is_gone_is_not_the_one_of_today(pipeline):
    [enrichment] = pipeline.enrich([Article(id="a", text="Russia left the Soviet Union in 1991. Russia was large.")])
    assert sorted(entity.name for entity in enrichment.entities) == ["Russia", "Soviet Union"]
