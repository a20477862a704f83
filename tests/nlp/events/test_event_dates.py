"""When it happened: which of the dates in a sentence, and what they mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streamproc.article import Article
from tests.nlp.events.questions import of_type

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Fiji has been without a cabinet for almost the past 80 days after the premier submitted his resignation.",
            "CONCEDE",
        ),
        ("Nurses will be on strike for the next three days.", "THREATEN"),
    ],
)
def test_how_long_something_lasts_is_no_date(events_in, text, kind):
    [event] = of_type(events_in(text), kind)

    assert event.date is None


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
        ("The union called a strike for next week.", "2022-02-03"),
        ("Dock workers plan a strike on Monday.", "2022-01-31"),
        ("The storm is forecast to hit the coast on Saturday.", "2022-01-29"),
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
        ("The minister will condemn an attack that killed nine people on Friday.", "2022-01-21"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two shepherds near Mosul, an army spokesman said on Wednesday.",
        "The ministry announced on Wednesday that gunmen had killed two shepherds near Mosul.",
        "“Gunmen shot two shepherds dead in front of me,” she tweeted on Wednesday.",
    ],
)
def test_the_day_of_a_report_is_not_the_day_of_the_deed(events_in, text):
    dates = [event.date for event in events_in(text) if event.type in {"ASSAULT", "x:CRIME", "x:CASUALTIES"}]

    assert dates
    assert dates == [None] * len(dates)


def test_a_deed_told_of_in_a_report_keeps_its_own_day(events_in):
    text = "Gunmen killed two shepherds on Monday, an army spokesman said on Wednesday."

    [killing] = of_type(events_in(text), "ASSAULT")

    assert killing.date.value == "2022-01-24"


def test_how_long_it_took_is_no_part_of_the_day(events_in):
    [attack] = events_in("Rebels captured the town of Palmyra on Sunday after two days of fighting.")[:1]

    assert (attack.date.span.text, attack.date.value) == ("Sunday", "2022-01-23")


def test_a_house_number_is_no_year(events_in):
    [arrest] = of_type(events_in("Officers arrested Dan Mott, 29, of 1909 Harbour Drive."), "COERCE")

    assert arrest.date is None


def test_the_day_of_a_report_is_not_the_day_of_what_it_tells(events_in):
    text = "The council yesterday unveiled a report on the army's killing of 35 villagers in 1991."
    [killing] = of_type(events_in(text), "ASSAULT")

    assert killing.date.value == "1991"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The miners, who have been on strike since May, accused the ministry of fraud.", "accused"),
        ("The watchdog, which was founded in 2019, condemned the minister.", "condemned"),
        ("The union suspended a strike planned for Friday.", "suspended"),
    ],
)
def test_a_date_that_says_when_something_else_was_is_not_the_events(events_in, text, trigger):
    of_trigger = [e for e in events_in(text) if any(x.trigger.text == trigger for x in e.evidence)]
    assert [event.date for event in of_trigger] == [None]


def test_a_date_in_a_clause_about_the_event_is_its_own(events_in):
    (event,) = events_in("The raid, which took place on Monday, killed nine soldiers.")
    assert event.date.value == "2022-01-24"


@pytest.mark.parametrize(
    "text",
    [
        "The storm, which killed five people in Honduras, is forecast to make landfall on Sunday.",
        "Police on Monday questioned a man who killed nine miners in Riga.",
        "Relatives of a pilot killed in Riga met the minister on Tuesday.",
        "A guard who killed three prisoners in Riga will testify on Friday.",
    ],
)
def test_the_date_of_a_main_clause_is_not_that_of_what_is_said_of_a_noun(events_in, text):
    killings = [e for e in events_in(text) if e.type in {"ASSAULT", "x:CASUALTIES", "x:CRIME"}]

    assert killings
    assert not any(event.date for event in killings)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The explosion, which killed nine miners in Riga, happened on Monday.", "2022-01-24"),
        ("A man who killed nine miners in Riga on Monday was caught.", "2022-01-24"),
        ("Two miners were among those killed in Riga on Monday.", "2022-01-24"),
    ],
)
def test_what_is_said_of_a_happening_shares_its_date(events_in, text, value):
    killings = [e for e in events_in(text) if e.type in {"ASSAULT", "x:CASUALTIES", "x:CRIME", "x:ACCIDENT"}]

    assert value in {event.date.value for event in killings if event.date}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bishop condemned the police over the 1979 coup.", "ACCUSE"),
        ("The bishop asked the court to apply the Rivers Act of 1956.", "REQUEST"),
        ("The envoy met the king in March, and a spokesman urged Chad to free the nuns.", "REQUEST"),
        ("The court rejected the appeal and in 2003 the guard confessed.", "REJECT"),
        ("Nurses called off Friday's strike.", "CONCEDE"),
        ("The army has attacked 40 villages since rains came in May.", "ASSAULT"),
        ("The nuns were freed on Monday after the envoy urged Chad to free them.", "REQUEST"),
        ("The bishop asked the army to stop before the winter makes it a catastrophe.", "REQUEST"),
    ],
    ids=[
        "another noun's year",
        "a name's year",
        "the clause before",
        "the clause after",
        "the object's day",
        "a clause with since",
        "the clause above",
        "a season that acts",
    ],
)
def test_a_date_of_something_else_is_not_the_events(events_in, text, kind):
    assert [event.date for event in of_type(events_in(text), kind)] == [None]


def test_how_long_somebody_is_jailed_is_no_part_of_the_date(events_in):
    [sentence, *_] = of_type(events_in("A court in Riga sentenced the banker in January to six years."), "COERCE")

    assert sentence.date.span.text == "January"


def test_who_is_freed_on_a_day_was_not_jailed_on_it(events_in):
    jailed = [e for e in events_in("Chad released two jailed editors on Monday.") if e.type == "COERCE"]

    assert [event.date for event in jailed] == [None]


@pytest.mark.parametrize("published", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_an_article_of_the_first_or_last_day_of_the_calendar_is_read(pipeline, published):
    [found] = pipeline.enrich([Article(id="a", text="Police arrest nine men on Monday.", published_at=published)])

    assert [(event.type, event.future) for event in found.events] == [("COERCE", False)]


def test_words_that_say_what_a_noun_outside_of_them_is_are_no_date(events_in):
    [deal] = of_type(events_in("Union leaders accepted a pay offer at the end of long talks in Oslo."), "AGREE")

    assert deal.date is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On April 6 Mara Kos turned herself in at a police station in Split.", "2021-04-06"),
        ("Ministers met in Rome on May 10.", "2021-05-10"),
        ("The talks were held in Rome on April 10.", "2021-04-10"),
        ("Two men were arrested in Riga on January 30.", "2022-01-30"),  # the article is dated too early
    ],
)
def test_what_is_told_in_the_past_tense_was_on_no_day_to_come(events_in, text, date):
    [event] = events_in(text)

    assert (event.date.value, event.future) == (date, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor recalled the July riots in 2021.", "2021-07"),
        ("Farmers marched in Lyon on Tuesday after waiting for help in recent weeks.", "2022-01-25"),
        ("Nine men were arrested on Monday in the wake of the Good Friday bombings.", "2022-01-24"),
        ("Police raised patrols ahead of Good Friday, arresting nine men.", None),
    ],
    ids=["a year apart from its month", "another clause", "another noun", "only a bound"],
)
def test_the_date_is_that_of_the_deed(events_in, text, value):
    found = [e for e in events_in(text) if e.type in {"PROTEST", "COERCE"}]

    assert [event.date and event.date.value for event in found] == [value]
