"""Entities: one sentence of our own for each rule of repair."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.entities.recognition import recognize_entities
from streamproc.nlp.entities.types import known_type

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def recognised(pipeline):
    """What a text's entities are when the model has found some: words as they stand in the text, with labels."""

    def recognise(text, found):
        doc = pipeline.make_doc(Article(id="a", text=text))
        for pipe in ("tok2vec", "tagger"):
            doc = pipeline.nlp.get_pipe(pipe)(doc)
        spans, start = [], 0
        for words, label in found:
            start = text.index(words, start)
            spans.append(doc.char_span(start, start + len(words), label=label))
            start += len(words)
        doc.ents = spans
        return [(ent.text, ent.label_) for ent in recognize_entities(doc).ents]

    return recognise


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        # titles, possessives, brackets, verbs
        ("They met Ms. Okello there.", [("Ms. Okello", "PERSON")], [("Okello", "PERSON")]),
        ("They met Pope Benedict there.", [("Pope Benedict", "PERSON")], [("Benedict", "PERSON")]),
        ("They sold Okello’s house.", [("Okello’s", "PERSON")], [("Okello", "PERSON")]),
        ("They joined the Lantern Board (the whole of it).", [("Lantern Board (the whole", "ORG")], [("Lantern Board", "ORG")]),
        ("They watched Ana Prado in parliament.", [("Ana Prado in parliament", "PERSON")], [("Ana Prado", "PERSON")]),
        ("They met United Nations Special Envoy Olsen.", [("United Nations Special Envoy", "ORG")], [("United Nations", "ORG")]),
        ("The Kuwaiti Salem Noor won.", [("Kuwaiti Salem Noor", "PERSON")], [("Kuwaiti", "NORP"), ("Salem Noor", "PERSON")]),
        ("Officer Dane Corwin left.", [("Dane Corwin", "PERSON")], [("Dane Corwin", "PERSON")]),
        ("The Dane Piet Corwin won.", [("Dane Piet Corwin", "PERSON")], [("Dane", "NORP"), ("Piet Corwin", "PERSON")]),
        ("They met Sultan A. Al-Omari there.", [("Sultan A. Al-Omari", "PERSON")], [("Sultan A. Al-Omari", "PERSON")]),
        ("Maria Hosein 31, won.", [("Maria Hosein 31", "PERSON")], [("Maria Hosein", "PERSON")]),
        ("They saw Chelsea 2-0 down.", [("Chelsea 2-0", "ORG")], [("Chelsea", "ORG")]),
        ("They watched Channel 4 there.", [("Channel 4", "ORG")], [("Channel 4", "ORG")]),
        ("From Ann Lee: no news.", [("From Ann Lee", "PERSON")], [("Ann Lee", "PERSON")]),
        ("He shouted: “Bury it!”", [("Bury", "GPE")], []),
        ("The Booysens Magistrate’s Court agreed.", [("Booysens Magistrate", "ORG")], [("Booysens Magistrate’s Court", "ORG")]),
        # parts that are one name
        ("They left Trinidad and Tobago.", [("Trinidad", "GPE"), ("Tobago", "PERSON")], [("Trinidad and Tobago", "GPE")]),
        ("An African-American choir sang.", [("African", "NORP"), ("American", "NORP")], [("African-American", "NORP")]),
        ("The US Virgin Islands were hit.", [("US", "GPE"), ("Virgin Islands", "GPE")], [("US Virgin Islands", "GPE")]),
        # names that go on
        ("They met Andrés Manuel López Obrador there.", [("Andrés Manuel", "PERSON")], [("Andrés Manuel López Obrador", "PERSON")]),
        # no names
        ("The cameras of the CCTV saw it.", [("CCTV", "ORG")], []),
        ("The powers of the State are few.", [("State", "ORG")], []),
        # types that names tell
        ("The Catholic Church agreed.", [("Catholic Church", "ORG")], [("Catholic Church", "ORG")]),
        ("They left Holy Trinity Church.", [("Holy Trinity Church", "ORG")], [("Holy Trinity Church", "FAC")]),
        ("They met the mayor of Ollantu there.", [("Ollantu", "PERSON")], [("Ollantu", "GPE")]),
        ("They left Ollantu district early.", [("Ollantu", "PERSON")], [("Ollantu", "GPE")]),
        ("County Clare voted. Clare is green.", [("County Clare", "FAC"), ("Clare", "PERSON")], [("County Clare", "GPE"), ("Clare", "GPE")]),
        ("They saw Man City win.", [("Man City", "GPE")], [("Man City", "ORG")]),
        ("They left Venezuela early.", [("Venezuela", "PERSON")], [("Venezuela", "GPE")]),
        ("They met Kuwaiti farmers.", [("Kuwaiti", "GPE")], [("Kuwaiti", "NORP")]),
        ("They feared ISIL again.", [("ISIL", "NORP")], [("ISIL", "ORG")]),
        ("The Gauteng High Court agreed.", [("Gauteng High Court", "LOC")], [("Gauteng High Court", "ORG")]),
        ("They crossed the Otto Bridge slowly.", [("Otto Bridge", "PERSON")], [("Otto Bridge", "FAC")]),
        ("They asked Justice Ekwo for time.", [("Justice Ekwo", "ORG")], [("Ekwo", "PERSON")]),
        ("They asked Mr Petro for time.", [("Petro", "ORG")], [("Petro", "PERSON")]),
        ("Prime Minister Ruben Halvorsen left. They saw Halvorsen.", [("Halvorsen", "ORG")], [("Ruben Halvorsen", "PERSON"), ("Halvorsen", "PERSON")]),
        ("They praised the coach Sporting Lisbon hired.", [("Lisbon", "GPE")], [("Lisbon", "GPE")]),
        ("Annika van Dijk quit. Van Dijk was tired.", [("Annika van Dijk", "PERSON"), ("Van Dijk", "ORG")], [("Annika van Dijk", "PERSON"), ("Van Dijk", "PERSON")]),
        # what the words beside a name tell
        ("They live in Durban now.", [("Durban", "ORG")], [("Durban", "GPE")]),
        ("Batakis said that prices fell.", [("Batakis", "GPE")], [("Batakis", "PERSON")]),
        ("They left the IEMO early.", [("IEMO", "GPE")], [("IEMO", "ORG")]),
        # what the article tells
        ("Paul Mashatile won. Mashatile was glad.", [("Paul Mashatile", "PERSON"), ("Mashatile", "ORG")], [("Paul Mashatile", "PERSON"), ("Mashatile", "PERSON")]),
        ("Nordwind AG grew. They bought Nordwind.", [("Nordwind AG", "ORG") ], [("Nordwind AG", "ORG")]),
        ("The Judicial Lantern Commission (JLC) met. They asked the JLC.", [("Judicial Lantern Commission", "ORG")], [("Judicial Lantern Commission", "ORG"), ("JLC", "ORG"), ("JLC", "ORG")]),
        ("They joined the Chamber of Lanterns in Korea (CLK) today.", [("Chamber of Lanterns", "ORG"), ("Korea", "GPE")], [("Chamber of Lanterns in Korea", "ORG"), ("CLK", "ORG")]),
        ("Ana Prado spoke. They saw Ana Prado leave.", [("Ana Prado", "PERSON")], [("Ana Prado", "PERSON"), ("Ana Prado", "PERSON")]),
        # what the model missed
        ("They met Ukrainian farmers.", [], [("Ukrainian", "NORP")]),
        ("They asked the FARC again.", [], [("FARC", "ORG")]),
        # layout
        ("ERBIL (Valley 24) – The bridge was closed for a week.", [("ERBIL", "ORG"), ("Valley", "GPE")], [("ERBIL", "GPE")]),
        ("The old mill burned for two days. (Photo: AP)", [("AP", "ORG")], []),
    ],
)  # fmt: skip
def test_a_name_is_repaired(recognised, text, found, expected):
    assert recognised(text, found) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Olsen Wins Harbour Vote After Long Night", ["Olsen"]),
        ("OLSEN WINS HARBOUR VOTE IN LISBON", ["OLSEN", "LISBON"]),
        ("Prime Minister Olsen Signs Lisbon Deal", ["Olsen", "Lisbon"]),
        ("Kim Dale Foundation Gives Food To Lisbon", ["Kim Dale Foundation", "Lisbon"]),
    ],
)
def test_a_headline_in_capitals_names_whom_the_article_names(pipeline, title, expected):
    text = "Marit Olsen won the vote on Tuesday in Lisbon. Olsen thanked Kim Dale for his help over the years."
    doc = next(pipeline.docs([Article(id="a", title=title, text=text)]))

    assert [ent.text for ent in doc.ents if ent.start_char < len(title) and ent.label_ != "DATE"] == expected


def test_numbers_and_dates_are_left_alone(recognised):
    found = [("Monday", "DATE"), ("two", "CARDINAL")]

    assert recognised("On Monday two of them left.", found) == found


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Jordan", "PERSON", "GPE"),
        ("Africa", "ORG", "LOC"),
        ("Harbour Museum", "PERSON", "FAC"),
        ("Harbour Museum", "GPE", "GPE"),
        ("Ana Prado", "PERSON", "PERSON"),
    ],
)
def test_the_type_that_a_name_tells(name, label, expected):
    assert known_type(name, label) == expected


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Lone Singer Stands During National Anthem While Choir Protests", "The choir stayed inside.", []),
        ("MONSTER STORM HITS COAST, PYLONS FALL", "A storm hit the coast. The pylons fell.", []),
        ("OLSEN FOUNDATION SUES BANK", "The Olsen Foundation has sued a bank.", []),
    ],
)
def test_capitals_of_a_headline_are_no_names_by_themselves(pipeline, title, text, found):
    [doc] = pipeline.docs([Article(id="a", title=title, text=text)])

    assert [ent.text for ent in doc.ents if ent.start_char < len(title)] == found
