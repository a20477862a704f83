"""Who did it to whom, in every construction."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import names, of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the town of Palmyra.",
        "The town of Palmyra was attacked by rebels.",
        "The rebels, who attacked the town of Palmyra, have fled.",
        "Rebels crossed the river and attacked the town of Palmyra.",
        "Rebels launched an attack on the town of Palmyra.",
        "An attack by rebels on the town of Palmyra killed nine people.",
    ],
    ids=["active", "passive", "relative", "coordinated", "light verb", "nominal"],
)
def test_the_same_assault_is_found_in_every_construction(events_in, text):
    [attack, *_] = [
        e for e in of_type(events_in(text), "ASSAULT") if any("attack" in said.trigger.text for said in e.evidence)
    ]

    assert any("ebels" in name for name in names(attack.actors))
    assert any("town" in name or "Palmyra" in name for name in names(attack.targets))
    assert not attack.negated
    assert not attack.hypothetical


@pytest.mark.parametrize(
    "text",
    ["Police fired tear gas at protesters in Nairobi.", "The army launched an attack on protesters in Nairobi."],
)
def test_the_target_is_not_the_instrument(events_in, text):
    [attack, *_] = of_type(events_in(text), "ASSAULT")

    assert [target.span.text for target in attack.targets] == ["protesters"]


def test_a_date_is_nobody(events_in):
    events = events_in("Police fired tear gas on Tuesday to disperse demonstrators. Next week's rail strike is off.")

    people = [a.span.text for event in events for a in (*event.actors, *event.targets)]
    assert "Tuesday" not in people
    assert "Next week" not in people


def test_a_hospital_that_people_protest_outside_is_not_what_they_protest_against(events_in):
    [protest] = of_type(
        events_in("Outside the General Hospital in Leeds, some 90 porters held banners and sang."), "PROTEST"
    )

    assert names(protest.actors) == ["some 90 porters"]
    assert (protest.targets, protest.themes) == ((), ())
    assert protest.place.name == "Leeds"


def test_food_goes_to_those_it_is_dropped_for(events_in):
    events = events_in("The navy evacuated 800 islanders by ship and airdropped water to stranded families.")
    [aid] = of_type(events, "AID")

    assert names(aid.targets) == ["stranded families"]
    assert len(of_type(events, "x:DISPLACEMENT")) == 1


def test_who_reports_an_attack_has_not_done_it(events_in):
    events = events_in(
        "Gunmen stormed a prison in Kuje and freed 90 inmates, officials said.", title="Inmates break out"
    )
    [attack] = of_type(events, "ASSAULT")

    assert names(attack.actors) == ["Gunmen"]


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("The militia held 300 villagers as human shields in Sarko.", "ASSAULT", "The militia"),
        ("The militia was responsible for the massacre of 300 villagers in Sarko.", "ASSAULT", "The militia"),
        ("The charity published a report accusing the army of torture.", "ACCUSE", "The charity"),
        ("The council placed the mayor under arrest.", "COERCE", "The council"),
        ("Nine miners were killed in militia attacks in Sarko.", "ASSAULT", "militia"),
        ("The militia claimed responsibility for the bombings in Sarko.", "ASSAULT", "The militia"),
    ],
)
def test_who_puts_others_into_it_has_done_it(events_in, text, kind, actor):
    assert actor in [name for event in of_type(events_in(text), kind) for name in names(event.actors)]


def test_both_sides_of_talks_that_fail_have_failed(events_in):
    [failure] = of_type(events_in("The summit between Norway and Chad failed to reach agreement on fish."), "REJECT")

    assert names(failure.actors) == ["Norway", "Chad"]


@pytest.mark.parametrize(
    ("text", "kind", "side", "expected"),
    [
        ("Police detained the driver and the owner of a bus.", "COERCE", "targets", ["the driver", "the owner of a bus"]),
        ("The council heard of the army's killing of 35 villagers on the island.", "ASSAULT", "targets", ["35 villagers"]),
        ("Five men fought in a bar, which left three guests badly injured.", "x:CASUALTIES", "targets", ["three guests"]),
        ("The rebels freed 40 soldiers in exchange for two officers.", "RETREAT", "targets", ["40 soldiers"]),
        ("The Leeds crash killed three people on Monday.", "x:ACCIDENT", "actors", []),
        ("The gang smuggled 40 people by sea.", "x:CRIME", "actors", ["The gang"]),
    ],
)  # fmt: skip
def test_each_takes_its_own_part(events_in, text, kind, side, expected):
    [event, *_] = of_type(events_in(text), kind)

    assert names(getattr(event, side)) == expected


@pytest.mark.parametrize(
    ("text", "kind", "actors", "targets"),
    [
        ("The rockets fired by the Chadian army struck a school.", "ASSAULT", ["the Chadian army"], ["a school"]),
        ("The Chadian-led raid killed nine men.", "ASSAULT", ["Chadian"], ["nine men"]),
        ("The hospital attacks killed nine nurses.", "ASSAULT", [], ["hospital", "nine nurses"]),
        ("Kenya's parliament approved troop deployments to Haiti.", "AID", ["Kenya's parliament"], ["Haiti"]),
        ("Both armies were guilty of violating the ceasefire.", "ASSAULT", ["Both armies"], []),
        ("A union issued a report highly critical of the ministry.", "ACCUSE", ["A union"], ["the ministry"]),
        ("Riot police took up positions to disperse the crowd.", "COERCE", ["Riot police"], ["the crowd"]),
        ("The farmers were shot in their home by two soldiers.", "ASSAULT", ["two soldiers"], ["The farmers"]),
        ("The envoy spoke to reporters after talks with Chad.", "CONSULT", ["The envoy"], ["Chad"]),
        ("The envoy urged calm after talks with Chad.", "REQUEST", ["The envoy"], []),
        ("At a meeting with Chad's minister, the envoy said the well was dry.", "CONSULT", ["the envoy"], ["Chad's minister"]),
        ("In talks with the rebels on Friday the envoy said the well was dry.", "CONSULT", ["the envoy"], ["the rebels"]),
        ("Norway's bombing campaign against the militia killed scores.", "ASSAULT", ["Norway"], ["the militia", "scores"]),
        ("Theresa May held talks with the king.", "CONSULT", ["Theresa May"], ["the king"]),
        ("Workers called off the strike after a deal with the ministry.", "CONCEDE", ["Workers"], ["the ministry"]),
        ("The 48-year-old was arrested on Friday.", "COERCE", [], ["The 48-year-old"]),
        ("Critics called the mayor a dictator.", "ACCUSE", ["Critics"], ["the mayor"]),
        ("The mayor attacked the king's plan to ban nine parties.", "THREATEN", ["the king"], ["nine parties"]),
        ("Anyone with information is urged to call the police.", "REQUEST", [], ["Anyone"]),
        ("Chad and Niger signed a treaty on Friday.", "SUPPORT", ["Chad", "Niger"], ["Niger"]),
        ("His brother announced his death on Friday.", "x:CASUALTIES", [], []),
        ("Nine men were killed in an attack in Lomé.", "ASSAULT", [], ["Nine men"]),
        ("Jill Stein defended her plan on Sunday.", "SUPPORT", ["Jill Stein"], []),
        ("The governor came under fire from nurses.", "ACCUSE", ["nurses"], ["The governor"]),
        ("It is alleged that the army killed nine men.", "ACCUSE", [], ["the army"]),
        ("The king thanked Paul Lam for his gifts to the council.", "SUPPORT", ["The king"], ["Paul Lam"]),
        ("Police arrested two teenagers, accused of plotting a raid.", "ACCUSE", [], ["two teenagers"]),
        ("Students held a rally in support of the nurses.", "PROTEST", ["Students"], []),
        ("The union condemned the murder of two nuns and a monk in Chad.", "ACCUSE", ["The union"], ["the murder of two nuns and a monk"]),
        ("It was at her home that she died on Sunday, the Herald Tribune said.", "x:CASUALTIES", [], ["she"]),
        ("A guard was stabbed a number of times by Dan Mott.", "x:CRIME", ["Dan Mott"], ["A guard"]),
    ],
    ids=[
        "a weapon fired by", "led by", "a building before the noun", "troops that are sent", "guilty of", "author of a report",
        "infinitive after a noun", "agent after a place", "at talks before", "talks only date it", "at a meeting", "in talks", "a campaign", "a month's name",
        "a deal that ends it", "somebody of an age", "what somebody is called", "owner of a plan", "anyone", "no treaty is a side",
        "news of a death", "a place is not aimed at beside people",
        "one's own plan", "under fire", "who is said to have done it", "a deeper phrase",
        "accused after an arrest", "in support", "a victim beside another", "a paper does not die", "times are nobody",
    ],
)  # fmt: skip
def test_who_did_it_to_whom_stands_in_many_places(events_in, text, kind, actors, targets):
    [event, *_] = of_type(events_in(text), kind)

    assert (names(event.actors), names(event.targets)) == (actors, targets)


def test_the_raid_in_which_people_die_is_not_who_dies(events_in):
    [harm] = of_type(events_in("The firebombing of the port, in which thousands died, was a crime."), "x:CASUALTIES")

    assert (harm.actors, names(harm.targets)) == ((), ["thousands"])


def test_who_does_one_thing_after_another_did_both(events_in):
    [finding] = of_type(
        events_in("A court sentenced Janis Ozols to four years in prison after finding him guilty of fraud."), "ACCUSE"
    )

    assert names(finding.actors) == ["A court"]


def test_who_did_the_first_of_two_things_to_somebody_did_not_do_the_second(events_in):
    [lawsuit] = of_type(events_in("The charity was praised by the mayor and sued the ministry."), "ACCUSE")

    assert names(lawsuit.actors) == ["The charity"]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "targets"),
    [
        ("Two hikers were found dead by rangers near Sarko.", "x:CASUALTIES", [], ["Two hikers"]),
        ("The minister's remarks drew criticism from the union.", "ACCUSE", ["the union"], ["The minister"]),
        ("Jailed editor Ann Lee released from prison in Sarko.", "RETREAT", [], ["Ann Lee"]),
        ("Neighbours complained about a foul smell.", "ACCUSE", ["Neighbours"], []),
        ("The bishops rejected the referendum.", "REJECT", ["The bishops"], ["the referendum"]),
        ("Nurses protested in all provinces of the country.", "PROTEST", ["Nurses"], []),
    ],
    ids=["finders", "whose remarks", "a caption", "a smell", "what others decided", "whose provinces"],
)
def test_sides_are_those_who_do_and_those_it_is_done_to(events_in, text, kind, actors, targets):
    found = of_type(events_in(text), kind)

    assert {name for event in found for name in names(event.actors)} == set(actors)
    assert {name for event in found for name in names(event.targets)} == set(targets)


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack on the mosque.",
        "The militia has not claimed responsibility for the attack on the mosque.",
        "The militia may claim responsibility for the attack on the mosque.",
        "The militia was not responsible for the attack on the mosque.",
    ],
)
def test_who_has_not_owned_up_to_an_attack_has_not_done_it(events_in, text):
    [attack] = of_type(events_in(text), "ASSAULT")

    assert (attack.actors, names(attack.targets), attack.negated) == ((), ["the mosque"], False)
