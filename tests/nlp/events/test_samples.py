"""The bundled samples as a careful editor reads them: who did what to whom, where, and how many."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files

import pytest

from streamproc.article import Article
from streamproc.render.event_sentences import sentences

pytestmark = pytest.mark.model

SAMPLES = files("streamproc") / "data/samples"
ANYBODY = None

EXPECTED = {
    "01-conflict": [
        ("ASSAULT", "Government", "a hospital", "Maarat", {"dead": 14}),
        ("x:DISPLACEMENT", [], "about 3,200 people", ANYBODY, {"displaced": 3200}),
        ("ACCUSE", "the Defence Ministry", "rebels", None, {}),
        ("REQUEST", "Henrik Solberg", "both sides", None, {}),
        ("AGREE", "Henrik Solberg", "the foreign ministers of Turkey and Russia", None, {}),
    ],
    "02-earthquake": [
        ("x:DISASTER", [], "38", "Nepal", {"dead": 38}),
        ("x:DISPLACEMENT", [], "About 9,000 people", None, {"displaced": 9000}),
        ("x:DISASTER", [], "nearly 9,000 people", None, {"dead": 9000}),
        ("AGREE", ["India", "China"], [], None, {}),
    ],
    "03-parliament": [
        ("REJECT", "Joost Verhagen", "Marijke de Boer", None, {}),
        ("PROTEST", "Thousands of farmers", "parliament", None, {"participants": 2000}),
        ("COERCE", "Police", "23 demonstrators", None, {"detained": 23}),
    ],
    "04-takeover": [("x:BUSINESS_DEAL", "Norvik", "Helianth", None, {})],
    "05-trial": [
        ("ACCUSE", "A federal jury", "Walter Grimes", None, {}),
        ("REQUEST", "Alma Reyes", "Walter Grimes", None, {}),
    ],
    "07-outbreak": [
        ("x:OUTBREAK", [], "61 people", "Mozambique", {"dead": 61}),
        ("COERCE", "Police", "six men", "Mecúfi", {"detained": 6}),
    ],
    "09-wire-dateline": [
        ("x:ACCIDENT", [], "at least 27 people", "Congo", {"dead": 27, "missing": 70}),
        ("x:ACCIDENT", [], "87 people", None, {"dead": 87}),
        ("COERCE", [], "the captain", None, {}),
    ],
    "10-british-quotes": [
        ("SUPPORT", "Priya Nair", "both sides", None, {}),
        ("THREATEN", "Colin Braithwaite", "the network", None, {}),
    ],
    "11-tweets": [
        ("PROTEST", "About 2,600 teachers", ANYBODY, None, {"participants": 2600}),
        ("PROTEST", "Hundreds of them", "City Hall", None, {"participants": 200}),
        ("AGREE", [], "the union", None, {}),
    ],
    "12-sanctions": [
        ("COERCE", "European Union", "nine Belarusian officials", "Brussels", {}),
        ("RETREAT", "Belarus", "two jailed journalists", None, {}),
        ("COERCE", [], "two jailed journalists", None, {"detained": 2}),
        ("AGREE", "Marta Lindholm", "Robert Hale", None, {}),
    ],
    "13-protest": [
        ("ASSAULT", "Police", "thousands of demonstrators", "Nairobi", {}),
        ("COERCE", [], "At least 41 people", None, {"detained": 41}),
        ("ASSAULT", "Police", "demonstrators", "Kisumu", {}),
        ("ACCUSE", "Susan Mwangi", "Moses Odhiambo", None, {}),
    ],
    "14-storm": [
        ("x:DISPLACEMENT", "Mexico", "about 220,000 people", ANYBODY, {"evacuated": 220000}),
        ("x:CASUALTIES", [], "five people", "Honduras", {"dead": 5}),
        ("AGREE", ["Cuba", "United States"], [], None, {}),
        ("MOBILIZE", "The army", [], None, {}),
    ],
}  # fmt: skip
"""Type, actors, targets (one of them, or exactly these where it is a list), place and counts among others."""

NEVER_COUNTED = {
    "14-storm": [300, 40_000, 6_000, 140],
    "01-conflict": [9, 2025],
    "12-sanctions": [12],
    "06-football": [20, 2, 1],
}
"""Houses without a roof, people without electricity, soldiers who help, flights."""


NEVER_SAID = {
    "01-conflict": ["may attack", "the winter", "clash with the building", "at least 14 people and", "from the air"],
    "02-earthquake": ["A landslide (", "very family fled", "moved two aircraft", "help: help"],
    "03-parliament": ["his cabinet died", "and roads", "for a change", "will hold an election next year"],
    "05-trial": ["Former harbor commissioner was", "was sentenced on Sept. 4"],
    "07-outbreak": ["were infected", "disease in Mozambique in January", "off Cabo Delgado"],
    "09-wire-dateline": ["possible accident"],
    "10-british-quotes": ["dropped case", "with London", "next week in", "in London next week"],
    "11-tweets": ["to a tweet"],
    "12-sanctions": ["jailed on Monday"],
    "13-protest": ["subsidy was eased", "against tyres", "against a dozen", "may restrict"],
    "14-storm": ["possible evacuation"],
}
"""What no editor would let pass, in the plain sentences of the page."""


@pytest.fixture(scope="module")
def samples(pipeline):
    def events(name):
        return record(name).events

    def record(name):
        if name not in known:
            raw = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
            published = datetime.fromisoformat(raw["published_at"])
            article = Article(id=name, text=raw["text"], title=raw["title"], published_at=published)
            known[name] = pipeline.enrich([article])[0]
        return known[name]

    known = {}
    events.record = record
    return events


def is_there(wanted, participants):
    said = [{participant.span.text, participant.name} for participant in participants]
    if isinstance(wanted, list):
        return len(said) == len(wanted) and all(any(name in words for words in said) for name in wanted)
    return wanted is ANYBODY or any(wanted in words for words in said)


def holds(event, wanted):
    kind, actors, targets, place, counts = wanted
    counted = {(count.kind, count.value) for count in event.counts}
    where = event.place.name if event.place is not None else None
    return (
        event.type == kind
        and is_there(actors, event.actors)
        and is_there(targets, event.targets)
        and (place is None or where == place)
        and set(counts.items()) <= counted
    )


@pytest.mark.parametrize(
    ("name", "wanted"), [pytest.param(name, item, id=f"{name}-{item[0]}") for name, items in EXPECTED.items() for item in items]
)  # fmt: skip
def test_a_sample_tells_what_an_editor_reads(samples, name, wanted):
    assert any(holds(event, wanted) for event in samples(name))


@pytest.mark.parametrize("name", NEVER_SAID)
def test_the_page_says_nothing_of_a_sample_that_an_editor_would_strike(samples, name):
    told = [words for _, words in sentences(samples.record(name))]

    assert told
    assert [words for words in told for wrong in NEVER_SAID[name] if wrong in words] == []


@pytest.mark.parametrize("name", NEVER_COUNTED)
def test_what_is_no_casualty_is_not_counted_as_one(samples, name):
    assert {count.value for event in samples(name) for count in event.counts}.isdisjoint(NEVER_COUNTED[name])


@pytest.mark.parametrize("name", EXPECTED)
def test_every_place_says_how_the_text_ties_it_to_the_event(samples, name):
    assert all(event.place.basis is not None for event in samples(name) if event.place is not None)


def test_airlines_that_cancel_flights_sanction_nobody(samples):
    assert all(event.type != "SANCTION" for event in samples("14-storm"))


def test_an_offer_has_no_place(samples):
    assert all(event.place is None for event in samples("14-storm") if event.type == "AGREE")


@pytest.mark.parametrize("name", ["06-football", "08-interview"])
def test_a_match_and_a_talk_about_a_book_have_no_events(samples, name):
    assert samples(name) == ()
