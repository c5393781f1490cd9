"""Quiet hours in local time, across changes of clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.notifications import DeliverySchedule
from commkit.notifications.schedules.policy import (
    clock_time,
    is_quiet,
    local_day,
    quiet_until,
    time_zone_or_none,
    zone_of,
)
from tests.notifications.times import MOMENTS, ZONES

VIENNA = ZoneInfo("Europe/Vienna")

TIMES = st.times().map(lambda at: f"{at:%H:%M}")

LONGEST_GAP = timedelta(hours=1)
"""By which clocks are put forward, in the zones above, outside of a day that is skipped."""


def rhythm(begins: str, ends: str) -> DeliverySchedule:
    return DeliverySchedule(quiet_from=begins, quiet_until=ends)


@given(zone=ZONES, now=MOMENTS, begins=TIMES, ends=TIMES)
def test_quiet_hours_end_at_the_first_time_that_is_not_quiet(
    zone: ZoneInfo, now: datetime, begins: str, ends: str
) -> None:
    mine = rhythm(begins, ends)
    end = quiet_until(mine, zone, now)
    assert (end is not None) == is_quiet(mine, zone, now)
    if end is not None:
        assert end > now
        assert not is_quiet(mine, zone, end)
        # All of it is quiet, but for an hour that a change of clocks may take.
        probes = (now + (end - now) * part / 24 for part in range(24))
        assert all(is_quiet(mine, zone, at) for at in probes if at < end - LONGEST_GAP)


@given(zone=ZONES, now=MOMENTS, begins=TIMES, ends=TIMES)
def test_quiet_hours_follow_the_local_clock(zone: ZoneInfo, now: datetime, begins: str, ends: str) -> None:
    local, first, last = now.astimezone(zone).time(), clock_time(begins), clock_time(ends)
    assert first is not None
    assert last is not None
    minutes = [hour * 60 + minute for hour, minute in ((t.hour, t.minute) for t in (local, first, last))]
    here, start, stop = minutes
    expected = (here - start) % 1440 < (stop - start) % 1440  # none where both are the same
    assert is_quiet(rhythm(begins, ends), zone, now) == expected


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-03-02T21:30Z", "2026-03-03T06:00Z"),  # 22:30 in Vienna, until seven
        ("2026-03-03T05:59Z", "2026-03-03T06:00Z"),
        ("2026-03-03T06:00Z", None),
        ("2026-03-28T22:00Z", "2026-03-29T05:00Z"),  # clocks are put forward: the night is an hour shorter
        ("2026-10-24T21:00Z", "2026-10-25T06:00Z"),  # and put back: an hour longer
    ],
)
def test_a_night_in_vienna(now: str, end: str | None) -> None:
    found = quiet_until(rhythm("22:00", "07:00"), VIENNA, datetime.fromisoformat(now))
    assert found == (datetime.fromisoformat(end) if end else None)


def test_an_ambiguous_local_end_ends_once() -> None:
    mine = rhythm("02:00", "02:30")
    in_the_second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert quiet_until(mine, VIENNA, in_the_second) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    in_the_first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    assert quiet_until(mine, VIENNA, in_the_first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_until(DeliverySchedule(), VIENNA, datetime(2026, 3, 2, 3, tzinfo=UTC)) is None


@pytest.mark.parametrize("text", ["", "7:00", "24:00", "12:60", "12:00 ", "noon", "\uff11\uff12:00"])
def test_invalid_times(text: str) -> None:
    assert clock_time(text) is None


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "/etc/passwd", "a\0b", "é"])
def test_unknown_time_zones(name: str) -> None:
    assert time_zone_or_none(name) is None


def test_the_members_time_zone_overrides_the_profile() -> None:
    assert zone_of(DeliverySchedule(time_zone="Asia/Kathmandu"), "Europe/Vienna").key == "Asia/Kathmandu"
    assert zone_of(DeliverySchedule(), "Europe/Vienna").key == "Europe/Vienna"
    assert zone_of(DeliverySchedule(), "Nowhere").key == "UTC"
    assert local_day(ZoneInfo("Pacific/Kiritimati"), datetime(2026, 3, 2, 12, tzinfo=UTC)).day == 3
