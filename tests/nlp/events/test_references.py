"""Whom a participant's words mean."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import of_type

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
