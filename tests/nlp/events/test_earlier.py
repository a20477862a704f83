"""What is told as over before the story is marked as of the past."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Farmers who had protested outside the ministry for a week went home on Monday.", "PROTEST"),
        (
            "The village changed its name. In 2009, soldiers left. The elders sued the ministry over the fields.",
            "ACCUSE",
        ),
        ("When he was mayor in 2009, police arrested two priests.", "COERCE"),
        ("Nils Vik was once jailed for theft.", "COERCE"),
        ("Ada Lund recalls that police arrested her uncle.", "COERCE"),
        ("As a child he was kidnapped by rebels.", "ASSAULT"),
        ("Ada Lund, who has died aged 91, led the museum. Police arrested her in Riga.", "COERCE"),
        ("The previous protest ended at the harbour.", "PROTEST"),
        ("Police arrested nine students in the town last year.", "COERCE"),
        ("Norway took the chair in 2009. The king visited Chile that May.", "CONSULT"),
    ],
)
def test_it_is_told_of_the_past(events_in, text, kind):
    [event] = of_type(events_in(text), kind)

    assert event.historical


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police said they had arrested two students.", "COERCE"),
        ("Two students had been arrested, police said on Monday.", "COERCE"),
        ("The party, which had rejected the plan on Tuesday, walked out.", "REJECT"),
        ("The bank was founded in 2009. Police arrested its chairman on Monday.", "COERCE"),
        ("Prices have risen since 2009. Farmers protested in Lyon.", "PROTEST"),
        ("The law of 2009 was weak. Police arrested two priests in December.", "COERCE"),
    ],
)
def test_it_is_told_of_now(events_in, text, kind):
    [event] = of_type(events_in(text), kind)

    assert not event.historical


def test_a_day_to_come_is_not_that_of_what_is_done_already(events_in):
    events = of_type(events_in("The two men have pleaded not guilty and will be tried on 4 March."), "x:COURT")

    assert {event.mode: event.future for event in events} == {"plea": False, "trial": True}


@pytest.mark.parametrize(
    ("text", "is_historical"),
    [
        ("The duke was assassinated in 1914.", True),
        ("The treasurer resigned in 2010. The ledger ends in 2021.", True),
        ("Police arrested nine students in May 2021.", False),
        ("Police arrested nine students on Monday. Their party was founded in 1987.", False),
    ],
)
def test_an_article_without_a_date_is_told_in_the_latest_year_that_it_names(pipeline, text, is_historical):
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])

    assert enrichment.events[0].historical is is_historical
