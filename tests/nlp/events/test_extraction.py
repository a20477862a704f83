"""Event tags as a reader meets them: what is an event, in what order, and the words that say so."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import PUBLISHED, main, names, of_type

pytestmark = pytest.mark.model
SPORT = """The striker fired home in the second half and the coach praised his team after the match. Chelsea beat
Arsenal in the cup final, and the manager attacked the referee over a penalty at the stadium."""


@pytest.mark.parametrize(
    "text",
    [
        "Her father suffered a heart attack and died in Lyon last May.",
        SPORT,
        "Shares rallied and the bank's stock strike price fell as investors took profit on the market.",
        "The two firms struck a deal over the weekend and the company fired its director.",
        "The film shoots were beaten by bad weather and the band released an album.",
        "An attack drone stood in the hangar next to a protest banner.",
    ],
    ids=["heart", "sport", "markets", "business", "show", "mention"],
)
def test_metaphor_sport_and_mere_mention_are_silent(events_in, text):
    assert {e.type for e in events_in(text)} & {"ASSAULT", "COERCE", "PROTEST", "RETREAT"} == set()


def test_reported_speech_keeps_who_said_it(pipeline):
    text = 'BEIRUT - "Rebels attacked the village of Tartus on Monday," General Karim Haddad said.'
    [enrichment] = pipeline.enrich([Article(id="a", text=text, published_at=PUBLISHED)])
    [attack] = of_type(enrichment.events, "ASSAULT")

    assert attack.attributed_to in {quote.id for quote in enrichment.quotes}


def test_the_main_clause_comes_first(events_in):
    events = events_in("The chancellor condemned the bombing of the hospital by the militia.")

    assert main(events) == "ACCUSE"
    assert of_type(events, "ASSAULT")


def test_a_killing_without_a_public_side_is_a_crime_not_an_assault(events_in):
    private = {e.type for e in events_in("A man stabbed his neighbour in a bakery.")}
    public = {e.type for e in events_in("Militants stabbed a soldier near the barracks.")}

    assert "ASSAULT" not in private
    assert "x:CRIME" in private
    assert "ASSAULT" in public


def test_evidence_is_the_articles_own_words(pipeline):
    text = "Police in Riga arrested two smugglers.\r\n\r\nThe mayor \u201cpraised\u201d the officers \U0001f600 and condemned the gang."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert enrichment.events
    for event in enrichment.events:
        for evidence in event.evidence:
            for span in (evidence.span, evidence.trigger):
                assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "1,000,000,000,000,000,000 attacked",
        "of of of killed killed killed",
        "\u202ekilled\u202c 5 5 5 and and",
        "- - -",
        "Killed " * 300,
    ],
)
def test_odd_input_does_no_harm(events_in, text):
    assert isinstance(events_in(text), tuple)


def test_the_same_text_gives_the_same_events(events_in):
    text = "Rebels attacked Palmyra on Monday. Police arrested two men. Norway sent food to the displaced."

    assert events_in(text) == events_in(text)


def test_the_example_article_has_its_four_events(pipeline, shared):
    title, text = (shared / "data/seed/article.txt").read_text(encoding="utf-8").split("\n", 1)
    [enrichment] = pipeline.enrich([Article(id="seed", title=title, text=text.strip(), published_at=PUBLISHED)])
    events = enrichment.events

    assert any("ISIS" in names(e.actors) and e.place.name == "Hasakah" for e in of_type(events, "ASSAULT"))
    assert any(e.place.name == "Hasakah" for e in of_type(events, "x:ESCAPE"))
    assert any("Geir Pedersen" in names(e.actors) for e in of_type(events, "x:STATEMENT"))
    [displaced] = [e for e in of_type(events, "x:DISPLACEMENT") if e.counts]
    assert [(c.kind, c.value, c.qualifier) for c in displaced.counts] == [("displaced", 45000, "about")]
    assert of_type(events, "RETREAT") == []


def test_an_event_names_the_entry_that_said_so(events_in):
    [arrest] = of_type(events_in("Police arrested two smugglers in Riga."), "COERCE")

    assert arrest.rule == "coerce/arrest"
