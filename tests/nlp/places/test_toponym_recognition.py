"""Toponyms that the model missed or took for something else."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from streamproc.nlp.places.toponym_recognition import recognize_toponyms
from tests.nlp.marked import unmarked

_TAGS = {"Yesterday": "RB", "He": "PRP", "The": "DT"}


@cache
def english():
    return spacy.blank("en")


def mentions(marked: str) -> list[tuple[str, str]]:
    """Names and types after ``toponyms``, of a text in which the model's mentions are written ``[name|TYPE]``."""
    text, marks = unmarked(marked)
    doc = english()(text)
    for token in doc:
        token.tag_ = _TAGS.get(token.text, "NNP" if token.text[:1].isupper() else "NN")
    doc.ents = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in marks]
    return [(ent.text, ent.label_) for ent in recognize_toponyms(doc).ents]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She was born in [Churchill|ORG], Man., and stayed.", "Churchill"),
        ("He lives in [Regina|ORG] with his family.", "Regina"),
        ("The mayor of [Red Deer|ORG] agreed.", "Red Deer"),
        ("The train stopped near [Wainwright|PERSON], Alta., at noon.", "Wainwright"),
        ("The evacuation of [Aleppo|NORP] went on.", "Aleppo"),
        ("A farm near [Powderly|ORG], [Texas|GPE], burned.", "Powderly"),
    ],
)
def test_a_place_taken_for_something_else_is_a_place(text, name):
    assert (name, "GPE") in mentions(text)


def test_a_water_behind_its_article_is_no_firm():
    assert mentions("He lost a tenth of the trees in the [Amazon|ORG] with ease.") == [("Amazon", "LOC")]
    assert mentions("He bought shares of [Amazon|ORG] with ease.") == [("Amazon", "ORG")]


def test_once_known_for_a_place_it_is_one_in_the_whole_article():
    assert mentions("[Churchill|ORG] is cold. He lives in [Churchill|ORG], Man.")[:2] == [
        ("Churchill", "GPE"),
        ("Churchill", "GPE"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fire broke out in Winnipeg on Monday.", [("Winnipeg", "GPE")]),
        ("A fire broke out in [Glasgow|GPE], Ky., on Monday.", [("Glasgow", "GPE"), ("Ky.", "GPE")]),
        ("Boats were lost across the Mediterranean and near Cape Town.", [("Cape Town", "GPE")]),
    ],
)
def test_a_missed_place_is_found(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He believes in [Congress|ORG] and votes.",
        "He invested in [Apple|ORG] shares.",
        "The [Paris|PERSON] family left.",
        "He works at [Chelsea|ORG].",
        "Yesterday they sat in Parliament.",
        "He met [Jordan|PERSON], [Smith|PERSON] and others.",
    ],
)
def test_what_only_sounds_like_a_place_is_left_alone(text):
    plain, marks = unmarked(text)

    assert mentions(text) == [(plain[start:end], label) for start, end, label in marks]
