"""Who takes part in which of two acts of a sentence, and who only stands near."""

from __future__ import annotations


def of(events, kind):
    return next(e for e in events if e.type == kind)


def words(arguments):
    return [a.span.words for a in arguments]


def test_a_finite_verb_after_a_reported_clause_is_the_speakers(events_in):
    events = events_in(
        "Commander Ali Noor said his men had withdrawn to the coast and denied that rebels held the bridge."
    )
    denial = of(events, "REJECT")

    assert words(denial.actors) == ["Commander Ali Noor"]
    assert not denial.targets


def test_to_what_end_troops_withdraw_is_no_side_and_no_aid(events_in):
    events = events_in("The troops withdrew to the coast to protect civilians.")

    assert not of(events, "RETREAT").targets
    assert "AID" not in {e.type for e in events}


def test_the_noun_is_the_target_with_the_name_beside_it_and_not_whose_it_is(events_in):
    [target] = of(events_in("Denmark suspended military aid to the junta's main backer, Eritrea."), "SANCTION").targets

    assert "backer" in target.span.words
    assert target.name == "Eritrea"
    assert target.country == "ER"


def test_a_name_close_behind_a_noun_is_part_of_what_it_is_called(events_in):
    event = of(events_in("The regulator blocked a merger between Norbank and the Dutch firm Castellan."), "REJECT")

    assert words(event.targets) == ["Norbank", "the Dutch firm Castellan"]


def test_where_a_crossing_is_that_is_closed_is_no_side(events_in):
    event = of(events_in("Zambia closed its border crossing at Kazungula on Monday."), "COERCE")

    assert not event.targets


def test_who_calls_a_strike_something_has_not_called_one(events_in):
    events = events_in('Transport Minister Ada Lund called the strike "utterly selfish" on Monday.')

    assert not any("Lund" in a.span.words for e in events for a in e.actors if e.type == "PROTEST")
    assert of(events_in("The union called a strike for Monday."), "PROTEST").actors
