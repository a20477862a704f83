"""Clusters: labelled articles, joins that must and must not be made, names, role phrases."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from spacy.tokens import Span

from streamproc.article import Article
from streamproc.nlp.doc.annotations import entities_of, mentions_by_token
from streamproc.nlp.entities.canonical_names import best_name
from streamproc.nlp.entities.clustering import cluster_entities
from streamproc.nlp.entities.recognition import recognize_entities
from tests.nlp.entities.conftest import spans_of
from tests.nlp.marked import unmarked

pytestmark = pytest.mark.model

ARTICLES = yaml.safe_load(Path(__file__).with_name("articles.yaml").read_text(encoding="utf-8"))
BRACES = re.compile(r"\{(?P<label>\w+)\|(?P<name>[^}]*)\}")


def annotated(pipeline, text, title=None):
    return next(pipeline.docs([Article(id="a", text=text, title=title)]))


def entity(doc, name):
    [found] = [e for e in entities_of(doc) if e.name == name]
    return found


def joined(pipeline, article):
    """(label, index of the entity or None) of each marked mention: the named mention that overlaps it."""
    text, gold = unmarked(article["text"], BRACES)
    doc = annotated(pipeline, text)
    pairs = []
    for start, end, label in gold:
        hits = [
            (m.kind == "name", i)
            for i, e in enumerate(entities_of(doc))
            for m in e.mentions
            if m.span.start_char < end
            and start < m.span.end_char
            and (m.kind == "name" or len(m.span.text) <= end - start)
        ]
        pairs.append((label, max(hits)[1] if hits else None))
    return pairs


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["style"])
def test_no_two_entities_of_an_article_are_joined(pipeline, article):
    labels = {}
    for label, found in joined(pipeline, article):
        if found is not None:
            labels.setdefault(found, set()).add(label)

    assert [names for names in labels.values() if len(names) > 1] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["style"])
def test_the_mentions_of_an_entity_are_joined(pipeline, article):
    pairs = joined(pipeline, article)
    by_label = {}
    for label, found in pairs:
        by_label.setdefault(label, Counter())[found] += 1
    right = sum(
        max(n for found, n in counts.items() if found is not None)
        for counts in by_label.values()
        if set(counts) != {None}
    )

    assert right >= 0.92 * len(pairs)


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Geraldine O. Marsh spoke. Marsh was brief. Geraldine Marsh left.", "Geraldine Marsh", {"Geraldine O. Marsh", "Marsh"}),
        ("The World Lantern Council (WLC) met in Rome. The WLC agreed.", "World Lantern Council", {"WLC"}),
        ("The UN sent aid. The United Nations said so.", "United Nations", {"UN"}),
        ("Ships left for al-Hasakah. Hasakah is calm. Hasakah has bread.", "Hasakah", {"al-Hasakah"}),
        ("America won. The US was glad. Fans across the United States sang.", "United States", {"America", "US"}),
        ("Robert Quill lost. Bob Quill will appeal, his lawyer said.", "Robert Quill", {"Bob Quill"}),
        ('Stanley "Stash" Wozniak was a plumber. Stash taught us all.', 'Stanley "Stash" Wozniak', {"Stash"}),
        ("Olivia Tovar owns half of it. When they came, Liv had them in tears.", "Olivia Tovar", {"Liv"}),
        ("He sold his share to Hammond Records in May. Hammond owns the name now, and the band has no say.", "Hammond Records", {"Hammond"}),
        ("Egypt's Ministry of Irrigation met farmers. The Irrigation Ministry denied it.", "Ministry of Irrigation", {"Irrigation Ministry"}),
        ("The Wexcombe Choral Society met on Monday. The Choral Society has lost its grant.", "Wexcombe Choral Society", {"Choral Society"}),
        ("A barn burned in Hagerstown, Md., on Monday. The law of Maryland is clear.", "Maryland", {"Md."}),
    ],
)  # fmt: skip
def test_forms_of_a_name_are_one_entity(pipeline, text, name, aliases):
    assert set(entity(annotated(pipeline, text), name).aliases) == aliases


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Bill Marsh met Helen Marsh in Ohio. They talked for an hour.", "Bill Marsh", "Helen Marsh"),
        ("President Ahmed Karimi met his brother, Walid Karimi, in Tunis.", "Ahmed Karimi", "Walid Karimi"),
        ("North Korea and South Korea met in Geneva.", "North Korea", "South Korea"),
        ("The Syrian Democratic Forces said so. Mr Hami leads the SDF Media Center.", "Syrian Democratic Forces", "SDF Media Center"),
    ],
)  # fmt: skip
def test_relatives_and_neighbours_are_kept_apart(pipeline, text, first, second):
    names = {e.name for e in entities_of(annotated(pipeline, text))}

    assert {first, second} <= names


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("United Nations special envoy for Syria Marit Olsen came to Rome. The UN special envoy left.", "Marit Olsen", "The UN special envoy"),
        ("The foreign minister of Iraq, Ibrahim Karimi, came to Rome.", "Ibrahim Karimi", "The foreign minister of Iraq"),
        ("Kim Dale, the head of Human Rights Watch, came to Rome.", "Kim Dale", "the head of Human Rights Watch"),
        ("The Defence Ministry denied it. The ministry said that nobody was hurt.", "Defence Ministry", "The ministry"),
    ],
)  # fmt: skip
def test_a_role_phrase_belongs_to_who_bears_the_role(pipeline, text, name, phrase):
    mentions = entity(annotated(pipeline, text), name).mentions

    assert phrase in [m.span.text for m in mentions if m.kind == "nominal"]


def test_a_title_tells_relatives_apart(pipeline):
    text = "Bishop Teodoro Karimi opened the church. His cousin, Senator Luisa Karimi, came too. Senator Karimi wept. Bishop Karimi smiled."
    doc = annotated(pipeline, text)

    assert [m.span.text for m in entity(doc, "Luisa Karimi").mentions if m.kind == "name"] == ["Luisa Karimi", "Karimi"]


def test_letters_before_the_answers_of_an_interview_are_who_speaks(pipeline):
    text = "Dr. Kwabena Adu-Sarpong met the Daily Gazette.\n\nDG: When did you know?\n\nKAS: On 3 May.\n\nDG: And the others?\n\nKAS: They knew on the 4th."
    doc = annotated(pipeline, text)

    assert entity(doc, "Kwabena Adu-Sarpong").aliases == ["KAS"]
    assert entity(doc, "Daily Gazette").aliases == ["DG"]


def test_a_role_that_two_people_share_is_nobodys(pipeline):
    doc = annotated(pipeline, "Foreign minister Ana Prado met foreign minister Kim Dale. The foreign minister smiled.")

    assert "The foreign minister" not in [m.span.text for e in entities_of(doc) for m in e.mentions]


def test_a_club_named_after_a_city_is_not_the_city(pipeline):
    doc = annotated(pipeline, "Lindos City FC lost again on Sunday. The city was quiet in the evening.")

    assert "The city" not in [m.span.text for e in entities_of(doc) if e.type == "ORG" for m in e.mentions]


def test_titles_tell_the_gender(pipeline):
    doc = annotated(pipeline, "Mrs. Okello met Mr. Dale in Rome on Monday.")

    assert {e.name: e.gender for e in entities_of(doc) if e.type == "PERSON"} == {"Okello": "f", "Dale": "m"}


def test_every_token_of_a_name_knows_its_mention(pipeline):
    doc = annotated(pipeline, "Marit Olsen came to Rome.")
    index = mentions_by_token(doc)

    assert [m.entity.name if m else None for m in index] == ["Marit Olsen", "Marit Olsen", None, None, "Rome", None]


@pytest.mark.parametrize(
    ("label", "forms", "name"),
    [
        ("PERSON", ["Olsen", "Marit K. Olsen", "Marit Olsen"], "Marit Olsen"),
        ("PERSON", ["MARIT OLSEN"], "Marit Olsen"),
        ("PERSON", ["Marit K. Olsen", "Olsen"], "Marit K. Olsen"),
        ("ORG", ["HRW", "HRW", "Human Rights Watch"], "Human Rights Watch"),
        ("ORG", ["NATO"], "NATO"),
        ("GPE", ["ERBIL"], "Erbil"),
        ("GPE", ["US", "US", "United States"], "United States"),
        ("GPE", ["UK"], "United Kingdom"),
        ("GPE", ["Britain"], "Britain"),
    ],
)
def test_the_best_name_is_complete_and_common(label, forms, name):
    assert best_name(label, Counter(forms)) == name


def test_the_same_text_gives_the_same_entities(pipeline):
    text = unmarked(ARTICLES[0]["text"], BRACES)[0]
    first, second = annotated(pipeline, text), annotated(pipeline, text)

    assert [(e.name, e.aliases, len(e.mentions)) for e in entities_of(first)] == [
        (e.name, e.aliases, len(e.mentions)) for e in entities_of(second)
    ]


@pytest.mark.parametrize(
    "text",
    ["(", "Mr.", "The the The", "A.B. (C) (D)", "Mrs. Mr. Dr. X", "ÄÖÜ (ÄÖ)", "\u200b\u200b The \u0301 (\u0301\u0301)"],
)
def test_odd_texts_do_no_harm(pipeline, text):
    assert isinstance(entities_of(annotated(pipeline, text)), list)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("PERSON", " and ".join(f"Ana{i} Smith and Smith" for i in range(2000))),
        ("ORG", " and ".join(f"Helio P{i} (HP)" for i in range(2000))),
    ],
)
def test_a_crowd_of_namesakes_takes_no_longer_than_others(pipeline, label, text):
    doc = pipeline.make_doc(Article(id="a", text=text))
    starts = [
        token.i
        for token in doc
        if token.text in ("Smith", "Helio") and (label == "ORG" or token.nbor(-1).text == "and")
    ]
    doc.ents = [Span(doc, i, i + (2 if label == "ORG" else 1), label=label) for i in starts if i + 1 < len(doc)]

    assert entities_of(cluster_entities(recognize_entities(doc)))


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("The UN Children's Fund (UNICEF) left. UNICEF will return.", "UN Children's Fund", "UNICEF"),
        ("Police in County Clare closed the road. Clare has many roads.", "County Clare", "Clare"),
    ],
)
def test_two_forms_whose_letters_differ_are_one_entity(pipeline, text, name, alias):
    assert alias in entity(annotated(pipeline, text), name).aliases


def test_letters_of_another_name_do_not_join(pipeline):
    doc = annotated(pipeline, "The Council on National Debates met on Monday. CNN showed it.")

    assert {"Council on National Debates", "CNN"} <= {e.name for e in entities_of(doc)}


def clusters(pipeline, text, *found):
    """The clusters of a text in which the model has found some names: each as the names in it."""
    doc = pipeline.make_doc(Article(id="a", text=text))
    spans = spans_of(doc, text, found)
    doc.ents = spans
    for pipe in ("tok2vec", "tagger"):
        doc = pipeline.nlp.get_pipe(pipe)(doc)
    doc.ents = spans
    cluster_entities(doc)
    return [[m.span.text for m in e.mentions if m.kind == "name"] for e in entities_of(doc)]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "Kim Dae-hyo died. His friend Kim Rae-won came. Kim said it rained.",
            [("Kim Dae-hyo", "PERSON"), ("Kim Rae-won", "PERSON"), ("Kim", "PERSON")],
            [["Kim Dae-hyo"], ["Kim Rae-won", "Kim"]],
        ),
        (
            "The Japanese Water Services Agency fined them. The WSA said why.",
            [("Japanese Water Services Agency", "ORG"), ("WSA", "ORG")],
            [["Japanese Water Services Agency", "WSA"]],
        ),
        (
            "Monando fell. Monando Currency Lab opened.",
            [("Monando", "ORG"), ("Monando Currency Lab", "ORG")],
            [["Monando"], ["Monando Currency Lab"]],
        ),
        (
            "Talia Mostafa Group paid. Talia Moustafa Group agreed.",
            [("Talia Mostafa Group", "ORG"), ("Talia Moustafa Group", "ORG")],
            [["Talia Mostafa Group", "Talia Moustafa Group"]],
        ),
        (
            "The Bank of Austria paid. The Bank of Australia agreed.",
            [("Bank of Austria", "ORG"), ("Bank of Australia", "ORG")],
            [["Bank of Austria"], ["Bank of Australia"]],
        ),
        (
            "The Ministry of Interior agreed. The Ministry of the Interior paid.",
            [("Ministry of Interior", "ORG"), ("Ministry of the Interior", "ORG")],
            [["Ministry of Interior", "Ministry of the Interior"]],
        ),
    ],
)
def test_names_that_are_one_and_names_that_are_two(pipeline, text, found, expected):
    assert clusters(pipeline, text, *found) == expected
