"""Sixty stories, three to eight versions each: found again by the whole of it, from the articles' texts on."""

from __future__ import annotations

from collections import Counter

import pytest

from streamproc import codec
from streamproc.intake.repair.reading import read_for_the_pipeline
from streamproc.stories.comparing import StoryComparison
from streamproc.stories.profile import Profile
from streamproc.stories.profiling import profile_of, stem_of, words_of
from tests.benchmarks.stories import b_cubed
from tests.linking.partitions import Partitions
from tests.stories.told import told


def test_b_cubed_counts_what_is_together_and_should_be():
    gold = {"a": "x", "b": "x", "c": "x", "d": "y"}

    assert b_cubed({"a": "1", "b": "1", "c": "2", "d": "2"}, gold) == pytest.approx((3 / 4, 2 / 3, 12 / 17))
    assert b_cubed(gold, gold) == (1.0, 1.0, 1.0)


def test_there_are_sixty_stories_of_three_to_eight_versions_with_others_like_them_nearby():
    articles = told(3)
    versions = Counter(article.story for article in articles)
    assert len(versions) == 60
    assert set(versions.values()) == {3, 4, 5, 6, 7, 8}
    texts = {article.raw["text"] for article in articles}
    assert len(texts) > 0.95 * len(articles)
    assert [article.published_at for article in articles] == sorted(article.published_at for article in articles)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ferries", "ferry"), ("stopped", "stop"), ("killing", "killed"), ("blaze", "blazes"), ("strike", "striking")],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem_of(one) == stem_of(other)


def test_words_are_those_that_say_something_the_headlines_first_and_no_names():
    words = words_of(
        "Ferry sinks off Brevik", "Police said on Tuesday that a ferry sank. The ferry had left Brevik.", {"brevik"}
    )

    assert next(iter(words)) == stem_of("ferry")
    assert "brevik" not in words
    assert not {"said", "tuesday", "that", "had", "left"} & words.keys()


@pytest.mark.model
def test_sixty_stories_are_found_again(pipeline):
    articles = told(3)
    read = [read_for_the_pipeline(codec.decode(codec.encode(article.raw))).article for article in articles]
    stage = Partitions(1, StoryComparison(), Profile.dump, window=72 * 3_600_000)
    for article, one, found in zip(articles, read, pipeline.enrich(read), strict=True):
        stage.put(article.id, profile_of(one, found), at=round(1000 * article.published_at.timestamp()))
    stories = stage.run().stories

    precision, recall, f1 = b_cubed(stories, {article.id: article.story for article in articles})
    assert f1 >= 0.85, (precision, recall)
