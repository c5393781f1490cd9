"""Local time: quiet hours end when they say, digests come once a day or a week, in every zone and over every change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.notifications import DeliverySchedule, DigestFrequency, DigestPreference
from commkit.notifications.mailing.quiet_hours import (
    clock_time,
    is_quiet,
    last_digest,
    local_day,
    next_digest,
    quiet_until,
    time_zone_or_none,
    zone_of,
)

VIENNA = ZoneInfo("Europe/Vienna")
ZONES = st.sampled_from(
    [
        "UTC", "Europe/Vienna", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
        "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca", "America/Sao_Paulo",
    ]
).map(ZoneInfo)  # fmt: skip
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda at: f"{at:%H:%M}")
WISHES = st.builds(
    DigestPreference,
    st.sampled_from([DigestFrequency.DAILY, DigestFrequency.WEEKLY]),
    st.integers(0, 23),
    st.integers(0, 6),
)
LONGEST_GAP = timedelta(hours=1)
"""By which clocks are put forward, in the zones above, outside of a day that is skipped."""


def rhythm(begins: str, ends: str) -> DeliverySchedule:
    return DeliverySchedule(quiet_from=begins, quiet_until=ends)


@given(zone=ZONES, now=MOMENTS, begins=TIMES, ends=TIMES)
def test_quiet_hours_end_in_the_first_moment_that_is_not_quiet(
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
def test_it_is_quiet_between_the_hands_of_the_local_clock(
    zone: ZoneInfo, now: datetime, begins: str, ends: str
) -> None:
    local, first, last = now.astimezone(zone).time(), clock_time(begins), clock_time(ends)
    assert first is not None
    assert last is not None
    minutes = [hour * 60 + minute for hour, minute in ((t.hour, t.minute) for t in (local, first, last))]
    here, start, stop = minutes
    expected = (here - start) % 1440 < (stop - start) % 1440  # none where both are the same
    assert is_quiet(rhythm(begins, ends), zone, now) == expected


@given(zone=ZONES, now=MOMENTS, wish=WISHES)
def test_digests_follow_each_other_without_a_gap(
    zone: ZoneInfo, now: datetime, wish: DigestPreference
) -> None:
    last, following = last_digest(wish, zone, now), next_digest(wish, zone, now)
    assert last <= now < following
    assert next_digest(wish, zone, last) == following
    assert last_digest(wish, zone, following) == following
    period = timedelta(days=7 if wish.frequency is DigestFrequency.WEEKLY else 1)
    assert following - last <= period + timedelta(hours=25)


@given(zone=ZONES, now=MOMENTS, wish=WISHES)
def test_a_digest_comes_at_the_members_hour(zone: ZoneInfo, now: datetime, wish: DigestPreference) -> None:
    slot = next_digest(wish, zone, now)
    local = slot.astimezone(zone)
    as_written = datetime.combine(local.date(), time(wish.hour), zone).astimezone(UTC)
    assert local.hour == wish.hour or slot == as_written or wish.hour == local.hour - 1
    if wish.frequency is DigestFrequency.WEEKLY and local.hour == wish.hour:
        assert local.weekday() == wish.weekday


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


def test_an_end_that_comes_twice_ends_once() -> None:
    mine = rhythm("02:00", "02:30")
    in_the_second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert quiet_until(mine, VIENNA, in_the_second) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    in_the_first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    assert quiet_until(mine, VIENNA, in_the_first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_until(DeliverySchedule(), VIENNA, datetime(2026, 3, 2, 3, tzinfo=UTC)) is None


@pytest.mark.parametrize("text", ["", "7:00", "24:00", "12:60", "12:00 ", "noon", "\uff11\uff12:00"])
def test_what_is_no_time(text: str) -> None:
    assert clock_time(text) is None


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "/etc/passwd", "a\0b", "é"])
def test_what_is_no_zone(name: str) -> None:
    assert time_zone_or_none(name) is None


def test_the_members_word_on_their_zone_comes_first() -> None:
    assert zone_of(DeliverySchedule(time_zone="Asia/Kathmandu"), "Europe/Vienna").key == "Asia/Kathmandu"
    assert zone_of(DeliverySchedule(), "Europe/Vienna").key == "Europe/Vienna"
    assert zone_of(DeliverySchedule(), "Nowhere").key == "UTC"
    assert local_day(ZoneInfo("Pacific/Kiritimati"), datetime(2026, 3, 2, 12, tzinfo=UTC)).day == 3
