"""Interviews, panels, vox pops and live blogs: who says what by labels, signatures and stamps."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from streamproc.article import Article

pytestmark = pytest.mark.model

ARTICLES = yaml.safe_load(Path(__file__).with_name("interviews.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(pipeline):
    """For each article (words of a quotation, names of its speakers) of everything that it marks."""
    enriched = pipeline.enrich([Article(id=article["style"], text=article["text"]) for article in ARTICLES])
    return [
        (article, [(words_of(article["text"], quote), quote) for quote in enrichment.quotes])
        for article, enrichment in zip(ARTICLES, enriched, strict=True)
    ]


def words_of(text, quote):
    return " ".join(text[start:end] for start, end in quote.segments)


def test_speakers_are_right(read):
    right = wrong = 0
    for article, quotes in read:
        for words, name in article["said"]:
            names = [q.speaker.name if q.speaker is not None else None for said, q in quotes if words in said]
            right += names == [name]
            wrong += names != [name]

    assert right >= 0.95 * (right + wrong)


def test_stamps_signatures_and_tables_are_nobodys_words(read):
    for article, quotes in read:
        for words in article.get("silent", []):
            assert not [said for said, _ in quotes if words in said], article["style"]


def test_a_turn_is_direct_speech_with_its_full_stop(pipeline):
    text = "Ann Lee and Omar Haddad met.\n\nAnn Lee: Is it safe?\n\nOmar Haddad: I would not cross it."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert [(q.type, words_of(text, q)) for q in enrichment.quotes] == [
        ("direct", "Is it safe?"),
        ("direct", "I would not cross it."),
    ]


def test_a_list_of_names_is_no_conversation(pipeline):
    text = "Results\n\nAnn Lee: 12 points.\n\nOmar Haddad: nine points.\n\nAnn Lee: best bridge."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert enrichment.quotes == ()
