"""Local times: right over every change of the clocks, and refused where they are malformed."""

# ruff: noqa: DTZ001  # local times are naive

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.events.local_time.policy import parse_local, parse_time_zone, to_local, to_utc
from commkit.events.local_time.records import MAX_DURATION, Span
from tests.helpers import assert_invalid

VIENNA = ZoneInfo("Europe/Vienna")
ZONES = st.sampled_from(
    ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC"]
)
LOCAL_TIMES = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(
    lambda local: local.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2030-03-31T01:59", "2030-03-31T00:59"),
        ("2030-03-31T02:30", "2030-03-31T01:30"),  # skipped: counts on from before the change
        ("2030-03-31T03:00", "2030-03-31T01:00"),
        ("2030-10-27T02:30", "2030-10-27T00:30"),  # occurs twice: the first one
        ("2030-10-27T03:00", "2030-10-27T02:00"),
    ],
)
def test_a_local_time_around_a_change_of_the_clocks(local: str, utc: str) -> None:
    assert to_utc(parse_local(local, "local_start"), VIENNA) == datetime.fromisoformat(utc).replace(
        tzinfo=UTC
    )


def test_an_event_across_a_change_of_the_clocks_ends_at_its_local_end() -> None:
    starts_at, ends_at = Span.parse("2030-03-31T01:00", "2030-03-31T04:00").to_utc(VIENNA)
    assert ends_at - starts_at == timedelta(hours=2)
    starts_at, ends_at = Span.parse("2030-10-27T01:00", "2030-10-27T04:00").to_utc(VIENNA)
    assert ends_at - starts_at == timedelta(hours=4)


def test_an_event_that_starts_at_a_skipped_time_keeps_its_length() -> None:
    starts_at, ends_at = Span.parse("2030-03-31T02:30", "2030-03-31T03:00").to_utc(VIENNA)
    assert ends_at - starts_at == timedelta(minutes=30)


def test_an_all_day_event_lasts_from_midnight_to_midnight_local_time() -> None:
    span = Span.parse("2030-03-31", "2030-03-31")
    starts_at, ends_at = span.to_utc(VIENNA)
    assert (starts_at, ends_at - starts_at) == (datetime(2030, 3, 30, 23, tzinfo=UTC), timedelta(hours=23))
    assert (span.local_start, span.local_end, span.all_day) == ("2030-03-31", "2030-03-31", True)


@given(LOCAL_TIMES, st.timedeltas(timedelta(seconds=1), MAX_DURATION), ZONES)
def test_the_end_is_always_after_the_start(start: datetime, length: timedelta, name: str) -> None:
    length -= timedelta(microseconds=length.microseconds)
    end = start + max(length, timedelta(seconds=1))
    starts_at, ends_at = Span.parse(start.isoformat(), end.isoformat()).to_utc(parse_time_zone(name))
    assert starts_at < ends_at


@given(LOCAL_TIMES, ZONES)
def test_a_local_time_survives_the_way_to_utc_and_back_unless_it_is_skipped(
    local: datetime, name: str
) -> None:
    zone = parse_time_zone(name)
    shown = to_local(to_utc(local, zone), zone)
    assert shown == local or shown - local <= timedelta(hours=1, minutes=1)
    assert to_utc(shown, zone) == to_utc(local, zone)


@pytest.mark.parametrize(
    ("local_start", "local_end", "faults"),
    [
        ("soon", "2030-01-01T10:00", {"local_start": "bad_time"}),
        ("2030-02-30", "later", {"local_start": "bad_time", "local_end": "bad_time"}),
        ("2030-01-01T10:00Z", "2030-01-01T11:00", {"local_start": "bad_time"}),
        (
            "1066-10-14T09:00",
            "1066-10-14T18:00",
            {"local_start": "out_of_range", "local_end": "out_of_range"},
        ),
        ("2030-01-01T10:00", "2030-01-02", {"local_end": "mixed_forms"}),
        ("2030-01-01T10:00", "2030-01-01T10:00", {"local_end": "before_start"}),
        ("2030-01-02", "2030-01-01", {"local_end": "before_start"}),
        ("2030-01-01", "2030-06-01", {"local_end": "too_long"}),
    ],
)
def test_a_malformed_time_is_refused(local_start: str, local_end: str, faults: dict[str, str]) -> None:
    with assert_invalid(**faults):
        Span.parse(local_start, local_end)


@pytest.mark.parametrize(
    "name", ["", "Vienna", "Europe", "../etc/passwd", "/etc/localtime", "Europe/\0", "x" * 999]
)
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    with assert_invalid(time_zone="unknown_zone"):
        parse_time_zone(name)
