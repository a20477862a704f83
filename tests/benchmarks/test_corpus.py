"""The articles to measure with: every message has an id of its own, since latency is told by id."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import corpus, news

if TYPE_CHECKING:
    from pathlib import Path


def test_a_short_file_is_repeated_under_other_ids(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', encoding="utf-8")
    messages = [json.loads(raw) for raw in islice(corpus.stream(file), 5)]
    assert [message["text"] for message in messages] == ["One.", "Two.", "One.", "Two.", "One."]
    assert [message["id"] for message in messages] == ["a", "b", "a-1", "b-1", "a-2"]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.touch()
    with pytest.raises(ValueError, match="no articles"):
        corpus.articles(1, file)


def test_the_same_seed_gives_the_same_articles_and_another_gives_others() -> None:
    first, again, other = corpus.articles(3), corpus.articles(3), corpus.articles(3, seed=2)
    assert first == again
    assert not {json.loads(raw)["id"] for raw in first} & {json.loads(raw)["id"] for raw in other}


def test_news_is_as_long_as_news_is_and_each_article_is_new() -> None:
    texts = [json.loads(raw)["text"] for raw in news.articles(60)]
    lengths = sorted(len(text.split()) for text in texts)

    assert len(set(texts)) == 60
    assert 300 < lengths[30] < 600
    assert news.SHORTEST <= lengths[0] <= lengths[-1] < news.LONGEST + 150


def test_a_third_of_a_stream_has_been_there_before_whole_or_but_for_a_paragraph() -> None:
    texts = [json.loads(raw)["text"] for raw in news.with_reprints(400)]
    paragraphs = [set(text.split("\n\n")) for text in texts]
    reprints = [n for n in range(400) if texts[n] in texts[:n]]
    revisions = [
        n
        for n in range(400)
        if n not in reprints and any(len(paragraphs[n] - before) <= 1 and len(before) > 2 for before in paragraphs[:n])
    ]

    assert 40 < len(reprints) < 80
    assert 40 < len(revisions) < 80
