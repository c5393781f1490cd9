"""Windows of the local week become intervals of UTC: compared with a look at every minute, over years and zones."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit_gaming.looking_for_group.availability.policy import (
    DAYS,
    Interval,
    available,
    checked_windows,
    checked_zone,
    joined,
    local_texts,
    overlaps,
)

WEEK = 7 * 24 * 60
YEARS = [
    ("America/New_York", 2026),
    ("Europe/Vienna", 2026),
    ("Australia/Lord_Howe", 2026),  # half an hour of summer time
    ("Pacific/Kiritimati", 2026),
    ("Pacific/Kiritimati", 1994),  # crossed the date line: no 31 December
    ("Pacific/Apia", 2011),  # crossed the date line: no 30 December
    ("Pacific/Apia", 2026),
    ("Africa/Casablanca", 2026),  # summer time is off in Ramadan
    ("Asia/Kathmandu", 2026),
    ("America/St_Johns", 2026),
    ("Antarctica/Troll", 2026),  # two hours of summer time
    ("UTC", 2026),
]
"""Zones with what is strange about them."""
CHANGES = [
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ("Pacific/Kiritimati", datetime(1994, 12, 31, 10, tzinfo=UTC)),
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, tzinfo=UTC)),
]
"""Changes of clocks."""


def minutes_of_week(zone: ZoneInfo, start: datetime, end: datetime) -> list[int]:
    """Of each minute what the clocks say, as a minute of the week; found by looking at each of them."""
    found, at, step = [], start, timedelta(minutes=1)
    while at < end:
        local = at.astimezone(zone)
        found.append(local.weekday() * 24 * 60 + local.hour * 60 + local.minute)
        at += step
    return found


@cache
def minutes_of_year(name: str, year: int) -> list[int]:
    return minutes_of_week(
        ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    )


def looked_up(windows: tuple[str, ...], minutes: list[int], start: datetime) -> list[Interval]:
    """The intervals of the minutes that are in a window, each by itself, joined."""
    wanted = set[int]()
    for window in windows:
        first, last = (
            DAYS.index(end[:3]) * 24 * 60 + int(end[4:6]) * 60 + int(end[7:9]) for end in window.split("/")
        )
        wanted |= {minute % WEEK for minute in range(first, last if last > first else last + WEEK)}
    base = int(start.timestamp())
    found: list[Interval] = []
    for number, minute in enumerate(minutes):
        if minute not in wanted:
            continue
        if found and found[-1][1] == base + number * 60:
            found[-1] = found[-1][0], found[-1][1] + 60
        else:
            found.append((base + number * 60, base + number * 60 + 60))
    return found


def window(start: int, length: int) -> str:
    """A window from its first minute of the week and its length."""
    ends = (start, (start + length) % WEEK)
    return "/".join(f"{DAYS[at // 1440]}-{at % 1440 // 60:02}:{at % 60:02}" for at in ends)


WINDOWS = st.lists(
    st.builds(window, st.integers(0, WEEK - 1), st.integers(1, WEEK - 1)), min_size=1, max_size=5
).map(checked_windows)


@pytest.mark.parametrize(("name", "change"), CHANGES)
@settings(max_examples=15, deadline=None)
@given(windows=WINDOWS, before=st.integers(0, 3 * 1440), after=st.integers(1, 3 * 1440))
def test_around_a_change_of_the_clocks_every_minute_is_right(
    name: str, change: datetime, windows: tuple[str, ...], before: int, after: int
) -> None:
    zone, start = ZoneInfo(name), change - timedelta(minutes=before)
    end = change + timedelta(minutes=after)
    assert available(windows, zone, start, end) == looked_up(
        windows, minutes_of_week(zone, start, end), start
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "year"), YEARS)
@settings(max_examples=20, deadline=None)
@given(windows=WINDOWS)
def test_over_a_year_every_minute_is_right(name: str, year: int, windows: tuple[str, ...]) -> None:
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = available(windows, ZoneInfo(name), start, end)
    assert found == looked_up(windows, minutes_of_year(name, year), start)


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_control_what_knows_no_change_of_the_clocks_is_wrong(name: str, change: datetime) -> None:
    """The offset of the beginning is not that of the end."""
    zone, start, end = ZoneInfo(name), change - timedelta(days=2), change + timedelta(days=2)
    begun = start.astimezone(zone)
    fixed = begun.tzinfo and begun.utcoffset()
    assert fixed is not None
    moved = [(begun + timedelta(minutes=number)).replace(tzinfo=None) for number in range(4 * 1440)]
    wrong = [at.weekday() * 1440 + at.hour * 60 + at.minute for at in moved]
    # A window that ends with the last minute of the four days, as these clocks would show it.
    at = end.astimezone(zone)
    last = at.weekday() * 1440 + at.hour * 60 + at.minute
    windows = (window((last - 30) % WEEK, 30),)
    assert available(windows, zone, start, end) == looked_up(
        windows, minutes_of_week(zone, start, end), start
    )
    assert available(windows, zone, start, end) != looked_up(windows, wrong, start)


def spans(windows: tuple[str, ...], zone: str, start: datetime, days: int) -> list[tuple[str, str]]:
    found = available(windows, ZoneInfo(zone), start, start + timedelta(days=days))
    return [tuple(f"{datetime.fromtimestamp(at, UTC):%d %H:%M}" for at in each) for each in found]  # type: ignore[misc]


def test_who_is_on_both_sides_of_the_date_line_plays_together() -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    east = available(("tue-10:00/tue-14:00",), ZoneInfo("Pacific/Kiritimati"), monday, monday + timedelta(7))
    west = available(("mon-10:00/mon-14:00",), ZoneInfo("Pacific/Honolulu"), monday, monday + timedelta(7))
    assert east == west, "the same clocks, a day apart"
    assert overlaps([east, west], 2) == east


def test_a_window_crosses_midnight_and_the_end_of_the_week() -> None:
    sunday = datetime(2026, 3, 1, tzinfo=UTC)
    assert spans(("sun-22:00/mon-02:00",), "UTC", sunday, 2) == [("01 22:00", "02 02:00")]
    assert spans(("sat-22:00/mon-02:00",), "UTC", sunday, 2) == [("01 00:00", "02 02:00")]


def test_of_a_window_that_is_skipped_nothing_is_left_and_what_comes_twice_is_there_twice() -> None:
    assert spans(("sun-02:00/sun-03:00",), "America/New_York", datetime(2026, 3, 7, tzinfo=UTC), 3) == []
    assert spans(("sun-01:00/sun-02:00",), "America/New_York", datetime(2026, 10, 31, tzinfo=UTC), 3) == [
        ("01 05:00", "01 07:00")
    ]
    assert spans(("fri-00:00/sat-00:00",), "Pacific/Apia", datetime(2011, 12, 28, tzinfo=UTC), 4) == []


INTERVALS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 10)).map(lambda one: (one[0], sum(one))), max_size=6
).map(joined)


@given(people=st.lists(INTERVALS, min_size=1, max_size=5), at_least=st.integers(1, 5))
def test_overlaps_are_where_so_many_can(people: list[list[Interval]], at_least: int) -> None:
    found = overlaps(people, at_least)
    for at in range(80):
        can = sum(any(start <= at < end for start, end in each) for each in people)
        assert any(start <= at < end for start, end in found) == (can >= at_least)
    assert found == joined(found)


@pytest.mark.parametrize(
    "wrong",
    [
        "fri",
        "fri-20:00",
        "fri-24:00/sat-01:00",
        "fry-20:00/sat-01:00",
        "fri-20:00/fri-20:00",
        "fri-20:60/sat-01:00",
    ],
)
def test_a_malformed_window_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        checked_windows((wrong,))


def test_windows_are_in_the_order_of_the_week_and_each_once() -> None:
    assert checked_windows(("FRI-20:00/sat-02:00", "mon-10:00/mon-11:00", "fri-20:00/sat-02:00")) == (
        "mon-10:00/mon-11:00",
        "fri-20:00/sat-02:00",
    )
    with pytest.raises(Invalid):
        checked_windows(tuple(window(at, 1) for at in range(51)))


@pytest.mark.parametrize("wrong", ["Mars/Olympus", "../etc/passwd", "", "Pacific"])
def test_an_unknown_zone_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        checked_zone(wrong)


@given(
    at=st.integers(946_684_800, 2_208_988_800),
    zone=st.sampled_from([name for name, _ in YEARS]),
)
def test_local_texts_say_the_moment_or_nothing(at: int, zone: str) -> None:
    start = datetime.fromtimestamp(at, UTC)
    found = local_texts((start, start), ZoneInfo(zone))
    if found is not None:
        local = datetime.fromisoformat(found[0]).replace(tzinfo=ZoneInfo(zone))
        assert local.astimezone(UTC) == start
