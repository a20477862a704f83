"""Kinds of participants and counts that were told wrong once, with sentences that must stay as they are."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


def said(participants):
    return [participant.span.text for participant in participants]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "targets"),
    [
        ("Former president Luis Marto will face trial in May.", "ACCUSE", [], ["Former president Luis Marto"]),
        ("The king accepted the resignation of the premier.", "CONCEDE", ["the premier"], ["The king"]),
        ("The premier tendered his resignation.", "CONCEDE", ["The premier"], []),
        ("The insurer registered 77,020 new infections last week.", "x:OUTBREAK", [], []),
        ("The buyout is the largest acquisition of the year.", "x:BUSINESS_DEAL", [], []),
        ("Hundreds of thousands of people fled the coast.", "x:DISPLACEMENT", [], ["Hundreds of thousands of people"]),
        ("The fatalities included two nurses.", "x:CASUALTIES", [], ["two nurses"]),
        (
            "The council rejected a petition filed by the bakers' union.",
            "REJECT",
            ["The council"],
            ["the bakers' union"],
        ),
        ("The council rejected a petition.", "REJECT", ["The council"], []),
        ("The envoy urged restraint at a meeting held in Oslo.", "REQUEST", ["The envoy"], []),
        ("Fiji and Norway oppose any attempt in the South China Sea.", "REJECT", ["Fiji", "Norway"], []),
        ("Lea Moss was murdered by an illegal in May.", "x:CRIME", ["an illegal"], ["Lea Moss"]),
    ],
)
def test_who_did_it_and_to_whom(events_in, text, kind, actors, targets):
    [event] = of_type(events_in(text), kind)

    assert (said(event.actors), said(event.targets)) == (actors, targets)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Before it launched its attack on Lima, the Harbour Union issued a warning.", None),
        ("Norway released a film. It launched an attack on Chad a day later.", "Norway"),
        ("When it launched an attack on the port, Norway released a film.", "Norway"),
    ],
)
def test_it_that_launches_an_attack_is_whom_the_sentence_is_about(events_in, text, name):
    [event] = of_type(events_in(text), "ASSAULT")

    assert [actor.name for actor in event.actors] == ([name] if name else ["Harbour Union"])


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A bus crashed near Oslo, leaving 13 dead and two injured.", {("dead", 13), ("injured", 2)}),
        ("The crash near Lima left many victims: 13 dead and two injured.", {("dead", 13), ("injured", 2)}),
        (
            "The attack left 13 people dead, 40 wounded and five missing.",
            {("dead", 13), ("injured", 40), ("missing", 5)},
        ),
        ("The crash hurt two injured passengers of another bus.", {("injured", 2)}),
        ("The number of people who were forced out of their homes is 4,500.", {("displaced", 4500)}),
        ("So far 310 families have been found in need of emergency shelter.", {("in_need", 310)}),
        ("Five of the missing were found after the crash.", set()),
    ],
)
def test_a_number_with_no_noun_counts_what_the_word_beside_it_says(events_in, text, counts):
    assert {(count.kind, count.value) for event in events_in(text) for count in event.counts} == counts


def test_a_strike_that_a_headline_calls_off_does_not_happen(pipeline):
    article = Article(
        id="a", title="Rail strike called off after talks", text="The union called off a rail strike on Friday."
    )
    [enrichment] = pipeline.enrich([article])

    [strike] = of_type(enrichment.events, "PROTEST")
    assert strike.negated
    assert of_type(enrichment.events, "CONCEDE")


def test_what_is_moved_from_somewhere_was_not_at_the_datelines_town(pipeline):
    text = "SPLIT, Croatia - Soldiers evacuated 900 people from Hvar on Friday."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])
    [event] = of_type(enrichment.events, "x:DISPLACEMENT")

    assert event.place is None
    assert event.origin.name == "Hvar"
