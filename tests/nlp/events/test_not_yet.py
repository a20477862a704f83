"""What is meant, allowed by a rule or near at hand has not happened; what somebody is guilty of is what he is accused of."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("meant", "done", "kind"),
    [
        (
            "The ministry launched a partnership to give food to Chad.",
            "The ministry gave food to Chad.",
            "AID",
        ),
        ("The firm is close to signing a treaty with Peru.", "The firm signed a treaty with Peru.", "SUPPORT"),
        ("The court is a step closer to jailing the general.", "The court jailed the general.", "COERCE"),
    ],
)
def test_what_is_meant_or_near_is_not_told_as_done(events_in, meant, done, kind):
    def told(text):
        return [event for event in of_type(events_in(text), kind) if not (event.hypothetical or event.future)]

    assert told(meant) == []
    assert len(told(done)) == 1


def test_a_rule_that_stands_is_no_news(events_in):
    assert of_type(events_in("Lorries are not allowed in the park."), "REJECT") == []
    assert len(of_type(events_in("The council did not allow lorries into the park on Monday."), "REJECT")) == 1


def test_what_somebody_is_not_guilty_of_is_what_he_was_accused_of(events_in):
    [harm] = of_type(events_in("Nils Vik was found not guilty of killing five people."), "x:CASUALTIES")

    assert harm.alleged


def test_a_conspiracy_is_nobody_who_does_it(events_in):
    [fraud] = of_type(events_in("The two men were charged with conspiracy to defraud the bank."), "x:CRIME")

    assert fraud.alleged
    assert not fraud.actors


def test_who_is_to_blame_is_blamed_already(events_in):
    [blame] = of_type(
        events_in("The mayor spoke to reporters on Monday.", title="Minister to blame for floods, says mayor"), "ACCUSE"
    )

    assert not blame.future


def test_a_demand_that_something_be_done_is_no_deed(events_in):
    events = events_in("The mayor insisted that the soldiers leave the town.")

    assert [event.type for event in events] == ["REQUEST"]
    assert of_type(events_in("The minister insists the government is working hard."), "REQUEST") == []
