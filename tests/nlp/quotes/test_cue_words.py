"""Cues: every example of ``data/quotes/cue_words.yaml``, and the forms of its verbs."""

from __future__ import annotations

import re
from importlib import resources

import pytest
import yaml

from streamproc.article import Article
from streamproc.nlp.doc.annotations import quotes_of
from streamproc.nlp.quotes.cue_words import load_cue_words

DATA = yaml.safe_load(resources.files("streamproc").joinpath("data/quotes/cue_words.yaml").read_text(encoding="utf-8"))
GROUPS = [*DATA["verbs"], *DATA["phrases"], *DATA["nouns"]]
EXAMPLES = [
    pytest.param(example, group["class"], id=example)
    for group in GROUPS
    for example in [*group.get("examples", []), *([group["example"]] if "example" in group else [])]
]

pytestmark = pytest.mark.model


def words(text):
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(("example", "cue_class"), EXAMPLES)
def test_an_example_gives_its_content_and_speaker(pipeline, example, cue_class):
    text = re.sub(r"[\[\]{}]", "", example)
    content = re.search(r"\[(.+)\]", example).group(1)
    speaker = re.search(r"\{(.+)\}", example).group(1)

    [doc] = pipeline.docs([Article(id="example", text=text)])

    [quote] = quotes_of(doc)
    assert words(" ".join(doc.text[start:end] for start, end in quote.segments)) == words(content)
    assert set(words(quote.speaker.text)) <= set(words(speaker))
    assert quote.cue_class == cue_class


def test_every_group_has_an_example():
    assert all(group.get("examples") or group.get("example") for group in GROUPS)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("quipped", "quip"),
        ("admitted", "admit"),
        ("urging", "urge"),
        ("reiterated", "reiterate"),
        ("stresses", "stress"),
        ("told", "tell"),
    ],
)
def test_forms_of_a_verb(form, lemma):
    assert load_cue_words().verbs[form].lemma == lemma


def test_a_verb_in_two_groups_takes_what_either_takes():
    assert {"infinitive", "quote"} <= load_cue_words().verbs["insisted"].takes


def test_phrases_and_nouns_are_known():
    assert load_cue_words().phrases["shot"]["back"].cue_class == "replying"
    assert load_cue_words().nouns["pledges"] == "promising"
