"""Who is at the receiving end, and who is not, in constructions where the grammatical object misleads."""

from __future__ import annotations

import pytest

from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


def texts(arguments):
    return [argument.span.text for argument in arguments]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "targets"),
    [
        ("Gunmen attacked the town of Bor and killed nine farmers.", "ASSAULT", ["Gunmen"], ["the town of Bor", "nine farmers"]),
        ("The envoy voiced Serbia's concern on Monday.", "ACCUSE", ["The envoy"], []),
        ("The minister praised the Japan deal.", "SUPPORT", ["The minister"], ["the Japan deal"]),
        ("The minister praised the Japanese president.", "SUPPORT", ["The minister"], ["the Japanese president"]),
        ("The council condemned the regime's brutal attacks on villagers.", "ACCUSE", ["The council"], ["the regime"]),
        ("Denmark and Poland failed to reach agreement on fishing.", "REJECT", ["Denmark", "Poland"], ["Poland"]),
        ("Danish and Polish negotiators signed a trade agreement.", "SUPPORT", ["Danish", "Polish"], ["Polish"]),
        ("The agency accused the army of mass slaughter in Zaria.", "ACCUSE", ["The agency"], ["the army"]),
        ("The colonel was accused of the murder of the journalist.", "ASSAULT", ["The colonel"], ["the journalist"]),
        ("The Armenian genocide took place in 1915.", "ASSAULT", [], ["Armenian"]),
        ("The President fled Ukraine in 2014.", "x:DISPLACEMENT", [], ["The President"]),
        ("The Senate will go ahead with Kovac's trial in August.", "x:COURT", [], ["Kovac"]),
        ("The envoy condemned the army's killing of 35 villagers.", "ASSAULT", ["the army"], ["35 villagers"]),
        ("According to the envoy, the Northern Guard, which runs the dam, has retaken full control.", "ASSAULT", ["the Northern Guard"], []),
        ("Former commissioner convicted of taking bribes", "ACCUSE", [], ["Former commissioner"]),
        ("An estimated 60,000 were killed in the Nagasaki blast.", "ASSAULT", [], ["An estimated 60,000"]),
        ("Chad requested the extradition of a banker.", "REQUEST", ["Chad"], []),
        ("The union demanded the release of those jailed for libel.", "x:COURT", [], ["those jailed"]),
        ("Soldiers fired a total of 40 rounds at the house.", "ASSAULT", ["Soldiers"], ["the house"]),
        ("Trinidad and Tobago will host the talks in Port of Spain.", "AGREE", ["Trinidad and Tobago"], []),
        ("Norway will host the Conference of the Parties in May.", "AGREE", ["Norway"], []),
        ("Tenants dragged the city to court over a tax.", "ACCUSE", ["Tenants"], ["the city"]),
        ("A helper stole 200 jewelry pieces from the home of a banker.", "x:CRIME", ["A helper"], ["a banker"]),
        ("Protesters stormed his residence on Friday.", "ASSAULT", ["Protesters"], ["his residence"]),
        ("He refused treatment at the hospital.", "REJECT", ["He"], []),
        ("Another brother and former minister, Ann Lee, was arrested.", "COERCE", [], ["former minister"]),
        ("Chad's protesters gathered in Lyon.", "PROTEST", ["Chad's protesters"], []),
        ("The agency will provide support for the establishment of small plants in Chad.", "AGREE", ["The agency"], ["Chad"]),
    ],
    ids=["people beside a place", "whose concern", "a deal is praised", "who is praised", "whose deed", "both fail",
         "two in one phrase", "of what", "accused did it", "who suffered it",
         "who flees", "whose trial", "who killed whom", "according to", "headline passive", "a bare number",
         "whose extradition", "those jailed", "rounds", "one country", "a conference", "to court", "what is stolen", "a residence",
         "what is refused", "one person of two offices", "whose protesters", "what is to be built"],
)  # fmt: skip
def test_the_receiving_side(events_in, text, kind, actors, targets):
    [event, *_] = of_type(events_in(text), kind)

    assert texts(event.actors) == actors
    assert texts(event.targets) == targets


def test_the_victims_of_a_deed_are_not_blamed_for_it(events_in):
    [blame, *_] = of_type(events_in("The envoy condemned the attack on a church in Quetta."), "ACCUSE")

    assert "a church" not in texts(blame.targets)


def test_what_somebody_flees_is_where_from(events_in):
    [flight, *_] = of_type(events_in("Thousands fled Mosul for Erbil."), "x:DISPLACEMENT")

    assert flight.origin.name == "Mosul"
    assert texts(flight.targets) == ["Thousands"]


def test_a_disease_does_nothing_to_anybody(events_in):
    events = events_in("COVID-19 forced the minister to resign on Monday.")

    assert [texts(event.actors) for event in events] == [["the minister"]]


def test_what_is_asked_for_is_the_theme(events_in):
    [call, *_] = of_type(events_in("Opposition leader Ana Duarte called for early elections."), "REQUEST")

    assert texts(call.themes) == ["early elections"]


def test_where_talks_were_is_no_side_of_what_they_led_to(events_in):
    [accepted, *_] = of_type(events_in("Union leaders accepted a pay offer at the end of long talks in Oslo."), "AGREE")

    assert "Oslo" not in texts(accepted.targets)
