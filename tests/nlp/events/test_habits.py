"""What is told of how things go, of no particular day, is no event; what somebody claims is alleged."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 300 villagers are arrested each year for cutting wood, the ministry says.", "COERCE"),
        ("Police routinely arrest street vendors in Lagos.", "COERCE"),
        ("Widows have the right to sue the firm, the lawyer said.", "ACCUSE"),
        ("Poor lighting on the ring road leads to serious accidents.", "x:ACCIDENT"),
        ("Many road accidents are caused by haste, officers say.", "x:ACCIDENT"),
        ("The two committees met monthly to compare notes.", "CONSULT"),
        ("Critics say the bill would allow police to arrest anyone.", "THREATEN"),
        ("The film tells how soldiers massacred villagers in 1932.", "ASSAULT"),
        ("Volunteers rehearsed the evacuation of the school on Friday.", "x:DISPLACEMENT"),
        ("Teachers have learned to film their lessons since the pandemic.", "x:OUTBREAK"),
        ("He was hurt in a brawl during the 2021 elections.", "x:ELECTION"),
        ("Patrols will deter rebels from attacking villages.", "ASSAULT"),
        ("Police have often arrested Ben Okoro.", "COERCE"),
        ("The accused man walked into the court in Riga.", "ACCUSE"),
    ],
)
def test_what_happens_in_general_is_no_event(events_in, text, kind):
    assert of_type(events_in(text), kind) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 300 villagers were arrested on Friday for cutting wood, the ministry says.", "COERCE"),
        ("The storm led to an accident near Sligo that killed two people.", "x:ACCIDENT"),
        ("The weekly march in Oslo drew 5,000 people on Saturday.", "PROTEST"),
        ("The film studio accused the unions of sabotage.", "ACCUSE"),
        ("Police have often arrested Ben Okoro, most recently on Monday.", "COERCE"),
        ("The man was accused of arson on Monday.", "ACCUSE"),
        ("Volunteers helped with the evacuation of the school on Friday.", "x:DISPLACEMENT"),
    ],
)
def test_the_same_words_tell_one_where_it_happened(events_in, text, kind):
    assert of_type(events_in(text), kind)


def test_what_was_prevented_did_not_happen(events_in):
    [arrest] = of_type(events_in("Guards prevented police from arresting the senator."), "COERCE")

    assert arrest.negated


@pytest.mark.parametrize(
    "text",
    [
        "The army claimed it had killed 20 rebels near Goma.",
        "The army allegedly killed 20 rebels near Goma.",
        "The lawyer argued that soldiers had killed 20 rebels near Goma.",
    ],
)
def test_what_is_only_claimed_is_alleged(events_in, text):
    [attack] = of_type(events_in(text), "ASSAULT")

    assert attack.alleged
    assert not attack.hypothetical


def test_what_a_meeting_was_held_for_took_place(events_in):
    [talks] = of_type(events_in("The two presidents met in Accra on Friday to discuss the border."), "CONSULT")

    assert not talks.hypothetical
