"""When anniversaries are: in leap years, around changes of the clocks, in all time zones."""

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit_internal.anniversaries.policy import (
    anniversary_in,
    first_to_tell,
    next_anniversary,
    told_at,
    years_at,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("UTC", "Europe/Vienna", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia")
    ]
)
HOURS = st.integers(0, 23)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=33_000)).map(
    lambda passed: datetime(2000, 1, 1, tzinfo=UTC) + passed
)


def test_that_of_a_29_february_is_on_the_28th_in_other_years() -> None:
    leap_day = date(2020, 2, 29)
    found = [next_anniversary(leap_day, after=date(year, 1, 1)) for year in (2020, 2021, 2024, 2025)]
    assert found == [date(2021, 2, 28), date(2021, 2, 28), date(2024, 2, 29), date(2025, 2, 28)]
    assert next_anniversary(leap_day, after=date(2021, 2, 28)) == date(2022, 2, 28)
    assert next_anniversary(leap_day, after=date(2024, 2, 28)) == date(2024, 2, 29)
    assert years_at(leap_day, date(2021, 2, 28), shown=True) == 1
    assert years_at(leap_day, date(2021, 2, 28), shown=False) is None


@given(DAYS, DAYS)
def test_the_next_one_is_always_the_first_behind_a_day(joined_on: date, after: date) -> None:
    found = next_anniversary(joined_on, after=after)
    assert found > after
    assert found.year > joined_on.year
    assert (found - max(after, joined_on)).days <= 366
    if (joined_on.month, joined_on.day) == (2, 29) and not isleap(found.year):
        assert (found.month, found.day) == (2, 28)
    else:
        assert (found.month, found.day) == (joined_on.month, joined_on.day)


@given(DAYS, ZONES, HOURS, MOMENTS)
def test_the_first_to_tell_is_never_over(joined_on: date, zone: ZoneInfo, hour: int, now: datetime) -> None:
    found = first_to_tell(joined_on, zone, hour, now=now)
    assert told_at(found, zone, hour) > now
    before = anniversary_in(joined_on, found.year - 1)
    assert before.year == joined_on.year or before < joined_on or told_at(before, zone, hour) <= now


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 3, 28), 2, "2026-03-28T01:00:00+00:00"),
        (date(2026, 3, 29), 2, "2026-03-29T01:00:00+00:00"),  # 2:00 is skipped: it is 3:00
        (date(2026, 3, 30), 2, "2026-03-30T00:00:00+00:00"),
        (date(2026, 10, 25), 2, "2026-10-25T00:00:00+00:00"),  # the first of two
        (date(2026, 10, 26), 2, "2026-10-26T01:00:00+00:00"),
    ],
)
def test_around_changes_of_the_clocks(day: date, hour: int, expected: str) -> None:
    assert told_at(day, ZoneInfo("Europe/Vienna"), hour).isoformat() == expected


@given(DAYS, ZONES, HOURS)
def test_it_is_always_told_on_its_day(day: date, zone: ZoneInfo, hour: int) -> None:
    """But for the one that Samoa left out, when it went over to the other side of the date line."""
    local = told_at(day, zone, hour).astimezone(zone)
    left_out = zone.key == "Pacific/Apia" and day == date(2011, 12, 30)
    assert local.date() == day + timedelta(days=left_out)
