"""Which articles are of one story: the messages between them, in every order that partitions allow."""

from __future__ import annotations

import random

import pytest

from streamproc.linking.messages import article_key, meeting_key
from streamproc.stories.comparing import StoryComparison, judged
from streamproc.stories.meeting_keys import keys_of
from streamproc.stories.profile import Profile
from tests.linking.partitions import Partitions
from tests.stories.profiles import BREVIK, OSLO, RIGA, profile, told

HOUR = 3_600_000
WINDOW = 72 * HOUR
NAMES = ["Harbour_Office", "Kari_Moe", "Red_Cross", "Jan_Lie", "Nordline", "Rescue_Centre"]
WORDS = ["ferry", "sink", "passenger", "rescue", "fjord", "captain", "storm", "survivor", "deck", "lifeboat"]
FIRE = ["fire", "factory", "blaze", "roof", "smoke"]


def partitions(seed=0):
    return Partitions(seed, StoryComparison(), Profile.dump, window=WINDOW)


def drawn(dice):
    """A profile of one of a few happenings, as an outlet may tell it."""
    place, day = dice.choice((BREVIK, OSLO, RIGA)), f"2025-03-0{dice.choice((1, 1, 4))}"
    words, names = dice.choice((WORDS, FIRE)), dice.sample(NAMES, 2)
    event = told("x:ACCIDENT", day, place, f"key_{place.name}{day}" if dice.random() < 0.7 else None)
    return profile(event, names=" ".join([place.name, *names]), words=" ".join(dice.sample(words, 4)))


def by_brute_force(articles):
    """The same by comparing every article with every other: {id: (time, profile)} ─► {id: story}."""
    comparison = StoryComparison()
    order = sorted(articles, key=lambda article_id: (articles[article_id][0], article_id))
    stories: dict[str, list] = {}
    for number, article_id in enumerate(order):
        time, own = articles[article_id]
        links = []
        for earlier in order[:number]:
            at, other = articles[earlier]
            if time - at <= WINDOW and set(keys_of(other)) & set(keys_of(own)) and (verdict := judged(other, own)):
                score = {"score": verdict.score}
                links.append({"id": earlier, "time": at, "origin": stories[earlier], "verdict": score})
        stories[article_id] = comparison.choose(links)["origin"] if links else [time, article_id]
    return {article_id: story for article_id, (_, story) in stories.items()}


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_order_of_messages_it_ends_as_if_all_were_compared_with_all(seed):
    dice = random.Random(seed)
    articles = {f"a{number}": (dice.randrange(96) * HOUR, drawn(dice)) for number in range(9)}
    stage = partitions(seed)
    for article_id, (time, told_) in dice.sample(sorted(articles.items()), len(articles)):
        stage.put(article_id, told_, at=time)

    assert stage.run().stories == by_brute_force(articles)
    assert len(set(stage.stories.values())) < len(articles)


@pytest.mark.parametrize("seed", range(20))
def test_revisions_and_withdrawals_leave_what_would_be_there_without_what_they_replaced(seed):
    dice = random.Random(seed)
    stage, last = partitions(seed), {}
    for number in range(40):
        article_id = f"a{dice.randrange(8)}"
        said = None if dice.random() < 0.2 else drawn(dice)
        time = last[article_id][0] if last.get(article_id) else number
        last[article_id] = said and (time, said)
        stage.put(article_id, said, at=number)
        if dice.random() < 0.3:
            stage.run()
    stage.run()

    now = {article_id: found for article_id, found in last.items() if found}
    assert {one: story for one, story in stage.stories.items() if one in now} == by_brute_force(now)
    gone = {one for one, found in last.items() if not found}
    final = {record.article_id: record for record in stage.published}
    assert all(final[one].story_id is None and final[one].happening is None for one in gone & final.keys())
    keys = {article_key(one) for one in now} | {meeting_key(k) for _, said in now.values() for k in keys_of(said)}
    assert set(stage.state) == keys


def test_an_article_alone_is_a_story_of_its_own_and_says_what_happened():
    stage = partitions()
    stage.put("a", profile(told(key="key_1"), names="Brevik", words="ferry"), at=7)

    [record] = stage.run().published
    assert (record.story_id, record.via, record.score, record.because) == ("a", None, None, ())
    assert record.first_seen.timestamp() == 0.007
    assert tuple(record.happening) == ("event_1", "x:ACCIDENT", "2025-03-03", "Brevik", 3160881)


@pytest.mark.parametrize(
    ("at", "year"), [(-1, 1970), (1_741_000_000_000_000, 9999)], ids=["no time", "microseconds taken for milliseconds"]
)
def test_a_message_whose_time_is_none_of_the_calendar_is_linked_all_the_same(at, year):
    stage, said = partitions(), profile(told(key="key_1"), names="Brevik Harbour_Office", words="ferry sink fjord")
    for article_id in "ab":
        stage.put(article_id, said, at=at)

    assert stage.run().stories == {"a": "a", "b": "a"}
    assert {record.first_seen.year for record in stage.published} == {year}


def test_a_weak_bridge_joins_one_story_and_not_two():
    one = profile(told(key="k1"), names="Brevik Harbour_Office Kari_Moe", words="ferry sink passenger fjord")
    other = profile(told(key="k2", place=OSLO), names="Oslo Nordline Jan_Lie", words="fire factory blaze roof")
    both = profile(
        told("CONSULT", None, None),
        names="Brevik Oslo Harbour_Office Nordline Kari_Moe",
        words="ferry sink passenger fire factory",
    )
    stage = partitions()
    for number, (article_id, said) in enumerate((("one", one), ("other", other), ("both", both))):
        stage.put(article_id, said, at=number)
        stage.run()

    assert stage.stories["one"] == "one"
    assert stage.stories["other"] == "other"
    assert stage.stories["both"] == "one"


def test_a_withdrawn_article_leaves_its_story_and_the_next_one_becomes_its_first():
    stage = partitions()
    said = profile(told(key="k1"), names="Brevik Harbour_Office", words="ferry sink passenger fjord")
    for number, article_id in enumerate("abc"):
        stage.put(article_id, said._replace(day=f"2025-03-0{number + 4}"), at=number)
    assert stage.run().stories == {"a": "a", "b": "a", "c": "a"}

    stage.put("a", None, at=9)
    last = {record.article_id: record.story_id for record in stage.run().published}

    assert last == {"a": None, "b": "b", "c": "b"}
