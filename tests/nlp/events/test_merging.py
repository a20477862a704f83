"""One event for one thing that happened."""

from __future__ import annotations

import pytest

from streamproc.nlp.events.merging import MOST_ALIKE
from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


def test_one_event_for_one_thing_with_evidence_from_headline_and_body(events_in):
    events = events_in(
        "Rebels attacked the town of Palmyra on Monday, officials said.\n\nThe rebels attacked Palmyra before dawn.",
        title="Rebels attack Palmyra",
    )
    [attack] = of_type(events, "ASSAULT")

    assert len(attack.evidence) == 3
    assert attack.evidence[0].span.field == "title"
    assert attack.place.name == "Palmyra"
    assert events[0] is attack


def test_more_different_events_of_a_kind_than_are_compared_are_all_there(events_in):
    count = MOST_ALIKE + 20
    text = " ".join(f"Rebels attacked the town and killed {1000 + number} people." for number in range(count))

    counts = {number.value for event in of_type(events_in(text), "ASSAULT") for number in event.counts}
    assert counts == set(range(1000, 1000 + count))


def test_who_is_called_by_another_word_further_down_is_the_same(events_in):
    events = events_in(
        "Police arrested nine students in Kisumu on Monday.\n\nOfficers arrested the students at the library."
    )
    [arrest] = of_type(events, "COERCE")

    assert len(arrest.evidence) == 2


def test_other_names_are_other_events(events_in):
    events = events_in("Police arrested Joe Smith in Riga on Monday.\n\nPolice arrested Anna Berg in Riga on Monday.")

    assert len(of_type(events, "COERCE")) == 2


def test_evidence_is_given_once(events_in):
    for event in events_in("Three protesters were killed in clashes with soldiers in Kisumu."):
        triggers = [(each.trigger.start, each.trigger.end) for each in event.evidence]
        assert len(triggers) == len(set(triggers))
