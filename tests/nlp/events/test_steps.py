"""A process told by its steps is one event; two people's are two."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import names, of_type

pytestmark = pytest.mark.model


def test_whoever_is_convicted_and_sentenced_is_judged_once(events_in):
    events = events_in(
        "A judge in Riga sentenced Ivo Kalnins to nine years in prison on Friday.\n\n"
        "Kalnins, a former banker, was convicted of embezzling pensions. He was jailed for nine years, the court said."
    )

    assert len([e for e in events if e.codes.get("extension") in {"x:COURT/sentence", "x:COURT/verdict"}]) == 1


def test_two_people_who_are_judged_are_judged_apart(events_in):
    events = events_in(
        "A judge sentenced Ivo Kalnins to nine years in prison.\n\nA jury convicted Juris Ozols of fraud."
    )

    judged = [names(e.targets) for e in events if e.codes.get("extension") in {"x:COURT/sentence", "x:COURT/verdict"}]
    assert sorted(judged) == [["Ivo Kalnins"], ["Juris Ozols"]]


def test_a_resignation_that_is_tendered_and_accepted_is_one(events_in):
    events = events_in(
        "Prime Minister Ann Lee resigned on Tuesday. Lee submitted her resignation to the king.\n\n"
        "The king accepted the resignation on Wednesday."
    )
    [resignation] = of_type(events, "CONCEDE")

    assert names(resignation.actors) == ["Ann Lee"]
    assert len(resignation.evidence) == 3


def test_two_ministers_who_resign_are_two(events_in):
    events = events_in(
        "Health minister Rosa Pinto resigned on Monday.\n\nInterior minister Paulo Dias resigned on Friday."
    )

    assert len(of_type(events, "CONCEDE")) == 2


def test_who_accepts_a_resignation_resigns_in_another_event(events_in):
    events = events_in(
        "Rosa Pinto resigned as mayor on Monday.\n\nPinto had accepted the resignation of the police chief, Paulo Dias, on Friday."
    )

    assert [names(e.actors) for e in of_type(events, "CONCEDE")] == [["Rosa Pinto"], ["Paulo Dias"]]


def test_what_parties_agree_on_and_sign_is_one_deal(events_in):
    events = events_in(
        "Chad and Sudan agreed on Monday to share the well.\n\nThe parties signed an agreement on Monday."
    )

    assert [event.type for event in events] == ["AGREE"]


def test_a_crime_told_in_other_words_is_one(events_in):
    events = events_in(
        "A clerk murdered a 30-year-old nun in Faro on Sunday, police said.\n\nThe victim was attacked with an axe."
    )

    assert [event.type for event in events] == ["x:CRIME"]


def test_who_is_only_called_by_a_part_is_whoever_had_it(events_in):
    events = events_in("Teachers went on strike in Lusaka on Monday.\n\nThe workers are striking over pay.")
    [strike] = of_type(events, "PROTEST")

    assert names(strike.actors) == ["Teachers"]


def test_a_state_and_its_people_are_one_side(events_in):
    events = events_in(
        "Israel bombed a school in Gaza on Monday, killing nine people, medics said.\n\nThe Israeli strike hit the school at dawn."
    )

    assert len(of_type(events, "ASSAULT")) == 1


def test_who_speaks_at_a_news_conference_is_told_once(events_in):
    text = (
        "The premier briefed reporters on the truce.\n\nThe premier opened the news conference on Monday with a joke."
    )
    told = [event.type for event in events_in(text) if event.type in {"CONSULT", "x:STATEMENT"}]

    assert len(told) == 1


def test_a_meeting_and_a_briefing_on_it_are_two(events_in):
    text = "The premier opened the peace conference on Monday.\n\nThe premier briefed reporters on the truce."
    told = {event.type for event in events_in(text)}

    assert {"CONSULT", "x:STATEMENT"} <= told
