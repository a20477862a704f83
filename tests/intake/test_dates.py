"""Dates as they come: what is read, with which offset, and what is not guessed at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.intake.dates import NotADate, has_zone, read_date

EAT = timezone(timedelta(hours=3))
EST = timezone(timedelta(hours=-5))
AFTERNOON = datetime(2026, 1, 20, 16, 45, tzinfo=EAT)


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-20T16:45:00+03:00",
        "2026-01-20T16:45:00+0300",
        "2026-01-20 16:45:00.000+03",
        "2026-01-20T16:45:00+03:00[Africa/Nairobi]",
        "2026-01-20T16:45[Africa/Nairobi]",
        "2026-01-20 16:45:00 Africa/Nairobi",
        "2026-01-20 16:45:00 EAT",
        "2026/1/20 16:45 +03:00",
        "20260120T164500+0300",
        "Tue, 20 Jan 2026 16:45:00 +0300",
        "Tue, 20 Jan 2026 16:45:00 EAT",
        "Tue Jan 20 2026 16:45:00 GMT+0300 (East Africa Time)",
        "Jan. 20, 2026 at 4:45 PM EAT",
        "Published: January 20, 2026, 4:45 pm EAT",
        {"date": "2026-01-20 16:45:00.000000", "timezone_type": 3, "timezone": "Africa/Nairobi"},
    ],
)
def test_a_date_with_an_offset_keeps_it(written):
    assert read_date(written) == AFTERNOON
    assert read_date(written).utcoffset() == timedelta(hours=3)
    assert has_zone(written)


@pytest.mark.parametrize(
    "written",
    [
        "20260120T134500Z",
        "20260120134500",
        "2026-01-20 13:45:00 UTC",
        "2026-01-20 13:45:00 +0000 UTC",
        "Tue, 20 Jan 2026 13:45:00 GMT",
        "Tue Jan 20 13:45:00 UTC 2026",
        1768916700,
        1768916700.0,
        1768916700000,
        1768916700000000,
        1768916700000000000,
        "1768916700",
        "1768916700000",
        [2026, 1, 20, 13, 45, 0, 1, 20, 0],
        [2026, 1, 20, 13, 45],
        ["2026-01-20T13:45:00Z"],
        {"$date": "2026-01-20T13:45:00Z"},
        {"$date": {"$numberLong": "1768916700000"}},
        {"@value": "2026-01-20T13:45:00Z"},
    ],
)
def test_the_forms_of_feeds_databases_and_languages_are_read(written):
    assert read_date(written) == AFTERNOON


@pytest.mark.parametrize(
    "written",
    ["2026-01-20", "20260120", 20260120, "2026-1-20", "20 Jan 2026", "January 20, 2026", "Updated 20 January 2026"],
)
def test_a_day_alone_is_its_first_moment_in_utc(written):
    assert read_date(written) == datetime(2026, 1, 20, tzinfo=UTC)
    assert has_zone(written)


@pytest.mark.parametrize(
    "written", ["2026-01-20 16:45:00", "Tuesday, January 20, 2026 - 16:45", "January 20, 2026 4:45 pm IST"]
)
def test_a_time_without_a_certain_zone_is_utc_and_says_so(written):
    assert read_date(written) == datetime(2026, 1, 20, 16, 45, tzinfo=UTC)
    assert not has_zone(written)


def test_american_zones_are_those_of_rfc_822():
    assert read_date("Tue, 20 Jan 2026 08:45:00 EST") == datetime(2026, 1, 20, 8, 45, tzinfo=EST)


def test_the_hour_that_daylight_saving_moves_has_the_offset_of_its_day():
    assert read_date("2026-07-01 12:00:00 Europe/Berlin").utcoffset() == timedelta(hours=2)
    assert read_date("2026-01-01 12:00:00 Europe/Berlin").utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "written",
    ["20/01/2026", "01-20-2026", "20.01.2026", "20/01/2026 00:00", "Published on 01/20/2026", "20-01-2026, 12:00 am"],
)
def test_numbers_are_a_date_where_dots_or_a_number_above_twelve_tell_the_day(written):
    assert read_date(written) == datetime(2026, 1, 20, tzinfo=UTC)


def test_dots_put_the_day_first():
    assert read_date("05.01.2026") == datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("written", [None, "", "  ", "None", "null", "NaT", "nan", "NaN", "-", "N/A", "<NA>"])
def test_what_stands_for_no_date_is_none(written):
    assert read_date(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "yesterdayish", "2 hours ago", "Monday", "10:00", "May 2026", "01/02/2026", "31/31/2026", "2026-02-30", "2026-01-20T25:00:00Z",
        "2026-01-20T16:45:00+31:00", "20 janvier 2026", 17, True, 1e30, [], [2026, 13, 1], [1, 2], {"a": 1},
        "2026-01-20T16:45:00[Mars/Olympus]", "1" * 500, object(),
    ],
)  # fmt: skip
def test_what_names_no_certain_day_is_refused(written):
    with pytest.raises(NotADate):
        read_date(written)


@given(
    st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.lists(st.integers(), max_size=9)
    | st.from_regex(r"\d{1,4}[-/ ]?(\d\d|Jan)[-/ ]?\d{1,4}[T ]?\d\d:?\d\d(:\d\d)? ?[A-Z+-]{0,4}\d{0,4}", fullmatch=True)
)
def test_any_value_is_a_date_with_an_offset_none_or_refused(written):
    try:
        read = read_date(written)
    except NotADate:
        return
    assert read is None or read.utcoffset() is not None
