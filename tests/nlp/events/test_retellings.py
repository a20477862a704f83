"""What headline and lead both tell is one event; pronouns contradict nobody."""

from __future__ import annotations


def of_type(events, kind):
    return [event for event in events if event.type == kind]


def test_a_headline_that_calls_people_otherwise_tells_the_leads_event(events_in):
    events = events_in(
        "A judge in Mombasa on Thursday sentenced Salim Mwinyi to seven years in prison for taking bribes.",
        title="Former harbour chief jailed for seven years",
    )

    [sentence] = of_type(events, "COERCE")
    assert {each.span.field for each in sentence.evidence} == {"title", "text"}


def test_the_dead_of_a_headline_are_those_of_the_accident_below(events_in):
    events = events_in(
        "At least 21 people were killed when an earth dam burst in northern Laos on Sunday night, officials said.",
        title="Village swept away in Laos; 21 dead",
    )

    assert of_type(events, "x:CASUALTIES") == []
    assert [(c.kind, c.value) for e in of_type(events, "x:ACCIDENT") for c in e.counts] == [("dead", 21)]


def test_a_headline_about_others_stays_an_event_of_its_own(events_in):
    events = events_in(
        "Police arrested Ana Torres in Quito on Monday. She runs a bank.", title="Police arrest Jorge Vela in Cuenca"
    )

    assert len(of_type(events, "COERCE")) == 2


def test_who_is_only_a_pronoun_contradicts_nobody(events_in):
    events = events_in("Envoys of Peru and Chile met in Lima on Monday. They discussed the border.")

    assert len(of_type(events, "CONSULT")) == 1


def test_a_won_election_is_one_event(events_in):
    assert len(of_type(events_in("The Alliance has won Barania's parliamentary election."), "x:ELECTION")) == 1


def test_who_resigns_has_one_event_that_is_a_change_of_office_too(events_in):
    events = events_in("The interior minister resigned on Sunday.")

    assert [(e.type, e.codes["extension"]) for e in events] == [("CONCEDE", "x:APPOINTMENT/dismiss")]


def test_a_verdict_of_headline_and_lead_is_told_once(events_in):
    events = events_in(
        "A jury on Wednesday convicted former county treasurer Dale Orman of taking bribes.",
        title="Former treasurer convicted of bribery",
    )

    assert [event.type for event in events if event.type in {"ACCUSE", "x:COURT"}] == ["ACCUSE"]
