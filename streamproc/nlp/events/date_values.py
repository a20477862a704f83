"""When: the date words nearest to an event, resolved against the day of publication."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from dateutil import parser as dateutil_parser
from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from datetime import date

    from streamproc.nlp.doc.drafts import DateDraft

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_MONTH = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}})\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\b{_MONTH}(?=\s|,|$)", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_RELATIVE = re.compile(r"\b(ago|yesterday|today|tonight|tomorrow|last|next|this|previous|past)\b", re.IGNORECASE)
_SMALL_NUMBERS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_SMALL_NUMBERS |= {
    word: 10 * tens for tens, word in enumerate(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 3)
}
_UNITS = {
    "day": (1, 0, 0),
    "week": (0, 1, 0),
    "fortnight": (0, 2, 0),
    "month": (0, 0, 1),
    "year": (0, 0, 12),
    "decade": (0, 0, 120),
}
"""Days, weeks and months of a unit."""
_PARTS_OF_DAY = ("morning", "afternoon", "evening")
_AGO = re.compile(
    rf"(?:(?:about|just) )?(?P<count>\d{{1,3}}|{'|'.join(_SMALL_NUMBERS)}) (?P<unit>{'|'.join(_UNITS)})s? ago"
)
_TURN = re.compile(
    rf"(?:(?:the|about|just) )?(?P<turn>last|this|next) (?P<unit>week|fortnight|month|year|night|{'|'.join(_PARTS_OF_DAY)})"
)
_BEHIND = re.compile(r"\b(ago|last|past|previous|yesterday|earlier)\b", re.IGNORECASE)
_NOT_WHEN = re.compile(
    r"years?[ -]old|daily|annual|every|anniversar|^an? period"
    r"|\bfeb-[ivx]+\b|\bmay-[ivx]+\b"  # names of works
    r"|^(?:aged? )?\d{1,3}(?: and \d{1,3})?$|^(?:(?:his|her|their|the|mid|late|early)[ -])*\d0s$|^another "  # an age, how long
    r"|^up to$"
    r"|^(?:(?:about|around|nearly|almost|over|only|(?:more|less) than|at least|up to|the) )?"
    r"(?:(?:an?|a few|few|several|many|\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -])?"
    r"(?:hour|day|week|month|year|decade|centur)(?:s|y|ies)?$"  # how long
)
_SAYS_WHEN = re.compile(
    r"\d|day|week|month|year|decade|centur|night|morning|evening|noon|hour|minute|moment|time|era\b|period|age\b|ages\b|dawn|dusk|season"
    r"|spring|summer|autumn|fall|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yesterday|tomorrow|tonight|ago\b|now|recent|earl|late"
    r"|past|future|last|next|this|that|christmas|easter|ramadan|eid|eve\b|current|previous|coming|then|soon|once|since|quarter|term|holiday"
    r"|diwali|hanukkah|passover|lent|solstice|one|two|three|same|long|new|begin|start|end|middle|mid|half|first|second|third|fourth"
)
_DAY_OF_TIME = re.compile(r"\b(?:yesterday|today|tonight|tomorrow|(?:last|this) (?:night|morning|afternoon|evening))\b")
_MAX_LENGTH = 60
_CLOSE = 2000
"""Characters in which *that May* has its year before it."""
_OLD = 2
"""Years before publication after which an event is background."""
_RECENT = 2
"""Months after which what has a year told with it is of the past."""


def says_when(text: str) -> bool:
    """Whether date words say when something is, not how long, how often or how old."""
    words = _words(text)
    return _NOT_WHEN.search(words) is None and _SAYS_WHEN.search(words) is not None


def names_day(text: str) -> bool:
    """Whether a time of day says of which day: ``late on Monday``, ``last night``, ``this morning``."""
    words = _words(text)
    return any(day in words for day in _WEEKDAYS) or _DAY_OF_TIME.search(words) is not None


def _words(text: str) -> str:
    return " ".join(text.lower().replace("\u2019", "'").split())


@lru_cache(maxsize=20_000)
def resolve(text: str, published: date | None, *, ahead: bool = False, behind: bool = False) -> str | None:
    """ISO 8601 date, month or year that the words mean, as far as they tell.

    ``ahead``: they are about what is to come, so that a day or month without a year is the next one, not the last.
    ``behind``: they are about what has been, so that a day without a year is the last one, unless the next is so near that the publication is misdated.
    """
    try:
        return _resolve(_words(text)[:_MAX_LENGTH], published, ahead=ahead, behind=behind)
    except (ValueError, OverflowError):
        return None  # no day of the calendar: 29 February of another year, the week before the year 1


def _resolve(words: str, published: date | None, *, ahead: bool, behind: bool) -> str | None:
    year = _YEAR.search(words)
    ahead = ahead and not _BEHIND.search(words)
    if day := _DAY_MONTH.search(words):
        return _day_of_month(day.group(0), year, published, ahead=ahead, behind=behind)
    if month := _MONTH_ONLY.search(words):
        return _month(month.group(0), year, published, ahead=ahead or "next" in words)
    if published is None:
        return year.group(0) if year else None
    for number, name in enumerate(_WEEKDAYS):
        if name in words:
            return _weekday(number, words, published, ahead=ahead)
    if _RELATIVE.search(words):
        return _relative(words, published)
    return year.group(0) if year else None


def last_year_in(text: str) -> int | None:
    """The last year that a text names."""
    years = _YEAR.findall(text[-_CLOSE:])
    return int(years[-1]) if years else None


def is_long_past(said: DateDraft, published: date) -> bool:
    """Whether date words and the day they mean are years back, or of a year before that they name: ``last year``, ``in May 2025``."""
    value = said.value
    if value is None or not value[:4].isdigit():
        return False
    years = published.year - int(value[:4])
    if years >= _OLD or years <= 0:
        return years > 0
    words = _words(said.span.text)
    months = 12 * years + published.month - int(value[5:7] or 12)
    return "year" in words or (bool(_YEAR.search(words)) and months > _RECENT)


def _day_of_month(
    words: str, year: re.Match[str] | None, published: date | None, *, ahead: bool, behind: bool
) -> str | None:
    found = dateutil_parser.parse(words.replace(" of ", " "), default=datetime(2000, 1, 1))  # noqa: DTZ001 - only day and month are read
    if year:
        return f"{year.group(0)}-{found.month:02}-{found.day:02}"
    if published is None:
        return None
    return _in_year(found.month, found.day, published, ahead=ahead, behind=behind).isoformat()


def _in_year(month: int, day: int, published: date, *, ahead: bool, behind: bool) -> date:
    """The nearest such day that is not half a year ahead; of what is to come, one that is not a month ago; of what has been, one that is not a month ahead."""
    guess = published.replace(month=month, day=day)
    if ahead:
        return guess.replace(year=guess.year + 1) if guess < published - relativedelta(months=1) else guess
    latest = published + relativedelta(
        months=1 if behind else 6
    )  # some articles are dated days before they were written
    return guess.replace(year=guess.year - 1) if guess > latest else guess


def _month(name: str, year: re.Match[str] | None, published: date | None, *, ahead: bool) -> str | None:
    month = dateutil_parser.parse(name, default=datetime(2000, 1, 1)).month  # noqa: DTZ001 - only the month is read
    if year:
        return f"{year.group(0)}-{month:02}"
    if published is None:
        return None
    turn = month < published.month if ahead else -(month > published.month)
    return f"{published.replace(year=published.year + turn, day=1).year}-{month:02}"


def _weekday(number: int, words: str, published: date, *, ahead: bool) -> str:
    """``Thursday`` is the last one up to the day of publication, or the first from it on; ``next Thursday`` is after it."""
    to_come = (number - published.weekday()) % 7
    if "next" in words or "coming" in words:
        step = to_come or 7
    elif ahead:
        step = to_come
    else:
        step = -((published.weekday() - number) % 7)
        if "last" in words and step == 0:
            step = -7
    return (published + relativedelta(days=step)).isoformat()


def _relative(words: str, published: date) -> str | None:
    """``yesterday``, ``last month``, ``two weeks ago``: years and months as such, all else as a day."""
    for day, shift in (("yesterday", -1), ("today", 0), ("tonight", 0), ("tomorrow", 1)):
        if day in words:
            return (published + relativedelta(days=shift)).isoformat()
    words = words.removesuffix("'s").rstrip(" '")
    if ago := _AGO.fullmatch(words):
        return _moved(published, ago["unit"], -_count(ago["count"]), whole=frozenset({"year", "decade"}))
    if turn := _TURN.fullmatch(words):
        unit = turn["unit"]
        if unit == "night":
            return (published - relativedelta(days=turn["turn"] == "last")).isoformat()
        if unit in _PARTS_OF_DAY:
            return published.isoformat() if turn["turn"] == "this" else None
        step = {"last": -1, "this": 0, "next": 1}[turn["turn"]]
        return _moved(published, unit, step, whole=frozenset({"year", "month"}))
    return None


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _SMALL_NUMBERS[words]


def _moved(published: date, unit: str, count: int, *, whole: frozenset[str]) -> str:
    """The day so many units from publication; of ``whole`` units only the year or month is meant."""
    days, weeks, months = _UNITS[unit]
    moved = published + relativedelta(days=days * count, weeks=weeks * count, months=months * count)
    if unit not in whole:
        return moved.isoformat()
    return f"{moved.year}-{moved.month:02}" if unit == "month" else str(moved.year)
