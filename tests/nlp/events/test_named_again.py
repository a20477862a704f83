"""What a noun names again is the event that was told, and what is another stays another."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Farmers protested in Lille on Monday.\n\nIn Paris, a minister said the protests would go on.",
            ["PROTEST"],
        ),
        (
            "Players boycotted the cup in Togo on Sunday.\n\nFans in West Africa had called for a boycott of the cup.",
            ["PROTEST", "THREATEN"],  # the call is one of its own; the boycott is the same
        ),
        (
            'Police are investigating eight clerks in Pune.\n\n"We want a fair investigation into this," an aide in Delhi said.',
            ["ACCUSE"],
        ),
        (
            "A clerk murdered a nun in Faro on Sunday, police said.\n\nA caller said a nun might have been murdered by a clerk.",
            ["x:CRIME"],
        ),
        (
            "Voters in Malta elected a new parliament on Sunday.\n\nThe election was called early, officials in Brussels said.",
            ["x:ELECTION"],
        ),
    ],
    ids=["definite, beside another place", "called for", "of which nothing is said", "may have been", "election"],
)
def test_what_only_names_or_guesses_at_it_tells_no_second_event(events_in, text, kinds):
    assert sorted(event.type for event in events_in(text)) == kinds


def test_a_storm_is_one_wherever_and_whenever_it_arrives(events_in):
    events = events_in(
        "Storm Hedda hit the coast of Portugal on Sunday.\n\nOn Monday the storm reached Spain, where it killed two people."
    )
    [storm] = of_type(events, "x:DISASTER")

    assert {(count.kind, count.value) for count in storm.counts} == {("dead", 2)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A bomb exploded in a market in Kano on Monday, killing six.\n\nA second bombing killed nine people in Jos on Tuesday.",
            "ASSAULT",
        ),
        (
            (
                "Rebels attacked a convoy in Gao on Monday, killing five soldiers.\n\n"
                "The attack on the Red Cross in Kidal was in May, aid workers said."
            ),
            "ASSAULT",
        ),
        ("Farmers protested in Lille on Monday.\n\nThe union called for another protest on Friday.", "PROTEST"),
        ("Police arrested Ada Lund in Bergen on Friday.\n\nPolice also arrested Nils Vik in Bergen.", "COERCE"),
    ],
    ids=["second", "elsewhere, of another", "another to come", "also"],
)
def test_another_one_stays_another(events_in, text, kind):
    assert len(of_type(events_in(text), kind)) == 2


def test_a_town_that_the_map_does_not_have_lies_in_its_country(events_in):
    events = events_in(
        "A roadside bomb killed a general in Syria on Tuesday.\n\n"
        "The general was killed when a roadside bomb exploded in the village of Tell Qamrazh in Syria."
    )

    assert len(of_type(events, "ASSAULT")) == 1
