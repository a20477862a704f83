"""Speakers' labels of interviews: ``Okello:`` before an answer."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


@pytest.fixture
def names(pipeline):
    def names(text):
        [doc] = pipeline.docs([Article(id="a", text=text)])
        return [(ent.text, ent.label_) for ent in doc.ents if ent.label_ in ("PERSON", "ORG")]

    return names


def test_a_label_that_comes_back_is_whom_the_text_names(names):
    text = "We spoke to Grace Okello about the pier.\n\nOkello: It will stand.\n\nMarsh: When?\n\nOkello: In May."

    assert names(text).count(("Okello", "PERSON")) == 2


def test_a_role_behind_a_label_is_no_name(names):
    text = "TESS WHITLOCK, HOST: Good evening. The pier fell.\n\nWHITLOCK: Nobody was there.\n\nWHITLOCK: It was old."

    assert ("TESS WHITLOCK", "PERSON") in names(text)
    assert not any("HOST" in words for words, _ in names(text))


def test_a_label_that_stands_once_says_nothing(names):
    assert names("Note: it rained.\n\nThe pier fell.") == []
