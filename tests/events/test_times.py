"""Times on the wall: right over every jump of the clocks, and refused where they are none."""

# ruff: noqa: DTZ001  # times on the wall have no zone

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.events.times import MAX_DURATION, moment, read_span, read_wall, wall_at, zone_named
from tests.helpers import assert_invalid

VIENNA = ZoneInfo("Europe/Vienna")
ZONES = st.sampled_from(
    ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC"]
)
WALLS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(lambda wall: wall.replace(microsecond=0))


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2030-03-31T01:59", "2030-03-31T00:59"),
        ("2030-03-31T02:30", "2030-03-31T01:30"),  # skipped: the time before the jump counts on
        ("2030-03-31T03:00", "2030-03-31T01:00"),
        ("2030-10-27T02:30", "2030-10-27T00:30"),  # comes twice: the first one
        ("2030-10-27T03:00", "2030-10-27T02:00"),
    ],
)
def test_a_time_around_a_jump_of_the_clocks(wall: str, utc: str) -> None:
    assert moment(read_wall(wall, "starts"), VIENNA) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_an_event_across_a_jump_ends_when_the_clock_says_so() -> None:
    starts_at, ends_at = read_span("2030-03-31T01:00", "2030-03-31T04:00").moments(VIENNA)
    assert ends_at - starts_at == timedelta(hours=2)
    starts_at, ends_at = read_span("2030-10-27T01:00", "2030-10-27T04:00").moments(VIENNA)
    assert ends_at - starts_at == timedelta(hours=4)


def test_an_event_from_a_time_that_is_skipped_still_lasts() -> None:
    starts_at, ends_at = read_span("2030-03-31T02:30", "2030-03-31T03:00").moments(VIENNA)
    assert ends_at - starts_at == timedelta(minutes=30)


def test_a_day_lasts_from_midnight_to_midnight_of_its_zone() -> None:
    span = read_span("2030-03-31", "2030-03-31")
    starts_at, ends_at = span.moments(VIENNA)
    assert (starts_at, ends_at - starts_at) == (datetime(2030, 3, 30, 23, tzinfo=UTC), timedelta(hours=23))
    assert (span.starts, span.ends, span.all_day) == ("2030-03-31", "2030-03-31", True)


@given(WALLS, st.timedeltas(timedelta(seconds=1), MAX_DURATION), ZONES)
def test_an_end_never_comes_before_its_start(start: datetime, length: timedelta, name: str) -> None:
    length -= timedelta(microseconds=length.microseconds)
    end = start + max(length, timedelta(seconds=1))
    starts_at, ends_at = read_span(start.isoformat(), end.isoformat()).moments(zone_named(name))
    assert starts_at < ends_at


@given(WALLS, ZONES)
def test_a_moment_shows_its_wall_again_unless_it_was_skipped(wall: datetime, name: str) -> None:
    zone = zone_named(name)
    shown = wall_at(moment(wall, zone), zone)
    assert shown == wall or shown - wall <= timedelta(hours=1, minutes=1)
    assert moment(shown, zone) == moment(wall, zone)


@pytest.mark.parametrize(
    ("starts", "ends", "faults"),
    [
        ("soon", "2030-01-01T10:00", {"starts": "bad_time"}),
        ("2030-02-30", "later", {"starts": "bad_time", "ends": "bad_time"}),
        ("2030-01-01T10:00Z", "2030-01-01T11:00", {"starts": "bad_time"}),
        ("1066-10-14T09:00", "1066-10-14T18:00", {"starts": "out_of_range", "ends": "out_of_range"}),
        ("2030-01-01T10:00", "2030-01-02", {"ends": "mixed_forms"}),
        ("2030-01-01T10:00", "2030-01-01T10:00", {"ends": "before_start"}),
        ("2030-01-02", "2030-01-01", {"ends": "before_start"}),
        ("2030-01-01", "2030-06-01", {"ends": "too_long"}),
    ],
)
def test_what_is_no_time_is_refused(starts: str, ends: str, faults: dict[str, str]) -> None:
    with assert_invalid(**faults):
        read_span(starts, ends)


@pytest.mark.parametrize(
    "name", ["", "Vienna", "Europe", "../etc/passwd", "/etc/localtime", "Europe/\0", "x" * 999]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with assert_invalid(zone="unknown_zone"):
        zone_named(name)
