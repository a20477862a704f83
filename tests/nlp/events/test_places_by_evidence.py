"""Where it happened, told by who did it, by an occasion, by where somebody fled from; and what tells nothing."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


def place(events, kind):
    [event] = of_type(events, kind)
    return (event.place.name, event.place.basis) if event.place else None


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Marchers gathered in the village of Tora on Friday to demand new elections.", "REQUEST", ("Tora", "stated")),
        ("Speaking at the Harbour Club in Riga, the envoy urged restraint.", "REQUEST", ("Riga", "stated")),
        ("The envoy urged restraint at a meeting held in Oslo.", "REQUEST", ("Oslo", "stated")),
        ("The envoy urged restraint at a briefing devoted to Chad.", "REQUEST", None),
        ("The envoy said in a letter on Chad that the rebels must leave.", "REQUEST", None),
        ("The family fled Izmir when troops attacked their neighbours.", "ASSAULT", ("Izmir", "stated")),
        ("The family fled Izmir when troops attacked Bursa.", "ASSAULT", ("Bursa", "stated")),
        ("Lagos police arrested nine men.", "COERCE", ("Lagos", "sentence")),
        ("Nine men were arrested by Lagos police.", "COERCE", ("Lagos", "sentence")),
        ("Kenyan police arrested nine men.", "COERCE", None),
        ("Supporters of the newly elected president of Chad danced.", "x:ELECTION", ("Chad", "sentence")),
        ("Malta's elected speaker fell ill.", "x:ELECTION", ("Malta", "sentence")),
        ("The trader went to Riga and was arrested there on Monday.", "COERCE", ("Riga", "stated")),
        ("Nine men were arrested after burglaries in Riga.", "COERCE", None),
        ("Similar to the bombings in Oslo last year, the attack killed 44 people.", "ASSAULT", None),
    ],
)
def test_the_evidence_for_a_place(events_in, text, kind, expected):
    assert place(events_in(text), kind) == expected


def test_who_spoke_somewhere_still_speaks_there(events_in):
    text = "Governor Ann Lee spoke at a rally in Boston on Friday. She urged voters to be patient."

    assert place(events_in(text), "REQUEST") == ("Boston", "paragraph")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The trader went to Riga and was arrested.", "The trader"),
        ("The minister denied the claim and was acquitted on Friday.", "The minister"),
        ("Rebels attacked the fort and were arrested by soldiers.", "Rebels"),
        ("The trader was beaten by guards and was later arrested.", "The trader"),
    ],
)
def test_a_passive_clause_added_to_another_has_its_subject(events_in, text, target):
    found = [event for event in events_in(text) if event.evidence[-1].trigger.text in {"arrested", "acquitted"}]

    assert [t.span.text for event in found for t in event.targets] == [target]


def test_what_is_to_be_announced_has_not_been(events_in):
    assert not events_in("New limits on visits are to be announced on Friday.")
