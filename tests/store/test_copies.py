"""What is said of copies, in the tables: the last word of each article holds, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from streamproc.store.copies import Hit, copied, copies, folded, printed, relatives
from streamproc.store.schema import articles
from streamproc.store.stories import stories, told
from streamproc.store.writing import Advance, Withdrawn, expire, write
from tests.store.articles import NOON, article, kept

PLACE = ("articles.copies", 0)


def said(number, of, kind="near", *, at=NOON):
    record = {"article_id": f"a{number}", "copy_of": of, "kind": kind, "overlap": 0.8, "via": of, "first_seen": None}
    return copied(record | ({"kind": None, "overlap": None} if of is None else {}), told_at=at)


def store(engine, *changes, before=None, after=1):
    write(engine, changes, {PLACE: Advance(before, after)})


def held(engine):
    with engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(select(copies.c.article_id, copies.c.copy_of).order_by("article_id"))
        ]


def numbers(engine):
    with engine.connect() as connection:
        return {row.article_id: row.number for row in connection.execute(select(articles))}


def test_the_last_word_of_an_article_holds_within_a_batch_and_later(engine):
    store(engine, said(2, "a1"), said(3, "a1"), said(3, "a0"), said(4, "a1"))
    assert held(engine) == [("a2", "a1"), ("a3", "a0"), ("a4", "a1")]

    store(engine, said(2, None), said(4, "a3"), before=1, after=2)
    assert held(engine) == [("a3", "a0"), ("a4", "a3")]


def test_it_may_come_before_its_article_and_stays_over_a_revision(engine):
    store(engine, said(2, "a1"))
    store(engine, kept(article(2), 5), before=1, after=2)
    store(engine, kept(article(2, title="Corrected"), 9), before=2, after=3)

    assert held(engine) == [("a2", "a1")]


def test_a_family_has_the_same_words_or_goes_back_to_the_same_article(engine):
    same_words = article(5, content_hash=f"sha256:{1:064d}", source="e.example")
    store(engine, kept(article(1)), kept(article(2)), kept(article(3)), kept(article(4)), kept(same_words))
    store(engine, said(2, "a1"), said(3, "a1", "contains"), said(9, "a1"), before=1, after=2)
    known = numbers(engine)

    with engine.connect() as connection:
        assert printed(connection, list(known.values())) == {
            known["a1"]: 4,
            known["a2"]: 4,
            known["a3"]: 4,
            known["a4"]: 1,
            known["a5"]: 2,
        }
        found = [(one["article_id"], one["kind"]) for one in relatives(connection, known["a1"])]
    assert found == [("a2", "near"), ("a3", "contains"), ("a5", None)]


def test_folding_keeps_the_first_of_each_family_and_says_how_far_it_came():
    matches = [
        Hit(9, NOON, "one", "a1"),
        Hit(8, NOON, "two", "a1"),
        Hit(7, NOON, "one", "a7"),
        Hit(6, NOON, "six", "a6"),
        Hit(5, NOON, "two", "a5"),
    ]

    assert [match.number for match in folded(matches, 2)[0]] == [9, 6]
    assert (folded(matches, 1)[1], folded(matches, 2)[1], folded([], 2)) == (3, 5, ([], 0))


def test_what_was_told_of_an_article_goes_when_it_has_expired(engine):
    long_ago = NOON - timedelta(days=9)
    store(engine, kept(article(2)), said(2, "a1", at=long_ago), said(3, "a1", at=long_ago), said(4, "a1"))

    expire(engine, NOON - timedelta(days=7))

    assert held(engine) == [("a2", "a1"), ("a4", "a1")]


STORY = {"article_id": "a2", "story_id": "a1", "first_seen": None, "via": "a1", "score": 0.9, "happening": None}
NAMED = told(STORY | {"because": [{"kind": "participants", "shared": ["Jo Hill"]}]}, told_at=NOON)
LATER = NOON + timedelta(days=9)


@pytest.mark.parametrize("withdrawn_first", [False, True])
def test_a_withdrawn_article_leaves_no_word_of_its_copies_and_stories_in_whatever_order_topics_are_read(
    engine, withdrawn_first
):
    store(engine, kept(article(2), 5))
    batches = [[Withdrawn("a2", None, LATER)], [said(2, "a1"), said(3, "a2"), NAMED]]
    for number, batch in enumerate(batches if withdrawn_first else batches[::-1], 1):
        store(engine, *batch, before=number, after=number + 1)

    with engine.connect() as connection:
        assert connection.execute(select(stories)).all() == []
    assert held(engine) == [("a3", "a2")]


def test_what_is_told_of_an_article_after_its_withdrawal_holds(engine):
    store(engine, Withdrawn("a2", None, NOON))
    store(engine, said(2, "a1", at=LATER), before=1, after=2)
    store(engine, kept(article(2), 9), before=2, after=3)

    assert held(engine) == [("a2", "a1")]
