"""Which article is a copy of which: the messages between articles and shingles, in every order that partitions allow."""

from __future__ import annotations

import random

import pytest

from streamproc.copies.comparing import CopyComparison, judged
from streamproc.copies.sketch import SHINGLE, sketch_of
from streamproc.linking.comparison import moment
from streamproc.linking.followers import page_key
from streamproc.linking.messages import (
    InvalidMessage,
    article_key,
    article_message,
    meeting_key,
)
from streamproc.linking.step import step
from streamproc.records import CopyRecord
from tests.linking.partitions import WINDOW, Partitions
from tests.linking.texts import text, with_new_sentences

DAY = 86_400_000


def by_brute_force(articles):
    """The same by comparing every article with every other: {id: (time, text)} ─► {id: origin}."""
    sketches = {article_id: sketch_of(words) for article_id, (_, words) in articles.items()}
    order = sorted(articles, key=lambda article_id: (articles[article_id][0], article_id))
    origins: dict[str, str] = {}
    for number, article_id in enumerate(order):
        found = [
            origins.get(earlier, earlier)
            for earlier in order[:number]
            if articles[article_id][0] - articles[earlier][0] <= WINDOW
            and set(sketches[earlier].keys) & set(sketches[article_id].keys)
            and judged(sketches[earlier], sketches[article_id])
        ]
        if found:
            origins[article_id] = min(found, key=order.index)
    return origins


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_order_of_messages_it_ends_as_if_all_were_compared_with_all(seed):
    dice = random.Random(seed)
    articles = {}
    for number in range(12):
        words = text(seed * 100 + number, sentences=8)
        for version in range(dice.choice((1, 1, 2, 3, 4))):
            changed = with_new_sentences(words, dice.choice((0, 0, 1, 2)), seed=dice.random())
            articles[f"a{number}-{version}"] = (dice.randrange(8 * DAY), changed)
    partitions = Partitions(seed)
    for article_id, (time, words) in dice.sample(sorted(articles.items()), len(articles)):
        partitions.put(article_id, words, at=time)

    assert partitions.run().copies == by_brute_force(articles)
    assert partitions.copies


@pytest.mark.parametrize("seed", range(30))
def test_revisions_and_withdrawals_leave_what_would_be_there_without_what_they_replaced(seed):
    dice = random.Random(seed)
    texts = [text(seed * 100 + number, sentences=8) for number in range(4)]
    partitions, last = Partitions(seed), {}
    for number in range(60):
        article_id = f"a{dice.randrange(9)}"
        words = (
            None if dice.random() < 0.2 else with_new_sentences(dice.choice(texts), dice.choice((0, 1)), seed=number)
        )
        time = last[article_id][0] if last.get(article_id) else number
        last[article_id] = words and (time, words)
        partitions.put(article_id, words, at=number)
        if dice.random() < 0.3:
            partitions.run()
    partitions.run()

    now = {article_id: found for article_id, found in last.items() if found}
    assert partitions.copies == by_brute_force(now)
    keys = {article_key(article_id) for article_id in now}
    keys |= {meeting_key(value) for _, words in now.values() for value in sketch_of(words).keys}
    assert set(partitions.state) == keys


def test_a_chain_of_copies_ends_at_the_earliest_and_says_by_which_link():
    first = text(1, sentences=10)
    second = with_new_sentences(first, 3, seed=1)
    third = with_new_sentences(second, 3, seed=2, skip=3)
    partitions = Partitions()
    for number, words in enumerate((first, second, third)):
        partitions.put(f"a{number}", words, at=1000 * number)
        partitions.run()

    assert judged(sketch_of(first), sketch_of(third)) is None
    assert [(copy.article_id, copy.copy_of, copy.kind, copy.via) for copy in partitions.published] == [
        ("a1", "a0", "near", "a0"),
        ("a2", "a0", "near", "a1"),
    ]


def test_an_earlier_article_that_comes_late_becomes_the_origin_of_all():
    words = text(1, sentences=10)
    partitions = Partitions()
    for article_id, at in (("b", 200), ("c", 300), ("d", 400), ("a", 100)):
        partitions.put(article_id, words, at=at)
        partitions.run()

    assert partitions.copies == {"b": "a", "c": "a", "d": "a"}
    assert {copy.first_seen for copy in partitions.published[-3:]} == {moment(100)}


def test_five_hundred_reprints_name_the_same_origin_and_the_state_of_each_stays_small():
    words = text(1, sentences=10)
    partitions = Partitions()
    for number in random.Random(1).sample(range(500), 500):
        partitions.put(f"a{number:03}", words, at=number)
    partitions.run()

    assert partitions.copies == {f"a{number:03}": "a000" for number in range(1, 500)}
    assert sum(map(len, partitions.state.values())) / 500 < 3_000


def test_when_an_original_goes_none_of_its_five_hundred_reprints_goes_on_naming_it():
    words = text(1, sentences=10)
    partitions = Partitions(burst=20)
    for number in range(500):
        partitions.put(f"a{number:03}", words, at=number)
        partitions.run()
    partitions.put("a000", None, at=500)
    partitions.run()

    assert partitions.copies == {f"a{number:03}": "a001" for number in range(2, 500)}
    of_the_first = article_key("a000")
    assert {of_the_first, page_key(of_the_first.decode(), 0)}.isdisjoint(partitions.state)
    assert page_key(article_key("a001").decode(), 0) in partitions.state


def test_an_article_that_comes_late_is_the_origin_of_all_reprints_of_one_that_holds_only_some_of_them():
    words = text(1, sentences=10)
    partitions = Partitions(burst=20)
    for number in range(1, 400):
        partitions.put(f"a{number:03}", words, at=number)
        partitions.run()
    partitions.put("a000", words, at=0)
    partitions.run()

    assert partitions.copies == {f"a{number:03}": "a000" for number in range(1, 400)}


def test_a_copy_that_is_rewritten_is_told_to_be_none_any_more():
    partitions = Partitions()
    for article_id, at in (("a", 1), ("b", 2)):
        partitions.put(article_id, text(1, sentences=10), at=at)
    partitions.run()
    partitions.put("b", text(2, sentences=10), at=3)
    partitions.run()

    none = dict.fromkeys(("copy_of", "kind", "overlap", "via", "first_seen"))
    assert partitions.published == [
        CopyRecord(article_id="b", copy_of="a", kind="same", overlap=1.0, via="a", first_seen=moment(1)),
        CopyRecord(article_id="b", **none),
    ]


def test_the_same_text_again_changes_nothing():
    partitions = Partitions()
    partitions.put("a", text(1, sentences=10), at=1)
    before = dict(partitions.run().state)
    partitions.put("a", text(1, sentences=10), at=2)

    assert partitions.run().state == before


def test_what_is_older_than_the_window_is_not_compared_and_leaves_the_state():
    partitions = Partitions()
    partitions.put("a", text(1, sentences=10), at=0)
    partitions.run()
    partitions.put("b", text(1, sentences=10), at=WINDOW + 1)
    partitions.run()
    partitions.put("c", text(1, sentences=10), at=2 * WINDOW + 2)
    partitions.run()

    assert partitions.published == []
    [of_a] = [state for key, state in partitions.state.items() if key == article_key("a")]
    assert of_a
    of_a_alone = bytes.fromhex(article_key("a").decode()[2:])
    assert not any(of_a_alone in state for key, state in partitions.state.items() if key.startswith(b"s:"))


def test_an_article_that_comes_late_finds_one_that_the_newest_is_too_far_from():
    partitions = Partitions()
    for article_id, at in (("a", 0), ("c", WINDOW + DAY), ("b", DAY)):
        partitions.put(article_id, text(1, sentences=10), at=at)
        partitions.run()

    assert partitions.copies == {"b": "a", "c": "a"}


def test_a_text_without_a_shingle_is_no_article_to_compare():
    assert sketch_of("Fire in Riga"[: SHINGLE * 3]) is None
    partitions = Partitions()
    partitions.put("a", "Fire in Riga", at=0)

    assert partitions.run().state == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"x:1", article_message("a", b"").value),
        (b"a:1", b""),
        (b"a:1", b"{}"),
        (b"a:1", b"[]\n"),
        (b"a:1", b'{"kind":"article"}\n'),
        (b"s:1", b'{"kind":"add"}\n'),
        (b"f:1:0", b'{"kind":"follow","key":"nonsense"}\n'),
        (b"a:1", b'{"kind":"article","id":"a"}\nshort'),
    ],
)
def test_what_is_no_message_is_refused(key, value):
    with pytest.raises(InvalidMessage):
        step(key, None, value, CopyComparison(), window=WINDOW)


def test_a_message_of_another_kind_under_an_articles_key_is_refused():
    partitions = Partitions()
    partitions.put("a", text(1, sentences=10), at=0)
    state = partitions.run().state[article_key("a")]

    with pytest.raises(InvalidMessage):
        step(article_key("a"), state, b'{"kind":"sing"}\n', CopyComparison(), window=WINDOW)
