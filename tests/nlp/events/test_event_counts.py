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
        ("Nearly two lakh people were evacuated from the delta.", [("evacuated", 200_000, "nearly")]),
        ("Nine hundred and twenty-one people were displaced.", [("displaced", 921, None)]),
        ("Some 3 crore people were displaced by the river.", [("displaced", 30_000_000, "about")]),
        ("Between 2,000 and 4,000 people were displaced.", [("displaced", 4000, None)]),
        ("A quarter of a million people were displaced.", [("displaced", 250_000, None)]),
        (
            "Some 70,000 villagers are displaced and 1.9 million are at risk of hunger.",
            [("displaced", 70_000, "about"), ("in_need", 1_900_000, None)],
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


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Two gunmen killed five guards.", [("dead", 5)]),
        ("Three soldiers shot dead two boys in Chad.", [("dead", 2)]),
        ("Five officers arrested two men.", [("detained", 2)]),
        ("The duo was jailed for a year on four and six counts of theft.", []),
        ("The premier escaped to Oslo on Monday after nine men stormed the palace.", []),
        ("Two men died and five were injured in a crash near Oslo, with two in serious condition.", [("dead", 2), ("injured", 5)]),
    ],
)  # fmt: skip
def test_who_does_it_and_who_is_counted_already_are_not_counted(events_in, text, counts):
    assert [(c.kind, c.value) for event in events_in(text) for c in event.counts] == counts


def test_ages_dates_and_shares_are_not_counted(events_in):
    text = "On 17 March 2021 a 45-year-old man and 60 percent of the herd fled the village, 12 km from the coast."

    assert [c.value for event in events_in(text) for c in event.counts] == []


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Between 2,000 and 4,000 people were displaced.", (2000, 4000)),
        ("At least 300 people were displaced.", (300, None)),
        ("Up to 900 people were displaced.", (None, 900)),
        ("Hundreds of people were displaced.", (200, None)),
        ("About 500 people were displaced.", (None, None)),
    ],
)
def test_a_count_has_the_bounds_that_its_words_give(events_in, text, bounds):
    [count] = [c for event in of_type(events_in(text), "x:DISPLACEMENT") for c in event.counts]

    assert (count.low, count.high) == bounds


def test_what_is_counted_is_said(events_in):
    text = "The river displaced 40 families and 300 farmers in Beira."
    found = {(c.value, c.unit) for event in events_in(text) for c in event.counts}

    assert {(40, "households"), (300, "people")} <= found


def test_a_number_stands_in_one_event(events_in):
    text = "A blast at a depot in Tamale killed 17 workers on Monday. The explosion, which killed 17, was an accident."
    found = [(c.kind, c.value) for event in events_in(text) for c in event.counts]

    assert found == [("dead", 17)]


@pytest.mark.parametrize(
    "text",
    ["Militiamen killed 30 refugees on the road to Kosti.", "The brawl left three of the guests badly injured."],
)
def test_what_became_of_people_counts_not_what_they_are(events_in, text):
    kinds = {c.kind for event in events_in(text) for c in event.counts}

    assert "displaced" not in kinds


def test_no_one_is_not_one(events_in):
    text = "No one was hurt when a small protest outside the ministry turned violent on Sunday."

    assert [count for event in events_in(text) for count in event.counts] == []


@pytest.mark.parametrize(
    "text",
    [
        "Divers pulled 58 survivors from the lake, and nine men are still missing.",
        "Firefighters saved 58 lodgers from the hotel while nine guests were reported missing.",
    ],
)
def test_who_is_saved_is_not_missing(events_in, text):
    missing = [c.value for event in events_in(text) for c in event.counts if c.kind == "missing"]

    assert missing == [9]


def test_shelters_are_no_people(events_in):
    events = events_in("A cyclone hit Beira on Monday. The city has opened 85 shelters and put up 400 tents.")

    assert [c.value for event in events for c in event.counts] == []


def test_houses_are_counted_as_houses(events_in):
    events = events_in("A cyclone hit Beira on Monday. About 4,000 houses were destroyed.")

    assert [(c.value, c.unit) for event in events for c in event.counts] == [(4000, "houses")]
    assert not of_type(events, "ASSAULT")


def test_rooms_of_a_school_are_no_people(events_in):
    events = events_in("About 700 evacuees slept in four schools.")

    assert [c.value for event in events for c in event.counts] == [700]


def test_who_was_treated_has_not_died(events_in):
    events = events_in("Medics treated 90 children for measles; seven died.")

    assert [c.value for event in events for c in event.counts if c.kind == "dead"] == [7]


def test_what_shells_have_damaged_is_no_riot(events_in):
    events = events_in("Shells hit a market in Kherson on Sunday. At least 25 flats and a school were damaged.")

    assert not of_type(events, "PROTEST")
    assert {(c.value, c.unit) for event in events for c in event.counts} == {(25, "houses")}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("His sister Mila Horvat, also 22, died in Zadar.", []),
        ("Ivan Kovac, 47 cameraman Tom Oye, 53, and two journalists were wounded in Goma.", [("injured", 2)]),
        ("The senator wants what the 1991 Royal Commission into Deaths in Custody asked for.", []),
        ("The rebels freed 40 soldiers in exchange for two officers.", [("released", 40)]),
        ("Two journalists from Nine Radio were wounded in Goma.", [("injured", 2)]),
    ],
    ids=["an age", "an age with no comma", "a year", "the price", "the name of a firm"],
)
def test_ages_and_names_of_firms_count_nobody(events_in, text, counts):
    assert [(c.kind, c.value) for event in events_in(text) for c in event.counts] == counts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("412 houses destroyed", ("displaced", 412, "houses")),
        ("Completely destroyed housing: 212", ("displaced", 212, "houses")),
        ("Some 45,000 people have been affected (8,000 of which have been relocated).", ("displaced", 8000, "people")),
    ],
)
def test_rows_of_tables_and_parts_of_numbers_are_counted(events_in, text, count):
    assert count in [(c.kind, c.value, c.unit) for event in events_in(text) for c in event.counts]


def test_who_is_driven_out_is_not_dead(events_in):
    events = events_in("Floods have killed 48 people and driven 6,000 families from their homes.")

    assert sorted((c.kind, c.value) for event in events for c in event.counts) == [("dead", 48), ("displaced", 6000)]


def test_years_in_jail_are_nobody(events_in):
    [arrest, *_] = of_type(events_in("Tal Habib was jailed for 10 after a trial."), "COERCE")

    assert arrest.counts == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No-one was injured in the clash.", "injured"),
        ("Five of the missing sailors have been found.", "missing"),
    ],
)
def test_nobody_and_those_who_are_found_are_not_counted(events_in, text, kind):
    assert [count for event in events_in(text) for count in event.counts if count.kind == kind] == []


def test_a_number_after_its_verb_counts_people(events_in):
    [event] = of_type(events_in("Population evacuated 116,129"), "x:DISPLACEMENT")

    assert [(count.kind, count.value) for count in event.counts] == [("evacuated", 116_129)]


def test_who_was_shot_and_wounded_is_not_dead(events_in):
    counts = [(c.kind, c.value) for e in events_in("Two officers were shot and wounded in Riga.") for c in e.counts]

    assert counts == [("injured", 2)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A bus carrying 60 pupils overturned near Split, killing 12 people and injuring 30.", [("dead", 12), ("injured", 30)]),
        ("Twelve people died when a ferry with 80 passengers sank off Kribi.", [("dead", 12)]),
        ("Officials reported the killing of 40 villagers and the wounding of 30 others.", [("dead", 40), ("injured", 30)]),
        ("Three people were arrested for running a network that sold pills to hundreds of buyers.", [("detained", 3)]),
        ("Police arrested nine men who had taken 200 migrants across the border.", [("detained", 9)]),
        ("Floods in Genoa left 4,000 people without power.", []),
        ("Floods in Genoa left 4,000 people homeless.", [("displaced", 4000)]),
        ("The police arrested one of the protesters in Split.", [("detained", 1)]),
        ("“It was hard to be the one announcing the death of your brother,” Mara Kos said.", []),
    ],
)  # fmt: skip
def test_a_number_counts_those_of_its_own_clause(events_in, text, counts):
    assert sorted((c.kind, c.value) for event in events_in(text) for c in event.counts) == counts
