"""One happening is one event, with all that tells it."""

from __future__ import annotations

import pytest

from streamproc.nlp.events import harm
from tests.nlp.events.questions import names, of_type

pytestmark = pytest.mark.model


def triggers(event):
    return {evidence.trigger.text for evidence in event.evidence}


def counts(event):
    return {(count.kind, count.value) for count in event.counts}


def test_an_attack_and_the_killing_in_it_are_one_event_with_its_dead(events_in):
    [attack] = events_in("Rebels ambushed a convoy near Gao on Friday and killed nine soldiers.")

    assert attack.type == "ASSAULT"
    assert triggers(attack) == {"ambushed", "killed"}
    assert counts(attack) == {("dead", 9)}


def test_the_dead_and_injured_of_an_accident_are_counts_of_it(events_in):
    events = events_in("Two trains collided near Tunis on Monday, killing eleven people and injuring 30.")
    [crash] = of_type(events, "x:ACCIDENT")

    assert not of_type(events, "x:CASUALTIES")
    assert counts(crash) == {("dead", 11), ("injured", 30)}


def test_the_dead_of_a_later_sentence_belong_to_the_cause_told_before(events_in):
    events = events_in("A cyclone hit the coast of Odisha on Monday. At least 31 people died, officials said.")
    [cyclone] = of_type(events, "x:DISASTER")

    assert not of_type(events, "x:CASUALTIES")
    assert counts(cyclone) == {("dead", 31)}
    assert len({each.span.start for each in cyclone.evidence}) == 2


def test_deaths_without_a_cause_are_an_event_of_their_own(events_in):
    [deaths] = events_in("Six men died in Ostrava on Sunday.")

    assert (deaths.type, deaths.mode) == ("x:CASUALTIES", "dead")


def test_deaths_elsewhere_are_no_harm_of_an_event_told_before(events_in):
    events = events_in("A cyclone hit Odisha on Monday. Four people died in Mumbai on Tuesday.")

    assert of_type(events, "x:CASUALTIES")


def test_a_promise_and_what_is_promised_are_one_event_unless_dated_apart(events_in):
    [promise] = events_in("The two ministers agreed to meet the rebel leaders.")
    apart = events_in("The two ministers agreed on Monday to meet the rebel leaders on Friday.")

    assert promise.type == "AGREE"
    assert {event.type for event in apart} == {"AGREE", "CONSULT"}


def test_like_deeds_in_two_places_stay_two_events(events_in):
    events = events_in("Police arrested four men in Lima and detained six women in Cusco.")

    assert len(of_type(events, "COERCE")) == 2


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("At least 40 people were killed in an earthquake in Nepal on Monday.", {"x:DISASTER"}),
        ("A coach carrying nurses plunged into a ravine, killing 14.", {"x:ACCIDENT"}),
        ("Two climbers were killed near Bergen.", {"x:CASUALTIES"}),
        ("Two nurses were abducted near Zaria on Friday.", {"ASSAULT"}),
        ("A man killed his uncle in a bakery.", {"x:CRIME"}),
    ],
)
def test_what_killed_decides(events_in, text, kinds):
    assert {event.type for event in events_in(text)} == kinds


def test_an_attack_has_no_mode_unless_words_say_so(events_in):
    [attack] = events_in("Rebels attacked a police post near Gao.")

    assert attack.mode is None


def test_what_falls_and_kills_is_an_accident_with_its_dead(events_in):
    [accident] = events_in("A bus carrying nuns plunged into a ravine near Huaraz on Monday, killing 14 people.")

    assert (accident.type, accident.mode, accident.actors) == ("x:ACCIDENT", "transport", ())
    assert {(count.kind, count.value) for count in accident.counts} == {("dead", 14)}


def test_refugees_who_are_killed_have_not_fled_there(events_in):
    assert [event.type for event in events_in("Soldiers killed 25 refugees on the islet in 1991.")] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dockers in Antwerp called off their strike on Monday.", "CONCEDE"),
        ("The nurses' union will suspend its strike on Friday.", "AGREE"),
    ],
)
def test_a_strike_that_is_given_up_is_told_once_by_who_gives_up(events_in, text, kind):
    [event] = events_in(text)

    assert event.type == kind
    assert "strike" in triggers(event)


def test_who_is_hurt_is_put_to_what_has_harmed_before(events_in):
    events = events_in(
        "An earthquake struck the hills of Kaskar on Monday, killing 12 people.\n\nLandslides blocked the road to the clinic.\n\n"
        "More than 90 people were injured, the ministry said."
    )
    [hurt] = [event for event in events if any(count.kind == "injured" for count in event.counts)]

    assert {(count.kind, count.value) for count in hurt.counts} == {("dead", 12), ("injured", 90)}


def test_who_is_hurt_at_a_march_is_hurt_by_force_and_not_whom_it_is_against(events_in):
    events = events_in(
        "Police fired tear gas on Tuesday at hundreds of students who marched through Dhaka against a tax.\n\n"
        "Nine people were injured, a doctor said."
    )
    [hurt] = [event for event in events if any(count.kind == "injured" for count in event.counts)]

    assert hurt.type == "ASSAULT"
    assert [names(event.targets) for event in of_type(events, "PROTEST")] == [[]]


def test_a_part_of_those_who_were_hurt_is_not_counted_beside_them(events_in):
    [blast] = [
        event
        for event in events_in(
            "A blast at a mill killed 14 people and injured 30 others, nine of them seriously. “Two of our nurses are dead,” Dr. Ida Moen said."
        )
        if event.counts
    ]

    assert {(count.kind, count.value) for count in blast.counts} == {("dead", 14), ("injured", 30)}


def test_the_injured_are_those_of_before_wherever_they_are_taken(events_in):
    events = events_in(
        "A fire at a mill in Dhaka killed nine people on Monday.\n\nThe injured were taken to a clinic in Savar."
    )

    assert [event.type for event in events] == ["x:ACCIDENT"]


def test_when_and_where_the_dead_are_buried_is_not_when_and_where_they_died(events_in):
    [quake] = events_in("An earthquake killed 12 people.\n\nThe dead were buried in Lima on Tuesday.")

    assert (quake.type, quake.date, quake.place) == ("x:DISASTER", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "A puppy was saved from the brink of death by two vets.",
        "The opera is about love and death.",
        "Death was his only subject.",
    ],
)
def test_death_of_nobody_is_no_event(events_in, text):
    assert of_type(events_in(text), "x:CASUALTIES") == []


@pytest.mark.parametrize("at_odds", [False, True])
def test_harm_is_compared_with_the_causes_of_a_few_sentences_only(events_in, monkeypatch, at_odds):
    compared = []
    monkeypatch.setattr(harm, "are_at_odds", lambda *pair: compared.append(pair) or at_odds)
    attacks = "\n\n".join(
        f"Rebels attacked the village and killed {n} people. The mayor slept." for n in range(1000, 1060)
    )

    events_in(f"{attacks}\n\nTwo miners died on Monday.")

    assert 0 < len(compared) <= harm.MOST_CAUSES


def test_who_was_killed_is_not_told_as_having_protested(events_in):
    [protest] = of_type(events_in("One protester was killed in Lima on Monday."), "PROTEST")

    assert protest.actors == ()
    assert [(count.kind, count.value) for count in protest.counts] == [("dead", 1)]
