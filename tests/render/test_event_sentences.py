"""Events in plain words."""

from __future__ import annotations

import re

import pytest

from streamproc.article import Count, DateValue, Participant, Place, Reference
from streamproc.nlp.knowledge.data_files import read_yaml
from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.taxonomy import FILE as TAXONOMY
from streamproc.render.event_sentences import past, sentence
from streamproc.render.event_words import ENTRIES, TYPES
from tests.findings import event, spans_of

TEXT = (
    "Police arrested 41 people in Nairobi on Tuesday, the Monitor said. Two miners were killed; one man, who had been ill, "
    "died. Mayor Jo Hill met the Kenyan minister and union leaders about wages on 3 March. They told us in 2019. Neither side agreed. "
    "Soldiers hurt no one. No 10 was silent. Hill turned himself in."
)
span = spans_of(TEXT)
SLOTS = {
    "target",
    "theme",
    "instrument",
    "origin",
    "destination",
    "clause",
    "then",
    "before",
    "object",
    "both",
    "toward",
}


def who(words, name=None):
    return Participant(span(words), "entity_1" if name else None, name)


@pytest.fixture
def told():
    def told(kind, *, said_by=None, place=None, when=None, counts=(), **fields):
        kind, _, mode = kind.partition("/")
        if place:
            fields["place"] = Place(place, None, None, None)
        if when:
            fields["date"] = DateValue(span(when), None)
        fields["counts"] = tuple(
            Count(
                kind=name,
                value=value,
                low=None,
                high=None,
                unit="people",
                scope="event",
                qualifier=None,
                span=span(words),
            )
            for name, value, words in counts
        )
        one = event(1, span("Police arrested 41 people"), span("arrested"), type=kind, mode=mode or None, **fields)
        return sentence(one, Reference(span(said_by), None, None) if said_by else None)

    return told


def test_who_did_what_to_whom_where_when_and_who_says_so(told):
    assert told(
        "COERCE/arrest",
        actors=(who("Police"),),
        targets=(who("41 people"),),
        place="Nairobi",
        when="Tuesday",
        counts=[("detained", 41, "41 people")],
        said_by="the Monitor",
    ) == "Police arrested 41 people in Nairobi on Tuesday (says the Monitor)"  # fmt: skip


def test_without_a_doer_it_is_told_of_whom_it_befell(told):
    assert told("COERCE/arrest", targets=(who("41 people"),)) == "41 people were arrested"
    assert told("COERCE/arrest", targets=(who("one man, who had been ill"),)) == "One man was arrested"
    assert told("x:CASUALTIES/dead", targets=(who("Two miners"),)) == "Two miners died"
    assert told("COERCE/arrest", targets=(who("us"),)) == "We were arrested"


def test_with_nobody_named_it_is_called_by_its_name_with_what_it_did(told):
    counted = [("dead", 41, "41 people")]
    assert told("x:DISASTER/earthquake", place="Nepal", counts=counted) == "An earthquake in Nepal (41 dead)"
    assert told("ASSAULT", negated=True) == "No attack"
    assert told("ASSAULT", hypothetical=True) == "A possible attack"


def test_several_are_listed_and_things_stand_where_they_belong(told):
    meeting = told(
        "CONSULT/meeting",
        actors=(who("Mayor Jo Hill", "Jo Hill"),),
        targets=(who("the Kenyan minister"), who("union leaders")),
        themes=(who("wages"),),
        when="3 March",
    )
    assert meeting == "Mayor Jo Hill met with the Kenyan minister and union leaders about wages on 3 March"


@pytest.mark.parametrize(
    ("flag", "active", "passive"),
    [
        ("negated", "Police did not arrest people", "41 people were not arrested"),
        ("future", "Police will arrest people", "41 people will be arrested"),
        ("hypothetical", "Police may arrest people", "41 people may be arrested"),
        ("attempted", "Police tried to arrest people", "41 people were to be arrested, which failed"),
        ("alleged", "Police allegedly arrested people", "41 people were allegedly arrested"),
        ("historical", "Police arrested people, earlier", "41 people were arrested, earlier"),
    ],
)
def test_what_did_not_surely_happen_is_not_told_as_if_it_had(told, flag, active, passive):
    assert told("COERCE/arrest", actors=(who("Police"),), **{flag: True}) == active
    assert told("COERCE/arrest", targets=(who("41 people"),), **{flag: True}) == passive


def test_who_is_named_shorter_and_longer_is_named_once(told):
    police = (who("Police"),)
    assert told("COERCE/arrest", actors=police, targets=(who("41"), who("41 people"))) == "Police arrested 41 people"


def test_a_promise_is_told_as_the_promised_act(told):
    mayor = (who("Mayor Jo Hill", "Jo Hill"),)
    union = (who("union leaders"),)
    assert (
        told("AGREE/meet", actors=mayor, targets=union, rule="consult/meet")
        == "Mayor Jo Hill will meet with union leaders"
    )
    assert (
        told("REJECT", actors=mayor, targets=union, rule="consult/visit")
        == "Mayor Jo Hill will not talk with union leaders"
    )
    assert (
        told("AGREE/meet", actors=mayor, targets=union, rule="agree/invite")
        == "Mayor Jo Hill agreed to meet union leaders"
    )


def test_a_speaker_who_did_it_himself_and_a_mere_pronoun_are_not_named_again(told):
    assert told("ASSAULT", actors=(who("Police"),), said_by="Police") == "Police attacked"
    assert told("ASSAULT", actors=(who("Police"),), said_by="They") == "Police attacked"


def test_an_operators_own_type_is_told_by_its_name(told):
    assert told("x:PORT_STRIKE/dock", targets=(who("union leaders"),)) == "Port strike (dock): union leaders"


def test_a_year_is_in_and_other_words_stand_as_they_are(told):
    assert told("ASSAULT", actors=(who("Police"),), when="in 2019") == "Police attacked in 2019"


def test_the_past_of_regular_verbs():
    assert [past(verb) for verb in ("arrest", "agree to meet", "deny", "destroy")] == [
        "arrested", "agreed to meet", "denied", "destroyed",
    ]  # fmt: skip


def test_every_type_and_mode_of_the_taxonomy_has_words_and_no_other():
    types = read_yaml(TAXONOMY)["types"]
    words = read_yaml(TYPES)

    assert set(words) == set(types)
    for kind, of_type in words.items():
        assert set(of_type) == {"*", *types[kind]["modes"]}, kind


def test_patterns_have_only_known_fields_and_slots():
    for kind, of_type in read_yaml(TYPES).items():
        for mode, words in of_type.items():
            where = f"{kind}/{mode}"
            assert (
                {"do", "rest", "noun"}
                <= set(words)
                <= {"do", "did", "done", "rest", "noun", "passive", "befell", "alone"}
            ), where
            for pattern in (words["do"], words["rest"], words["noun"]):
                assert set(re.findall(r"\{(\w+)\}", pattern)) <= SLOTS, where
                assert "[" not in re.sub(r"\[[^][]*\]", "", pattern), where


@pytest.fixture
def of_entry():
    def of_entry(text, kind, rule, trigger, **fields):
        span = spans_of(text)
        kind, _, mode = kind.partition("/")
        roles = {role: tuple(Participant(span(w), None, None) for w in words) for role, words in fields.items()}
        return sentence(event(1, span(text), span(trigger), type=kind, mode=mode or None, rule=rule, **roles))

    return of_entry


@pytest.mark.parametrize(
    ("told_by", "text", "roles", "wanted"),
    [
        (("ACCUSE/investigate", "accuse/launch", "ordered"), "The premier ordered an audit.", {"actors": ["The premier"], "themes": ["an audit"]},
         "The premier ordered an audit"),
        (("COERCE/arrest", "coerce/sentence", "sentenced"), "A judge sentenced the poet to a year in jail.", {"actors": ["A judge"], "targets": ["the poet"]},
         "A judge sentenced the poet"),
        (("COERCE/arrest", "coerce/sentence", "sentenced"), "Two poets were sentenced to a year in jail.", {"targets": ["Two poets"]},
         "Two poets were sentenced"),
        (("COERCE/arrest", "coerce/arrest", "jailed"), "Togo jailed two poets.", {"actors": ["Togo"], "targets": ["two poets"]}, "Togo jailed two poets"),
        (("REJECT/deny", "reject/deny-actor", "denied"), "The mayor denied that the dam leaks, and left.", {"actors": ["The mayor"]},
         "The mayor denied that the dam leaks"),
        (("REJECT/deny", "reject/deny-actor", "denied"), "The mayor denied the rumours.", {"actors": ["The mayor"], "targets": ["the rumours"]},
         "The mayor denied the rumours"),
        (("AGREE/cooperate", "agree/offer", "offered"), "Peru offered to send doctors.", {"actors": ["Peru"]}, "Peru offered to send doctors"),
        (("AGREE/cooperate", "agree/offer", "offered"), "An offer, Peru offered.", {"actors": ["Peru"]}, "Peru offered help"),
        (("SANCTION/discontinue", "sanction/suspend", "halted"), "Peru halted talks with Chile.", {"actors": ["Peru"], "themes": ["talks"], "targets": ["Chile"]},
         "Peru halted talks with Chile"),
        (("REQUEST/change", "request/call", "called"), "Peru called on Chile to free the crew.", {"actors": ["Peru"], "targets": ["Chile"]},
         "Peru called on Chile to free the crew"),
        (("PROTEST/demo", "protest/sing", "chanted"), "Bakers chanted outside the bank.", {"actors": ["Bakers"], "targets": ["the bank"]},
         "Bakers protested outside the bank"),
        (("PROTEST/demo", "protest/protest", "protested"), "Bakers protested. The bank is shut.", {"actors": ["Bakers"], "targets": ["The bank"]},
         "Bakers protested against the bank"),
        (("x:ACCIDENT/transport", "x_hazards/crash", "sank"), "A tug sank.", {}, "A sinking"),
        (("REQUEST/change", "request/instruct", "ordered"), "The court ordered the mayor of Tarn, Jo Hill, to \u201cstep down\u201d at once.",
         {"actors": ["The court"], "targets": ["the mayor"]}, "The court ordered the mayor to step down at once"),
        (("REQUEST/change", "request/instruct", "ordered"), "Jo Hill was ordered by the court to leave, and left.",
         {"actors": ["the court"], "targets": ["Jo Hill"]}, "The court ordered Jo Hill to leave"),
        (("REQUEST/change", "request/instruct", "told"), "Residents were told not to drink the water.", {"targets": ["Residents"]},
         "Residents were told not to drink the water"),
        (("REQUEST/change", "request/urge", "urged"), "She urged raising the wage, and left.", {"actors": ["She"]}, "She urged raising the wage"),
        (("REQUEST/change", "request/must", "must"), "Jo Hill said that the rules of the port must be told to all, and soon.", {"actors": ["Jo Hill"]},
         "Jo Hill said the rules of the port must be told to all"),
        (("REQUEST/change", "request/must", "should"), "Jo Hill said the port should wait.", {"actors": ["Jo Hill"]}, "Jo Hill said the port should wait"),
        (("REQUEST/change", "request/call", "called"), "Bakers called for raising wages to 1,500 crowns, again.", {"actors": ["Bakers"]},
         "Bakers called for raising wages to 1,500 crowns"),
        (("COERCE/restrict", "coerce/force-civilian", "forced"), "The premier was forced to resign.", {"targets": ["The premier"]},
         "The premier was forced to resign"),
        (("x:DISPLACEMENT/flee", "x_people/flee", "fled"), "The premier fled the country, it was said.", {"targets": ["The premier"]},
         "The premier fled the country"),
        (("CONSULT/visit", "consult/receive", "received"), "The emir received an envoy.", {"actors": ["The emir"], "targets": ["an envoy"]},
         "The emir received an envoy"),
        (("x:COURT/plea", "x_civil/pleaded-guilty", "pleaded not guilty"), "A nurse pleaded not guilty to fraud.", {"actors": ["A nurse"]},
         "A nurse pleaded not guilty"),
        (("SUPPORT/praise", "support/praise", "welcomed"), "Peru welcomed the truce.", {"actors": ["Peru"], "themes": ["the truce"]}, "Peru welcomed the truce"),
        (("COERCE/seize", "coerce/seize", "seized"), "His assets were seized.", {"themes": ["His assets"]}, "His assets were seized"),
    ],
)  # fmt: skip
def test_an_entry_is_told_by_its_own_verb_and_the_articles_words(of_entry, told_by, text, roles, wanted):
    assert of_entry(text, *told_by, **roles) == wanted


def test_a_place_is_off_near_or_at_where_the_article_says_so():
    text = "A tug sank off the coast of Crete, near Chania, and one in Suda Bay."
    span = spans_of(text)

    def told(place):
        where = Place(place, None, None, None)
        return sentence(event(1, span(text), span("sank"), type="x:ACCIDENT", rule="x_hazards/crash", place=where))

    assert [told("Crete"), told("Chania"), told("Suda Bay")] == [
        "A sinking off Crete",
        "A sinking near Chania",
        "A sinking in Suda Bay",
    ]


def test_words_of_entries_are_of_entries_that_exist_and_their_verbs():
    entries = {entry.name: entry for entry in load_lexicon().entries}
    rules = read_yaml(ENTRIES)["rules"]

    assert set(rules) <= set(entries)
    for name, items in rules.items():
        alike = [entries[other] for other, told in rules.items() if told is items]  # one list for several, by an anchor
        triggers = {word for entry in alike for words in entry.triggers.values() for word in words}
        for item in items:
            assert set(item) <= {"verbs", "do", "did", "done", "rest", "noun", "passive", "befell"}, name
            assert "do" in item or set(item.get("verbs", "").split()) <= triggers, name
            for pattern in (item.get("do", ""), item.get("rest", ""), item.get("noun", "")):
                assert set(re.findall(r"\{(\w+)\}", pattern)) <= SLOTS, name


def test_a_demand_names_what_is_demanded_and_no_place_is_a_clause(of_entry):
    demand = {"actors": ["Bakers"], "targets": ["a floor price"]}
    appeal = {"actors": ["Bakers"], "targets": ["the Senate"]}

    assert (
        of_entry("Bakers demanded a floor price.", "REQUEST/change", "request/demand", "demanded", **demand)
        == "Bakers demanded a floor price"
    )
    assert (
        of_entry("Bakers appealed to the Senate.", "REQUEST/change", "request/appeal", "appealed", **appeal)
        == "Bakers called on the Senate for a change"
    )
    assert (
        of_entry(
            "Togo dropped the case.", "CONCEDE/drop", "concede/drop", "dropped", actors=["Togo"], themes=["the case"]
        )
        == "Togo dropped the case"
    )
    assert (
        of_entry(
            "The rail strike was called off.",
            "CONCEDE/drop",
            "concede/call-off",
            "called off",
            themes=["The rail strike"],
        )
        == "The rail strike was dropped"
    )


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Next week's talks in London will be short.", "Next week's", "Talks in London next week"),
        ("Tuesday\u2019s talks in London were short.", "Tuesday\u2019s", "Talks in London on Tuesday"),
        ("Yesterday envoys held talks in London.", "Yesterday", "Talks in London yesterday"),
        ("In May 2019 envoys held talks in London.", "In May 2019", "Talks in London in May 2019"),
    ],
)
def test_a_date_is_told_inside_a_sentence_as_it_stands_there(text, words, wanted):
    span = spans_of(text)
    where, when = Place("London", None, None, None), DateValue(span(words), None)
    assert sentence(event(1, span(text), span("talks"), type="CONSULT", place=where, date=when)) == wanted


def test_the_dead_and_hurt_are_told_by_their_numbers(told):
    counts = [("dead", 41, "41 people"), ("injured", 2, "Two miners")]
    deed = told(
        "ASSAULT", actors=(who("Police"),), targets=(who("one man"), who("41 people"), who("Two miners")), counts=counts
    )

    assert deed == "Police attacked one man (41 dead, 2 injured)"
    assert (
        told("x:OUTBREAK/human", targets=(who("41 people"),), counts=counts[:1]) == "An outbreak of disease (41 dead)"
    )
    assert told("x:CASUALTIES/dead", targets=(who("Two miners"),), counts=[("dead", 2, "Two miners")]).startswith(
        "Two miners died"
    )


def test_what_was_denied_is_told_as_alleged(told):
    assert told("ASSAULT", actors=(who("Police"),), hypothetical=True, alleged=True) == "Police allegedly attacked"


def test_nobody_is_not_denied_twice(told):
    assert told("AGREE/cooperate", actors=(who("Neither side"),), negated=True) == "Neither side signalled agreement"
    assert told("ASSAULT", actors=(who("Police"),), targets=(who("no one"),), negated=True) == "Police attacked no one"
    assert told("ASSAULT", targets=(who("no one"),), negated=True) == "No one was attacked"
    assert told("x:CASUALTIES/dead", targets=(who("no one"),), negated=True) == "No one died"


def test_a_house_number_denies_nothing(told):
    assert told("ASSAULT", actors=(who("No 10"),), negated=True) == "No 10 did not attack"


def test_what_was_given_up_by_nobody_named_is_told_in_the_passive(told):
    assert told("CONCEDE/drop", themes=(who("wages"),)) == "Wages were dropped"


def test_a_pronoun_has_the_form_of_its_side(told):
    assert told("ASSAULT", actors=(who("Police"),), targets=(who("They"),)) == "Police attacked them"
    assert told("ASSAULT", targets=(who("They"),)) == "They were attacked"


def test_who_does_it_to_himself_is_told_so_once(told):
    hill = who("Hill", "Jo Hill")
    himself = who("himself", "Jo Hill")

    assert told("RETREAT/surrender", actors=(hill,), targets=(himself,)) == "Jo Hill surrendered"
    assert (
        told("RETREAT/surrender", actors=(hill,), targets=(who("himself"), who("Police")))
        == "Jo Hill surrendered to police"
    )
    assert told("ASSAULT", actors=(hill,), targets=(himself,)) == "Jo Hill attacked himself"


def test_the_number_of_the_verb_is_that_of_the_targets_that_are_told(told):
    targets = (who("the Monitor"), who("41 people"))

    assert told("ASSAULT", targets=targets, counts=[("dead", 41, "41 people")]) == "The Monitor was attacked (41 dead)"
