"""What date words mean on a day of publication."""

from datetime import date

import pytest

from streamproc.nlp.events.date_values import resolve, says_when

THURSDAY = date(2022, 1, 27)


@pytest.mark.parametrize(
    ("words", "last", "coming"),
    [
        ("Thursday", "2022-01-27", "2022-01-27"),
        ("Friday", "2022-01-21", "2022-01-28"),
        ("next Thursday", "2022-02-03", "2022-02-03"),
        ("last Friday", "2022-01-21", "2022-01-21"),
        ("January", "2022-01", "2022-01"),
        ("May", "2021-05", "2022-05"),
        ("last May", "2021-05", "2021-05"),
        ("5 January", "2022-01-05", "2022-01-05"),
        ("5 December", "2021-12-05", "2022-12-05"),
        ("5 May 2019", "2019-05-05", "2019-05-05"),
        ("next year", "2023", "2023"),
        ("recent months", None, None),
    ],
)
def test_words_are_resolved_to_the_last_such_day_or_the_coming_one(words, last, coming):
    assert (resolve(words, THURSDAY), resolve(words, THURSDAY, ahead=True)) == (last, coming)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yesterday afternoon", "2022-01-26"),
        ("last night", "2022-01-26"),
        ("this morning", "2022-01-27"),
        ("last week", "2022-01-20"),
        ("the next week", "2022-02-03"),
        ("last month's", "2021-12"),
        ("next month", "2022-02"),
        ("this year's", "2022"),
        ("two weeks ago", "2022-01-13"),
        ("just ten days ago", "2022-01-17"),
        ("a month ago", "2021-12-27"),
        ("about two years ago", "2020"),
        ("forty years ago", "1982"),
        ("a decade ago", "2012"),
        ("the past two weeks", None),
        ("a few weeks ago", None),
        ("more than a year ago", None),
        ("999 years ago", "1023"),
    ],
)
def test_words_about_another_day_count_from_the_day_of_publication(words, value):
    assert resolve(words, THURSDAY) == value


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("Friday", date(1, 1, 1)),
        ("yesterday", date(1, 1, 1)),
        ("last year", date(1, 1, 1)),
        ("May", date(1, 1, 1)),
        ("5 December", date(1, 1, 1)),
        ("next Friday", date(9999, 12, 31)),
        ("tomorrow", date(9999, 12, 31)),
        ("next May", date(9999, 12, 31)),
        ("29 February", date(2023, 6, 1)),
    ],
)
def test_a_day_beyond_the_calendar_is_none(words, published):
    assert resolve(words, published) is None


@pytest.mark.parametrize(
    "words",
    ["58", "aged 58", "two weeks", "up to\n94 years", "three-week", "45-year-old", "the 34 year old", "every day"],
)
def test_how_long_how_often_and_how_old_are_not_when(words):
    assert not says_when(words)


@pytest.mark.parametrize("words", ["Friday", "Jan. 20", "1988", "last week", "two weeks ago", "this year"])
def test_what_says_when(words):
    assert says_when(words)
