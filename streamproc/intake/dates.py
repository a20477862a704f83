"""Dates as scrapers, feeds, databases and programming languages write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

LONGEST = 100
"""Characters of a date: the longest that was seen has 80."""

NOTHING = frozenset({"", "none", "null", "nat", "nan", "-", "--", "n/a", "na", "nil", "undefined", "unknown", "<na>"})
"""How pandas, JavaScript and others write that there is no date."""

OFFSETS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3, "PKT": 5, "NPT": 5.75, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8,
    "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours east of UTC. RFC 822 gives the American ones their meaning; what stands for several zones (IST, BST) is not here."""

HIGHEST_OFFSET = 15.0

_ISO = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))"
    r"(?:(?:[Tt_]|,? +)(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?)?"
    r" ?([Zz]|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?(?: ?([A-Za-z]{1,5}))?(?:[ \[]([A-Z][A-Za-z]+(?:/[\w+-]{1,30}){1,2})\]?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_DIGITS = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?", re.ASCII)
_ZONE_NAME = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}", re.ASCII)
_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2,8}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d?:\d\d(?::\d\d)? ?(?:[+-]\d{4}|[A-Z]{1,5})?$"
)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?=\Z|[ ,T])[ ,T]*", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_AROUND = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? )|\([^()]*\)$|(?:GMT|UTC)(?=[+-]\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)

FIRST_DEFAULT = datetime(1904, 1, 1)  # noqa: DTZ001 - fills what a date does not say
SECOND_DEFAULT = datetime(1908, 2, 2)  # noqa: DTZ001


class NotADate(ValueError):
    """The value names no day."""


def read_date(value: Any) -> datetime | None:
    """Read a date with its offset; a date alone or without a zone is read as UTC. None where it says that there is none.

    Reads RFC 3339, ISO 8601 (extended and basic), RFC 822, seconds to nanoseconds since 1970, ``2026-01-20 13:45 EAT``,
    ``…[Africa/Nairobi]``, English dates with the month's name, arrays (``struct_time``, Jackson), ``{"$date": …}``.

    Raises:
        NotADate: it can't be read, or names no certain day.
    """
    if isinstance(value, bool):
        raise NotADate
    if isinstance(value, int | float):
        is_day = isinstance(value, int) and len(str(value)) == len("20260120")
        return _text(str(value)) if is_day else _since_1970(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        return _list(value)
    if value is None:
        return None
    raise NotADate


def has_zone(value: Any) -> bool:
    """Whether a date that was read says its offset, or no time of day that would need one."""
    if not isinstance(value, str) or not _CLOCK.search(value):
        return True
    read, other = (_with_zone(value, zone) for zone in (UTC, timezone(timedelta(hours=5))))
    return read is None or read == other


def _with_zone(value: str, missing: timezone) -> datetime | None:
    try:
        return _text(value, missing)
    except NotADate:
        return None


def _text(value: str, missing: timezone = UTC) -> datetime | None:
    text = value.strip()
    if text.casefold() in NOTHING:
        return None
    if len(text) > LONGEST:
        raise NotADate
    try:
        if match := _ISO.fullmatch(text):
            return _iso(match, missing)
        if match := _COMPACT.fullmatch(text):
            return datetime(*map(int, match.groups()), tzinfo=missing)  # type: ignore[arg-type,misc]  # six integers
        if _DIGITS.fullmatch(text):
            return _since_1970(float(text))
        return _words(text, missing)
    except NotADate:
        raise
    except (ValueError, OverflowError, IndexError, TypeError):
        raise NotADate from None


def _iso(match: re.Match[str], missing: timezone) -> datetime:
    year, _, month, day, basic_month, basic_day, hour, minute, second, fraction, offset, name, place = match.groups()
    naive = datetime(  # noqa: DTZ001 - the zone follows
        int(year), int(month or basic_month), int(day or basic_day), int(hour or 0), int(minute or 0),
        59 if second == "60" else int(second or 0),
        int((fraction or "0")[:6].ljust(6, "0")),
    )  # fmt: skip
    if offset:
        return naive.replace(tzinfo=_offset(offset))
    if place:
        return _at(naive, place)
    return naive.replace(tzinfo=_named(name, missing))


def _named(name: str | None, missing: timezone) -> timezone:
    """The zone of an abbreviation; that of a date without one where it stands for several."""
    hours = OFFSETS.get((name or "").upper())
    return missing if hours is None else timezone(timedelta(hours=hours))


def _offset(text: str) -> timezone:
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[2:4])
    delta = timedelta(hours=int(digits[:2]), minutes=minutes, seconds=int(digits[4:6] or 0))
    if minutes >= 60 or delta > timedelta(hours=HIGHEST_OFFSET):  # noqa: PLR2004 - minutes of an hour
        raise NotADate
    return timezone(-delta if text[0] == "-" else delta)


def _at(naive: datetime, place: str) -> datetime:
    """A local time with the offset that its place had then."""
    try:
        offset = naive.replace(tzinfo=ZoneInfo(place)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotADate from None
    return naive.replace(tzinfo=timezone(offset or timedelta()))


def _words(text: str, missing: timezone) -> datetime:
    """RFC 822, and English dates with the month's name: only such as name year, month and day."""
    if not _YEAR.search(text):
        raise NotADate
    text = _AROUND.sub("", text).strip()
    text = _NUMBERS.sub(_in_order, text, count=1)
    zone = _ZONE_NAME.search(text)
    if zone:
        text = text.replace(zone[0], " ").strip()
    # The standard library's reader of RFC 822 takes other dates too, and forgets their "pm".
    read = parsedate_to_datetime(text) if _RFC_822.match(text) else _english(text)
    if zone and read.tzinfo is None:
        return _at(read, zone[0])
    return read if read.tzinfo else read.replace(tzinfo=_named(text.rsplit(None, 1)[-1], missing))


def _in_order(match: re.Match[str]) -> str:
    """A date of numbers with its month's name: with dots the day comes first, else a number above twelve is the day."""
    first, mark, second, year = match.groups()
    day, month = sorted((int(first), int(second)), reverse=True) if mark != "." else (int(first), int(second))
    if not 1 <= month <= len(MONTHS) or (mark != "." and day <= len(MONTHS) and day != month):
        raise NotADate
    return f"{day} {MONTHS[month - 1]} {year} "


def _english(text: str) -> datetime:
    """Read with two sets of defaults: where they show through, the text does not name a day."""
    first, second = (
        dateutil_parser.parse(text.replace(" at ", " "), default=default, tzinfos=_zone_of)
        for default in (FIRST_DEFAULT, SECOND_DEFAULT)
    )
    if first != second or not any(month in text.casefold() for month in MONTHS):
        raise NotADate
    if first.tzinfo is not None:
        return first.replace(tzinfo=timezone(first.utcoffset() or timedelta()))
    return first


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""A date of numbers whose order nothing tells is not guessed at."""


def _zone_of(name: str | None, seconds: int | None) -> timezone | None:
    """For dateutil: an abbreviation that stands for one zone, or an offset; never this machine's own zone."""
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    hours = OFFSETS.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


UNITS = ((1e18, 1e9), (1e15, 1e6), (1e12, 1e3), (0, 1.0))
"""From so much on (years 2001 to 2286 in each), so many units are a second."""


def _since_1970(number: float) -> datetime:
    """Seconds, milliseconds, microseconds or nanoseconds, by how large it is."""
    size = abs(number)
    if not 1e8 <= size < 1e19:  # noqa: PLR2004 - 1973 in seconds to 2286 in nanoseconds
        raise NotADate
    unit = next(unit for least, unit in UNITS if size >= least / 10)
    try:
        return datetime.fromtimestamp(number / unit, UTC)
    except (ValueError, OverflowError, OSError):
        raise NotADate from None


DAY_PARTS = 3
TIME_PARTS = 6


def _list(values: list[Any]) -> datetime | None:
    if len(values) == 1:
        return read_date(values[0])
    numbers = values[:TIME_PARTS]
    if len(values) < DAY_PARTS or not all(isinstance(n, int) and not isinstance(n, bool) for n in numbers):
        raise NotADate
    try:
        return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc]  # three to six integers
    except (ValueError, OverflowError):
        raise NotADate from None


def _object(value: dict[str, Any]) -> datetime | None:
    """MongoDB's ``$date``, JSON-LD's ``@value``, and a local time beside its zone."""
    for name in ("$date", "$numberLong", "@value", "value", "iso", "date", "datetime", "utc"):
        inner = value.get(name)
        if isinstance(inner, str | int | float | dict):
            place = value.get("timezone") or value.get("tz")
            read = read_date(inner)
            if read and isinstance(place, str) and isinstance(inner, str) and not has_zone(inner):
                return _at(read.replace(tzinfo=None), place)
            return read
    raise NotADate
