"""How many, of whom."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("About 45,000 civilians were displaced by the clashes.", [("displaced", 45000, "about")]),
        ("At least 2,000 families fled the valley.", [("displaced", 2000, "at least")]),
        ("The storm displaced 1.2 million people.", [("displaced", 1_200_000, None)]),
        ("Nearly two lakh people were evacuated from the delta.", [("displaced", 200_000, "nearly")]),
        ("Nine hundred and twenty-one people were displaced.", [("displaced", 921, None)]),
        ("Some 3 crore people were displaced by the river.", [("displaced", 30_000_000, "about")]),
        (
            "Between 2,000 and 4,000 people were displaced.",
            [("displaced", 2000, "at least"), ("displaced", 4000, "at most")],
        ),
        ("More than 35,000 were displaced in the north.", [("displaced", 35000, "more than")]),
        ("Thousands of people were displaced by the river.", [("displaced", 2000, "vague")]),
        ("Tens of thousands of villagers fled the valley.", [("displaced", 20_000, "vague")]),
        ("More than a dozen families fled the valley.", [("displaced", 12, "more than")]),
    ],
)
def test_people_are_counted_with_their_qualifier(events_in, text, counts):
    found = [c for event in of_type(events_in(text), "x:DISPLACEMENT") for c in event.counts]

    assert [(c.kind, c.value, c.qualifier) for c in found] == counts


def test_dead_injured_and_detained_are_told_apart(events_in):
    text = "A bomb killed seven soldiers and injured 12 villagers in Kirkuk. Police arrested 30 people."
    found = {(c.kind, c.value) for event in events_in(text) for c in event.counts}

    assert {("dead", 7), ("injured", 12), ("detained", 30)} <= found


def test_ages_dates_and_shares_are_not_counted(events_in):
    text = "On 17 March 2021 a 45-year-old man and 60 percent of the herd fled the village, 12 km from the coast."

    assert [c.value for event in events_in(text) for c in event.counts] == []
