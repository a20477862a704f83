"""When two articles tell of the same happening, and why: by hand-written profiles."""

from __future__ import annotations

from itertools import permutations

import pytest

from streamproc.stories.comparing import StoryComparison, judged
from streamproc.stories.evidence import days_apart, places_differ
from streamproc.stories.meeting_keys import keys_of
from streamproc.stories.profile import Name, PlaceTold, Profile
from tests.linking.texts import text
from tests.stories.profiles import BREVIK, NORWAY, OSLO, RIGA, profile, told

FERRY = {"names": "Brevik Harbour_Office Kari_Moe", "words": "ferry sink passenger rescue fjord"}
AGAIN = {"names": "Harbour_Office Brevik", "words": "sink ferry survivor fjord captain"}


def reasons(verdict):
    return [because.kind for because in verdict.because]


def test_two_reports_of_one_day_place_and_type_with_the_same_names_and_words_are_of_one_story():
    verdict = judged(profile(told(), **FERRY), profile(told(), **AGAIN))

    assert set(reasons(verdict)) == {"place_day_type", "participants", "words"}
    shared = {because.kind: because.shared for because in verdict.because}
    assert shared["place_day_type"] == ("x:ACCIDENT", "2025-03-03", "Brevik")
    assert set(shared["participants"]) == {"Brevik", "Harbour_Office"}
    assert set(shared["words"]) == {"ferry", "sink", "fjord"}


def test_a_shared_key_of_an_event_is_a_reason_of_its_own():
    verdict = judged(profile(told(key="key_1"), **FERRY), profile(told(key="key_1"), **AGAIN))

    assert {because.kind: because.shared for because in verdict.because}["event_key"] == ("key_1",)


def test_a_copy_is_of_the_same_story_whatever_was_found_in_it():
    words = text(1, sentences=12)

    verdict = judged(profile(told(), text=words), profile(told(day="2025-03-09", place=RIGA), text=words))

    assert (verdict.score, verdict.because[0].kind, verdict.because[0].shared) == (1.0, "copy", ("same", "1"))


@pytest.mark.parametrize(
    "other",
    [
        profile(told(day="2025-03-07"), names="Brevik", words="ferry sink lorry driver"),
        profile(told(place=OSLO), names="Oslo Harbour_Office", words="ferry sink passenger deck"),
        profile(told("CONSULT"), names="Brevik", words="school teacher budget"),
        profile(),
    ],
    ids=["another day", "another place", "another thing in the same place", "nothing found"],
)
def test_what_happened_otherwise_is_another_story(other):
    assert judged(profile(told(), **FERRY), other) is None


def test_a_verdict_is_the_same_from_both_sides():
    one, other = profile(told(key="key_1"), **FERRY), profile(told(key="key_1"), **AGAIN)

    there, back = judged(one, other), judged(other, one)

    assert (there.score, set(reasons(there))) == (back.score, set(reasons(back)))


def test_the_reasons_are_the_same_whoever_asks():
    """Names of one key may be spelled otherwise, and what two articles have in common may come in another order."""
    at_sea, ashore = told(key="key_1"), told("x:CASUALTIES", key="key_2")
    one, other = profile(at_sea, ashore, names="Brevik Harbour", words="ferry sink"), profile(ashore, at_sea, **AGAIN)
    other.names["organisation:harbour"] = Name("The Harbour", 80)

    there, back = (StoryComparison().judge(*two) for two in permutations((one.dump(), other.dump())))

    assert there == back


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (BREVIK, BREVIK, False),
        (BREVIK, OSLO, True),
        (BREVIK, RIGA, True),
        (BREVIK, NORWAY, None),
        (BREVIK, None, None),
        (BREVIK, PlaceTold("the harbour"), None),
        (PlaceTold("the harbour"), PlaceTold("The Harbour"), False),
        (BREVIK, PlaceTold("Porsgrunn", 3141558, "NO", "08", 59.14, 9.66), False),
    ],
)
def test_places_differ_where_neither_can_hold_the_other(one, other, differ):
    assert places_differ(one, other) is differ


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (profile(told(day="2025-03-01")), profile(told(day="2025-03-04")), 3),
        (profile(told(day=None), told(day="2025-03-04")), profile(told(day="2025-03-04")), 0),
        (profile(told(day="2025-03-03")), profile(told(day=None), day="2025-03-04"), 0),
        (profile(told(day="2025-03-03")), profile(day="2025-03-07"), 3),
        (profile(told(day=None), day="2025-03-03"), profile(day="2025-03-07"), None),
        (profile(told(day="2025-03-03")), profile(day=None), None),
        (profile(told(day="2025-02-30")), profile(told(day="2025-03-04")), None),
    ],
)
def test_days_apart_are_those_of_what_happened_or_else_of_publication(one, other, apart):
    assert days_apart(one, other) == apart


def test_articles_meet_under_keys_of_events_names_and_words_in_any_order():
    one, other = profile(told(key="key_1"), **FERRY), profile(told(key="key_2"), **AGAIN)

    assert len(set(keys_of(one)) & set(keys_of(other))) >= 5
    assert not set(keys_of(one)) & set(keys_of(profile(told(place=RIGA), names="Riga", words="ballot vote")))


def test_a_profile_is_read_as_it_was_written():
    whole = profile(told(key="key_1"), told("ASSAULT", None, None), text=text(1, sentences=8), **FERRY)

    assert Profile.load(whole.dump()) == whole


@pytest.mark.parametrize("content", [b"nonsense", b"{}", b'{"day":null,"events":[[1]],"names":{},"words":{}}\n'])
def test_what_is_no_profile_is_refused(content):
    with pytest.raises((ValueError, KeyError, TypeError)):
        StoryComparison().keys(content)
