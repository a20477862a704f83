"""Whom a participant's words mean."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.events.epithets import Epithets
from tests.nlp.events.questions import names, of_type

pytestmark = pytest.mark.model


def participants(events, side):
    return [(p.span.text, p.name, p.country, p.basis) for event in events for p in getattr(event, side)]


def test_a_pronoun_is_the_person_it_stands_for(events_in):
    text = "Ilse Varga, a retired pilot, left her flat in March. She was arrested in Porto on Friday."

    assert participants(of_type(events_in(text), "COERCE"), "targets") == [("She", "Ilse Varga", None, "resolved")]


def test_an_unnamed_somebody_stays_unnamed(events_in):
    text = "A man ran out of the bank. He was arrested in Porto on Friday."

    assert participants(of_type(events_in(text), "COERCE"), "targets") == [("He", None, None, "stated")]


def test_the_speaker_is_who_says_i(pipeline):
    text = '"I condemned the raid at once," Mayor Petra Lindqvist said on Monday.'
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert participants(of_type(enrichment.events, "ACCUSE"), "actors") == [("I", "Petra Lindqvist", None, "resolved")]


def test_the_country_is_that_of_the_name_or_of_the_words_before_the_noun(events_in):
    text = "Danish marines arrested nine smugglers off Somalia on Sunday."
    [(words, name, country, _)] = participants(of_type(events_in(text), "COERCE"), "actors")

    assert (words, name, country) == ("Danish marines", None, "DK")


def test_an_army_without_a_name_is_of_the_country_where_it_acts(events_in):
    text = "The army arrested four men in Oslo on Sunday."
    [(words, _, country, _)] = participants(of_type(events_in(text), "COERCE"), "actors")

    assert (words, country) == ("The army", "NO")


def test_a_name_beside_a_noun_says_whom_it_means(events_in):
    [meeting] = of_type(events_in("The minister met his French counterpart, Anne Leroy, in Oslo on Monday."), "CONSULT")

    [target] = meeting.targets
    assert (target.name, target.country) == ("Anne Leroy", "FR")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            'Omar Deeb was found in a ditch on Monday. "The police arrested him without a reason," his sister said.',
            "Omar Deeb",
        ),
        ('"Karim Daou paid the men. The police arrested him on Sunday," Mayor Petra Lindqvist said.', "Karim Daou"),
        ('Omar Deeb and Karim Daou drove home. "The police arrested him without a reason," a witness said.', None),
        ('Mayor Petra Lindqvist spoke on Monday. "The police arrested him without a reason," she said.', None),
    ],
    ids=["named before", "named inside", "two could be meant", "only the speaker is named"],
)
def test_a_pronoun_inside_a_quotation_is_the_only_one_it_can_be(events_in, text, whom):
    [who] = [
        target
        for event in events_in(text)
        for target in event.targets
        if event.type in {"ASSAULT", "COERCE"} and target.span.text == "him"
    ]

    assert who.name == whom


def test_who_is_accused_is_not_who_accuses(events_in):
    text = "Senator Paul Reyes spoke in Lima on Monday. Governor Carlos Mott later accused him of fraud."
    [accusation] = of_type(events_in(text), "ACCUSE")

    assert [(a.name, t.name) for a in accusation.actors for t in accusation.targets] == [("Carlos Mott", "Paul Reyes")]


def test_who_praises_himself_is_both(events_in):
    [praise] = of_type(events_in("General Dan Mott praised himself on Monday."), "SUPPORT")

    assert names(praise.actors) == names(praise.targets) == ["Dan Mott"]


def test_who_says_that_he_was_arrested_was_arrested(events_in):
    [arrest] = of_type(events_in("Dan Mott said he was arrested in Lima on Monday."), "COERCE")

    assert names(arrest.targets) == ["Dan Mott"]


@pytest.mark.parametrize(
    ("text", "kind", "words", "who"),
    [
        ("Prime Minister Ann Lee spoke on Monday. The premier condemned the raid.", "ACCUSE", "The premier", "Ann Lee"),
        ("Governor Ann Lee spoke on Monday. The mayor condemned the raid.", "ACCUSE", "The mayor", None),
        ("Ann Lee met Dan Mott on Monday. The senator condemned the raid.", "ACCUSE", "The senator", None),
        (
            "President Ann Lee met Dan Mott on Monday. The president condemned the raid.",
            "ACCUSE",
            "The president",
            "Ann Lee",
        ),
        (
            "Prime Minister Ann Lee met Dan Mott. Mott left. The premier condemned the raid.",
            "ACCUSE",
            "The premier",
            "Ann Lee",
        ),
        (
            "Rebels freed nine men and handed them to the Red Cross. The group condemned the raid.",
            "ACCUSE",
            "The group",
            None,
        ),
        ("Thailand banned the nets in June. The country arrested nine traders.", "COERCE", "The country", "Thailand"),
        ('"We condemned the raid," said Harbour Bank spokesman Dan Mott.', "ACCUSE", "We", "Harbour Bank"),
        ("The Prime Minister, Dr Ann Lee, condemned the raid.", "ACCUSE", "The Prime Minister", "Ann Lee"),
        ("Dan Mott left on Monday. The 48-year-old condemned the raid.", "ACCUSE", "The 48-year-old", "Dan Mott"),
        (
            "Dan Mott left, a spokesman said. The spokesman condemned the raid.",
            "ACCUSE",
            "The spokesman",
            None,
        ),
    ],
)
def test_other_names_mean_who_was_named_before(events_in, text, kind, words, who):
    told = [(a.span.text, a.name) for event in of_type(events_in(text), kind) for a in event.actors]

    assert (words, who) in told


def test_what_office_a_person_holds_is_looked_for_once_however_often_one_is_asked_for(events_in, monkeypatch):
    looked_for, said_of = [], Epithets._said_of
    monkeypatch.setattr(Epithets, "_said_of", lambda self, who: looked_for.append(who.name) or said_of(self, who))
    people = ("Ann Lee", "Dan Mott", "Paul Reyes", "Carla Voss", "Omar Deeb")
    told = " ".join(f"Governor {who} spoke on Monday. The premier condemned the raid." for who in people)

    assert [names(event.actors) for event in of_type(events_in(told), "ACCUSE")] != []
    assert sorted(looked_for) == sorted(people)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Chad holds elections in May. The Chadian government banned two newspapers on Friday.", "Chad"),
        ("Chad holds elections in May. The government banned two newspapers on Friday.", "Chad"),
        ("The government of Chad banned two newspapers on Friday.", "Chad"),
        ("The Chadian city government banned two newspapers in Chad on Friday.", None),
        ("Norway and Chad hold elections in May. The government banned two newspapers on Friday.", None),
    ],
    ids=["named by its people", "of the only country", "of", "of a city", "of which of two"],
)
def test_a_government_stands_for_its_state(events_in, text, state):
    [ban] = of_type(events_in(text), "COERCE")

    assert [actor.name for actor in ban.actors] == [state]


def test_a_pronoun_after_somebody_without_a_name_means_nobody_named(events_in):
    text = "Dan Mott left on Friday. The boy was born in Lima in 2004. No lawsuit was filed against him."
    [lawsuit] = of_type(events_in(text), "ACCUSE")

    assert [target.name for target in lawsuit.targets] == [None]


def test_the_court_is_the_nameless_one_that_was_spoken_of_last(events_in):
    text = (
        "The Supreme Court of Zambia refused bail in May. On Monday a court in Lusaka heard the banker Peter Moyo. "
        "The court sentenced Moyo to nine years in prison on Friday."
    )

    [(words, name, _, _)] = [p for p in participants(of_type(events_in(text), "COERCE"), "actors") if "court" in p[0]]
    assert (words, name) == ("The court", None)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Prime Minister Ilse Varga left on Monday. Rebels attacked the prime minister.", "Ilse Varga"),
        (
            "Prime Minister Ilse Varga left on Monday. A former prime minister spoke. Rebels attacked the prime minister.",
            None,
        ),
    ],
    ids=["the only one", "another came in since"],
)
def test_an_office_means_its_only_holder_wherever_it_stands(events_in, text, whom):
    assert whom in {name for _, name, _, _ in participants(of_type(events_in(text), "ASSAULT"), "targets")}


def test_the_city_is_the_one_that_was_named_last(events_in):
    [attack] = of_type(events_in("The convoy left Homs on Monday. Rebels shelled the city on Friday."), "ASSAULT")

    assert [(target.span.text, target.name, target.basis) for target in attack.targets] == [
        ("the city", "Homs", "resolved")
    ]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Riga City Police closed the bridge. Police arrested nine men on Friday.", "Riga City Police"),
        (
            "Riga City Police closed the bridge and Oslo Metropolitan Police helped. Police arrested nine men on Friday.",
            None,
        ),
    ],
    ids=["one", "two"],
)
def test_the_police_are_the_only_ones_that_the_article_names(events_in, text, whom):
    arrests = participants(of_type(events_in(text), "COERCE"), "actors")

    assert ("Police", whom) in {(words, name) for words, name, _, _ in arrests}


def test_who_is_quoted_has_not_done_what_somebody_did_in_the_quotation(events_in):
    text = '"He attacked two guards with a knife," Sheriff Petra Lindqvist said.'
    [attack] = of_type(events_in(text), "ASSAULT")

    assert [(actor.span.text, actor.name) for actor in attack.actors] in ([], [("He", None)])


def test_what_is_done_to_somebody_is_done_to_the_one_talked_about(events_in):
    text = "Eric Moreau was in the city jail on Friday, Officer John Keller said. He was arrested in Porto on Sunday."

    assert {name for _, name, _, _ in participants(of_type(events_in(text), "COERCE"), "targets")} == {"Eric Moreau"}
