"""Did it happen, and what a promise, refusal or demand makes of it."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import main, of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway will send food to the flooded province.", "AGREE"),
        ("Norway will not send food to the flooded province.", "REJECT"),
        ("Norway refused to send food to the flooded province.", "REJECT"),
        ("Norway sent food to the flooded province.", "AID"),
        ("The general said he would free two captives.", "AGREE"),
        ("The cabinet will not accept the treaty, the minister said.", "REJECT"),
        ("Brazil will impose sanctions on the junta.", "THREATEN"),
        ("Brazil imposed sanctions on the junta.", "COERCE"),
        ("The bishop urged the junta to free the students.", "REQUEST"),
        ("The junta freed the students.", "RETREAT"),
        ("The candidate vowed to put her rival in prison.", "THREATEN"),
    ],
)
def test_promises_refusals_and_demands_change_the_type(events_in, text, kind):
    assert main(events_in(text)) == kind


def test_what_is_demanded_or_refused_has_not_happened(events_in):
    [demand] = events_in("The bishop urged the junta to free the students.")
    refused = events_in("The junta refused to free the students.")

    assert demand.type == "REQUEST"
    assert [(e.type, e.alleged) for e in refused] == [("REJECT", False), ("RETREAT", False)]
    assert refused[1].negated or refused[1].hypothetical


def test_a_denied_attack_is_negated_and_a_condemned_one_is_real(events_in):
    [denied] = of_type(events_in("The rebels did not attack the village."), "ASSAULT")
    [condemned] = of_type(events_in("The queen condemned the attack on the village."), "ASSAULT")

    assert denied.negated
    assert (condemned.negated, condemned.hypothetical) == (False, False)


def test_an_attempt_is_neither_real_nor_hypothetical(events_in):
    [tried] = of_type(events_in("Gunmen tried to kidnap the minister."), "ASSAULT")
    [foiled] = of_type(events_in("Police foiled an attack on the station in Lyon."), "ASSAULT")

    assert (tried.attempted, tried.negated, tried.hypothetical) == (True, False, False)
    assert (foiled.attempted, foiled.negated, foiled.hypothetical) == (True, True, False)


def test_what_the_speaker_might_do_is_a_threat(events_in):
    assert main(events_in("Norway said it might cut gas supplies to Chad.")) == "THREATEN"


def test_who_takes_part_in_a_protest_is_there_whatever_is_planned(events_in):
    events = events_in("The mayor plans to meet the protesters on Monday.")

    assert not of_type(events, "PROTEST")[0].future
    assert not of_type(events, "THREATEN")


def test_a_condition_is_hypothetical(events_in):
    conditional = of_type(events_in("The road will close if rebels attack the village."), "ASSAULT")

    assert all(event.hypothetical for event in conditional)


@pytest.mark.parametrize(
    "text",
    [
        "No soldiers were killed in the rebel attack on the barracks.",
        "None of the soldiers was killed by the rebels.",
        "Rebels killed nobody in the barracks.",
    ],
)
def test_a_subject_or_object_that_is_nobody_denies_the_deed(events_in, text):
    harm = [event for event in events_in(text) if "killed" in {e.trigger.text for e in event.evidence}]

    assert harm
    assert all(event.negated for event in harm)


def test_a_deed_somebody_is_accused_of_is_alleged_and_done_by_the_accused(events_in):
    events = events_in("The sergeant is accused of torturing two prisoners.")
    [deed] = of_type(events, "ASSAULT")

    assert deed.alleged
    assert [actor.span.text for actor in deed.actors] == ["The sergeant"]


def test_what_is_feared_or_faked_has_not_happened(events_in):
    [feared] = of_type(events_in("Villagers fear that rebels attacked the convoy."), "ASSAULT")
    [faked] = of_type(events_in("The minister faked a kidnapping of his son by rebels."), "ASSAULT")

    assert feared.hypothetical
    assert faked.negated


@pytest.mark.parametrize(
    "text",
    ["Kenya to send troops to Haiti", "Kenya is to expel the ambassador of Haiti.", "Ministry to send troops to Haiti"],
)
def test_what_a_headline_says_is_to_come_has_not_been_done(events_in, text):
    assert [event.type for event in events_in(text)] == ["THREATEN"]


def test_a_toll_that_is_expected_to_rise_is_no_event(events_in):
    assert of_type(events_in("The death toll was expected to rise, officials said."), "x:CASUALTIES") == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor promised that every household that fled the valley would get a tent.",
        "Crashes are common on the mountain road.",
        "Fires are rare in the old town, where most houses are of stone.",
    ],
)
def test_what_befalls_a_kind_of_people_or_often_is_no_event(events_in, text):
    assert [
        event.type for event in events_in(text) if event.type in {"x:DISPLACEMENT", "x:ACCIDENT", "x:DISASTER"}
    ] == []


def test_neither_of_them_did_it(events_in):
    [promise] = of_type(events_in("Neither party promised to attend the talks in Oslo."), "AGREE")

    assert promise.negated


def test_a_number_denies_nothing(events_in):
    [refusal] = of_type(events_in("No 10 rejected the plan."), "REJECT")

    assert not refusal.negated


def test_what_is_denied_has_been_alleged(events_in):
    [deed] = of_type(events_in("The junta denied that its soldiers had shelled the market."), "ASSAULT")

    assert (deed.hypothetical, deed.alleged) == (True, True)


@pytest.mark.parametrize(
    ("text", "kind", "future"),
    [
        ("He faces ten years in prison when he is sentenced on March 4.", "x:COURT", True),
        ("He was sentenced on January 4.", "x:COURT", False),
        ("Nine men died on 3 February.", "x:CASUALTIES", False),
        ("Nine men were arrested on 3 February.", "COERCE", False),
        ("An election is likely to be held in October, according to the council.", "x:ELECTION", True),
    ],
)
def test_what_is_dated_after_the_article_is_to_come(events_in, text, kind, future):
    assert {event.future for event in of_type(events_in(text), kind)} == {future}


def test_what_help_is_sent_for_is_no_plan(events_in):
    [evacuation] = of_type(events_in("The army sent boats to help with the evacuation of Koror."), "x:DISPLACEMENT")

    assert not evacuation.hypothetical


def test_the_purpose_of_force_is_no_further_event(events_in):
    events = events_in("Police fired tear gas to disperse hundreds of students in Dhaka.")

    assert [(event.type, event.hypothetical) for event in events] == [("ASSAULT", False)]


def test_what_is_only_reported_and_denied_is_alleged(events_in):
    events = events_in("The police chief denied reports that two students had been killed in Mersa.")
    [harm] = [event for event in events if any(count.kind == "dead" for count in event.counts)]

    assert (harm.alleged, harm.hypothetical) == (True, True)


def test_what_one_waits_for_has_not_happened(events_in):
    events = events_in("The union vowed to march every day until the minister is sacked and the sanctions are lifted.")

    assert {event.hypothetical or event.future for event in events if event.type in {"CONCEDE", "COERCE"}} == {True}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No one was injured in the fire at the mill.", "x:ACCIDENT"),
        ("A bomb exploded in Lagos on Monday. Nobody was killed in the blast.", "ASSAULT"),
        ("No one died from a storm in Togo.", "x:DISASTER"),
    ],
)
def test_where_nobody_came_to_harm_something_happened(events_in, text, kind):
    events = events_in(text)

    assert [event.negated for event in of_type(events, kind)] == [False]
    assert [event.negated for event in of_type(events, "x:CASUALTIES")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Police have detained the owner of the hostel, where hikers who came to the town stayed, however no one has been charged.",
        "Soldiers shelled the village for a day; however, nobody was hurt.",
    ],
)
def test_a_sentence_that_only_follows_denies_nothing(events_in, text):
    told = [event for event in events_in(text) if event.type in {"COERCE", "ASSAULT"}]

    assert [(event.negated, event.alleged) for event in told] == [(False, False)]


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Painter Mara Kos, who is accused of beating a waiter last week, appeared in court on Monday.", "x:CRIME", "a waiter"),
        ("Two officers accused of torturing a prisoner in May were charged on Monday.", "ASSAULT", "a prisoner"),
    ],
)  # fmt: skip
def test_what_somebody_is_accused_of_is_told_too(events_in, text, kind, target):
    [deed] = of_type(events_in(text), kind)

    assert deed.alleged
    assert [one.span.text for one in deed.targets] == [target]


def test_the_accused_is_somebody_and_no_accusation(events_in):
    assert events_in("The accused walked towards the child and left the shop.") == ()


def test_who_wants_to_be_consulted_asks_for_it(events_in):
    [asked] = events_in("The weavers want to be consulted by the ministry.")

    assert (asked.type, asked.mode) == ("REQUEST", "meet")
    assert [a.span.text for a in asked.actors] == ["The weavers"]
    assert [a.span.text for a in asked.targets] == ["the ministry"]


def test_who_refrains_from_a_deed_has_not_done_it(events_in):
    [spared] = of_type(events_in("The rebels refrained from attacking the village."), "ASSAULT")

    assert spared.negated


def test_who_refrains_from_signing_refuses(events_in):
    assert main(events_in("Latvia refrained from signing the joint declaration.")) == "REJECT"


@pytest.mark.parametrize(
    "text",
    ["There have been no outbreaks of cholera in Chad for nine years.", "Chad has seen no strike for decades."],
)
def test_what_has_not_been_for_years_is_no_event(events_in, text):
    assert not events_in(text)


def test_an_outbreak_that_lasts_for_years_is_one(events_in):
    assert of_type(events_in("An outbreak of cholera has plagued Chad for two years."), "x:OUTBREAK")
