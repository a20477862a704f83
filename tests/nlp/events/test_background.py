"""What stands in the background is left out, marked as past or comes last."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The minister met farmers in Dodoma on Monday.\n\nThey said harvests fail due to years of drought.",
            "x:DISASTER",
        ),
        ("The bank cut 300 jobs on Monday.\n\nIts profits fell during the pandemic.", "x:OUTBREAK"),
    ],
)
def test_what_is_only_mentioned_below_the_lead_is_no_event(events_in, text, kind):
    assert of_type(events_in(text), kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "A drought has emptied the wells of the valley.",
        "The minister met farmers in Dodoma on Monday.\n\nA drought killed 40 cattle herders in March, she said.",
    ],
    ids=["lead", "with a number"],
)
def test_what_the_lead_tells_or_has_a_number_is_one(events_in, text):
    assert len(of_type(events_in(text), "x:DISASTER")) == 1


def test_what_an_old_event_came_after_is_as_old(events_in):
    events = events_in(
        "Guides will climb the peak in May.\n\nIn 2014, guides staged a walkout at the camp after police arrested a cook."
    )

    assert {event.type: event.historical for event in events if event.type in {"PROTEST", "COERCE"}} == {
        "PROTEST": True,
        "COERCE": True,
    }


def test_an_office_that_is_taken_only_dates_what_follows(events_in):
    text = "The governor met farmers in Dodoma on Monday after taking office."

    assert of_type(events_in(text), "x:APPOINTMENT") == []
    assert len(of_type(events_in("The governor took office on Monday."), "x:APPOINTMENT")) == 1


def test_what_happened_months_before_is_past(events_in):
    [election] = of_type(
        events_in("The aide was arrested on Friday, months after the mayor was elected."), "x:ELECTION"
    )

    assert election.historical


def test_the_news_comes_before_what_is_long_past(events_in):
    events = events_in(
        "Nurses in Hobart said on Monday they were short of beds.\n\nPolice arrested Ada Lund in 2009.\n\n"
        "The clinic is old. Its roof leaks.\n\nOn Sunday, police arrested Nils Vik at the clinic."
    )
    arrests = of_type(events, "COERCE")

    assert [event.historical for event in arrests] == [False, True]
