"""Event tags as a reader meets them: what, who, whom, where, when, how many, and whether it happened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streamproc.article import Article
from streamproc.nlp.doc.tokens import nearest
from streamproc.nlp.events.merging import MOST_ALIKE

pytestmark = pytest.mark.model
SPORT = """The striker fired home in the second half and the coach praised his team after the match. Chelsea beat
Arsenal in the cup final, and the manager attacked the referee over a penalty at the stadium."""
PUBLISHED = datetime(2022, 1, 27, tzinfo=UTC)  # a Thursday


@pytest.fixture
def events_in(pipeline):
    def events_in(text, title=None):
        [enrichment] = pipeline.enrich([Article(id="a", text=text, title=title, published_at=PUBLISHED)])
        return enrichment.events

    return events_in


def names(references):
    return [reference.name or reference.span.text for reference in references]


def of_type(events, kind):
    return [event for event in events if event.type == kind]


def main(events):
    return next(event.type for event in events if not event.type.startswith("x:") and not event.negated)


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
    ],
)
def test_promises_refusals_and_demands_change_the_type(events_in, text, kind):
    assert main(events_in(text)) == kind


def test_what_is_demanded_or_refused_has_not_happened(events_in):
    [demanded] = of_type(events_in("The bishop urged the junta to free the students."), "RETREAT")
    [refused] = of_type(events_in("The junta refused to free the students."), "RETREAT")

    assert demanded.hypothetical
    assert refused.hypothetical or refused.negated


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


@pytest.mark.parametrize(
    "text",
    ["Police fired tear gas at protesters in Nairobi.", "The army launched an attack on protesters in Nairobi."],
)
def test_the_target_is_not_the_instrument(events_in, text):
    [attack, *_] = of_type(events_in(text), "ASSAULT")

    assert [target.span.text for target in attack.targets] == ["protesters"]


def test_what_the_speaker_might_do_is_a_threat(events_in):
    assert main(events_in("Norway said it might cut gas supplies to Chad.")) == "THREATEN"


def test_who_takes_part_in_a_protest_is_there_whatever_is_planned(events_in):
    events = events_in("The mayor plans to meet the protesters on Monday.")

    assert not of_type(events, "PROTEST")[0].future
    assert not of_type(events, "THREATEN")


def test_a_condition_is_hypothetical(events_in):
    conditional = of_type(events_in("The road will close if rebels attack the village."), "ASSAULT")

    assert all(event.hypothetical for event in conditional)


def test_an_old_event_is_history(events_in):
    [killing] = of_type(events_in("Soldiers killed forty villagers in Anfal in 1988."), "ASSAULT")

    assert killing.historical
    assert killing.date.value == "1988"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Wednesday", "2022-01-26"),
        ("on Thursday", "2022-01-27"),
        ("yesterday", "2022-01-26"),
        ("three days ago", "2022-01-24"),
        ("on 5 March 2021", "2021-03-05"),
        ("on Jan. 20", "2022-01-20"),
        ("on 30 December", "2021-12-30"),
        ("in June 2020", "2020-06"),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(events_in, words, value):
    [arrest] = of_type(events_in(f"Police arrested two smugglers in Riga {words}."), "COERCE")

    assert arrest.date.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police will arrest the smugglers on Tuesday.", "2022-02-01"),
        ("The envoy is due to meet rebel leaders in Oslo on Friday.", "2022-01-28"),
        ("The board said talks with the rebels would resume on Friday.", "2022-01-28"),
        ("Talks with the rebels resume on Friday in Oslo.", "2022-01-28"),
        ("The ministers are meeting rebel leaders on Saturday in Geneva.", "2022-01-29"),
        ("Ministers agreed on Monday to meet rebel leaders in Oslo on Friday.", "2022-01-28"),
        ("The cabinet ordered the troops to withdraw from the town by Sunday.", "2022-01-30"),
        ("Workers plan a strike for Monday.", "2022-01-31"),
        ("A strike scheduled for Saturday would hit every port.", "2022-01-29"),
        ("An election is likely to be held in October.", "2022-10"),
        ("Nurses will go on strike on 3 May.", "2022-05-03"),
        ("Police will arrest the smugglers on 5 January.", "2022-01-05"),
        ("Police will arrest the smugglers on 5 December.", "2022-12-05"),
        ("Voters will elect a president in November 2023.", "2023-11"),
    ],
)
def test_a_date_in_a_sentence_about_the_future_is_the_next_one(events_in, text, value):
    assert value in {event.date.value for event in events_in(text) if event.date}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister will condemn Friday's attack on the mosque.", "2022-01-21"),
        ("He is believed to have been killed by rebels on Friday.", "2022-01-21"),
        ("The president failed to meet the rebels on Friday.", "2022-01-21"),
        ("Rebels who will be tried killed a guard last May.", "2021-05"),
        ("She would have been arrested by police on Friday.", "2022-01-21"),
    ],
)
def test_a_date_in_a_sentence_about_the_past_is_the_last_one(events_in, text, value):
    assert {event.date.value for event in events_in(text) if event.date} == {value}


def test_a_date_belongs_to_the_verb_it_hangs_on(events_in):
    events = events_in("A farmer gored by a bull on 8 January was arrested near the town on Monday.")

    [arrest] = of_type(events, "COERCE")
    assert arrest.date.value == "2022-01-24"


@pytest.mark.parametrize("words", ["for two weeks", "in a year", "for nearly three months"])
def test_how_long_is_not_when(events_in, words):
    [protest] = of_type(events_in(f"Protesters marched through Riga {words}."), "PROTEST")

    assert protest.date is None


def test_an_age_is_not_when(events_in):
    [arrest] = of_type(events_in("Grimes, 58, was arrested by police."), "COERCE")

    assert arrest.date is None


def test_a_date_is_nobody(events_in):
    events = events_in("Police fired tear gas on Tuesday to disperse demonstrators. Next week's rail strike is off.")

    people = [a.span.text for event in events for a in (*event.actors, *event.targets)]
    assert "Tuesday" not in people
    assert "Next week" not in people


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("About 45,000 civilians were displaced by the clashes.", [("displaced", 45000, "about")]),
        ("At least 2,000 families fled the valley.", [("displaced", 2000, "at least")]),
        ("The storm displaced 1.2 million people.", [("displaced", 1_200_000, None)]),
        ("Nearly two lakh people were evacuated from the delta.", [("displaced", 200_000, "nearly")]),
        ("Nine hundred and twenty-one people were displaced.", [("displaced", 921, None)]),
        ("Some 3 crore people were displaced by the river.", [("displaced", 30_000_000, "about")]),
        (
            "Between 2,000 and 4,000 people were displaced.",
            [("displaced", 2000, "at least"), ("displaced", 4000, "at most")],
        ),
        ("More than 35,000 were displaced in the north.", [("displaced", 35000, "more than")]),
        ("Thousands of people were displaced by the river.", [("displaced", 2000, "vague")]),
        ("Tens of thousands of villagers fled the valley.", [("displaced", 20_000, "vague")]),
        ("More than a dozen families fled the valley.", [("displaced", 12, "more than")]),
    ],
)
def test_people_are_counted_with_their_qualifier(events_in, text, counts):
    found = [c for event in of_type(events_in(text), "x:DISPLACEMENT") for c in event.counts]

    assert [(c.kind, c.value, c.qualifier) for c in found] == counts


def test_dead_injured_and_detained_are_told_apart(events_in):
    text = "A bomb killed seven soldiers and injured 12 villagers in Kirkuk. Police arrested 30 people."
    found = {(c.kind, c.value) for event in events_in(text) for c in event.counts}

    assert {("dead", 7), ("injured", 12), ("detained", 30)} <= found


def test_ages_dates_and_shares_are_not_counted(events_in):
    text = "On 17 March 2021 a 45-year-old man and 60 percent of the herd fled the village, 12 km from the coast."

    assert [c.value for event in events_in(text) for c in event.counts] == []


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


def test_one_event_for_one_thing_with_evidence_from_headline_and_body(events_in):
    events = events_in(
        "Rebels attacked the town of Palmyra on Monday, officials said.\n\nThe rebels attacked Palmyra before dawn.",
        title="Rebels attack Palmyra",
    )
    [attack] = of_type(events, "ASSAULT")

    assert len(attack.evidence) == 3
    assert attack.evidence[0].span.field == "title"
    assert attack.place.name == "Palmyra"
    assert events[0] is attack


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


def test_the_country_in_a_dateline_is_not_where_it_happened(pipeline):
    text = "NAIROBI, Kenya — Police fired tear gas on Tuesday.\n\nAt least 41 people were arrested, officials said."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    [arrest] = [event for event in enrichment.events if event.mode == "arrest"]
    assert arrest.place.name == "Nairobi"


@pytest.mark.parametrize(
    ("to", "start", "end", "token"),
    [(5, 0, 100, 4), (6, 0, 100, 4), (7, 0, 100, 8), (8, 0, 100, 8), (8, 0, 8, 4), (0, 5, 100, 8), (99, 0, 100, 30), (5, 9, 30, None)],
    ids=["before", "the first of two", "after", "itself", "not the end", "not before the start", "the last", "none"],
)  # fmt: skip
def test_the_nearest_of_the_tokens_of_a_stretch(to, start, end, token):
    assert nearest([4, 8, 30], to, start, end) == token


def test_more_different_events_of_a_kind_than_are_compared_are_all_there(events_in):
    count = MOST_ALIKE + 20
    text = " ".join(f"Rebels attacked the town and killed {1000 + number} people." for number in range(count))

    counts = {number.value for event in of_type(events_in(text), "ASSAULT") for number in event.counts}
    assert counts == set(range(1000, 1000 + count))
