"""Where it happened: by what the text says, or nowhere."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


def places(events):
    return {
        event.evidence[0].trigger.text: (event.place.name, event.place.basis) if event.place else None
        for event in events
    }


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Rebels shelled a market in Taiz on Friday.", "shelled", ("Taiz", "stated")),
        ("Kenya attacked Somalia on Friday.", "attacked", ("Somalia", "stated")),
        ("The envoy, who was born in Hamburg, condemned the raid.", "condemned", None),
        ("The head of a charity in Geneva said two doctors were arrested last week.", "arrested", None),
        ("Police arrested the trader at a hotel in Lomé.", "arrested", ("Lomé", "stated")),
        ("Gunmen raided a village in Katsina state on Friday.", "raided", ("Katsina", "stated")),
        ("Gunmen raided a village in Nigeria's Katsina state on Friday.", "raided", ("Katsina", "stated")),
        ("Gunmen raided a village in the Mtwara region of Tanzania.", "raided", ("Mtwara", "stated")),
        ("Protesters marched through the capital, Santiago, on Friday.", "Protesters", ("Santiago", "stated")),
    ],
)
def test_an_event_is_where_its_clause_says(events_in, text, trigger, place):
    assert places(events_in(text))[trigger] == place


def test_a_sentence_later_the_place_is_the_paragraphs(events_in):
    text = "Militiamen attacked a school in Pemba on Friday. Police arrested nine men."
    found = places(events_in(text))

    assert found["arrested"] == ("Pemba", "paragraph")


def test_nothing_is_inherited_from_another_paragraph(events_in):
    text = "Militiamen attacked a school in Pemba on Friday.\n\nThe group also killed nine teachers last year."
    found = places(events_in(text))

    assert found["killed"] is None


def test_the_dateline_speaks_for_the_lead(pipeline):
    text = "OSLO (Wire) - Police arrested two men on Friday.\n\nA march followed in Bergen on Sunday."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert places(enrichment.events)["arrested"] == ("Oslo", "dateline")


def test_movements_have_an_origin_and_a_destination(events_in):
    text = "Some 900 villagers fled from Goma to Rwanda on Friday."
    [event] = [e for e in events_in(text) if e.type == "x:DISPLACEMENT"]

    assert (event.origin.name, event.destination.name) == ("Goma", "Rwanda")


@pytest.mark.parametrize(
    "text",
    [
        "A court in Lima on Monday sentenced Ana Ruiz to six years in jail for embezzling $2 million.",
        "Prosecutors in Lima on Monday charged Ana Ruiz with embezzling $2 million.",
    ],
)
def test_where_and_when_a_court_sits_is_not_where_the_crime_was(events_in, text):
    [crime] = of_type(events_in(text), "x:CRIME")

    assert crime.place is None
    assert crime.date is None


def test_what_a_crime_is_charged_with_keeps_its_own_place(events_in):
    [crime] = of_type(events_in("A court in Lima on Monday convicted a man of murdering a banker in Cusco."), "x:CRIME")

    assert crime.place.name == "Cusco"
    assert crime.date is None


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Nine people died in a fire at the Marlow Tower on Friday.", "x:ACCIDENT", "Marlow Tower"),
        ("Nine people died in a fire in Harbour Road, Oslo, on Friday.", "x:ACCIDENT", "Oslo"),
        ("The king condemned the killing of two nuns in Chad during a visit to Oslo on Friday.", "ACCUSE", "Oslo"),
    ],
    ids=["a building", "a street of a town", "an occasion"],
)
def test_where_it_was_is_said_by_buildings_and_occasions(events_in, text, kind, place):
    [event] = of_type(events_in(text), kind)

    assert event.place.name == place


def test_a_dateline_does_not_speak_for_a_sentence_that_is_about_another_country(pipeline):
    text = "OSLO (Wire) - The army arrested nine officers on Friday, a minister of Chad said."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert places(enrichment.events)["arrested"] is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Farmers gathered in Lomé on Friday to demand an end to the tax.", "demand", ("Lomé", "stated")),
        ("The bishop urged reconciliation during a trip to Lomé.", "urged", ("Lomé", "stated")),
        ("An airstrike on the eastern suburb of Aleppo followed.", "airstrike", ("Aleppo", "stated")),
        ("Pictures reveal damage to a depot in Lomé after an attack by rebels.", "attack", ("Lomé", "sentence")),
    ],
    ids=["what people gather for", "an occasion after the object", "a suburb that is struck", "what is reported"],
)
def test_phrases_further_off_say_where_too(events_in, text, trigger, place):
    assert places(events_in(text))[trigger] == place


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Nine suspects in a theft near Lomé were arrested.", "arrested"),
        ("Farmers protested the war in Chad on Friday.", "protested"),
        ("Ministers praised the cooperation between Egypt and Chad.", "cooperation"),
        ("A man was arrested after a number of burglaries in Lomé.", "arrested"),
        ("The prison is 80 kilometres from Lomé, where nine inmates were killed.", "killed"),
    ],
    ids=["where the theft was", "what is protested", "the two sides", "what came before", "how far it is"],
)
def test_a_place_of_something_else_is_none(events_in, text, trigger):
    assert places(events_in(text))[trigger] is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The Polish-led bombing campaign against militants in Chad began on Friday.", "bombing", ("Chad", "stated")),
        ("The king met the premier upon her arrival at a summit in Lomé.", "met", ("Lomé", "stated")),
        ("The police arrested nine men during a rally in Lomé.", "arrested", ("Lomé", "stated")),
        (
            "Mayor Petra Lindqvist said at a rally in Oslo that taxes were low. She urged voters to stay calm.",
            "urged",
            ("Oslo", "paragraph"),
        ),
        ("Speaking in Oslo, the mayor urged voters to stay calm.", "urged", ("Oslo", "stated")),
    ],
    ids=["a campaign", "an arrival", "a rally", "still speaking", "speaking there"],
)
def test_occasions_say_where(events_in, text, trigger, place):
    assert places(events_in(text))[trigger] == place


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (
            "Mayor Petra Lindqvist said at a rally in Oslo that taxes were low.\n\nShe urged voters to stay calm.",
            "urged",
        ),
    ],
    ids=["another paragraph"],
)
def test_nobody_speaks_on_in_another_paragraph(events_in, text, trigger):
    assert places(events_in(text))[trigger] is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (
            "Diplomats left Lomé, where a crowd burnt the embassy after a film shown in Accra.",
            "burnt",
            ("Lomé", "stated"),
        ),
        ("Nine migrants drowned south of Lampedusa on Friday.", "drowned", ("Lampedusa", "stated")),
        ("The opposition won Togo's general election on Friday.", "won", ("Togo", "stated")),
        ("An express hit a goods train near Lomé. Nine passengers died.", "died", ("Lomé", "paragraph")),
    ],
    ids=["where", "a direction", "a country's vote", "the sentence before"],
)
def test_more_ways_to_say_where(events_in, text, trigger, place):
    assert places(events_in(text))[trigger] == place


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Trains ran near Lomé and in Accra. Nine passengers died.", "died"),
        ("An express hit a goods train near Lomé.\n\nNine passengers died.", "died"),
    ],
    ids=["two places", "another paragraph"],
)
def test_the_sentence_before_says_where_only_by_one_place_of_its_paragraph(events_in, text, trigger):
    assert places(events_in(text))[trigger] is None
