"""Rules of recurrence: what they give, what is refused, and that none runs on for ever."""

# ruff: noqa: DTZ001, PT017  # times on the wall have no zone

import sys
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit.events.recurrence import RecurrenceSchedule, read_rule, read_schedule
from commkit.events.times import read_span, zone_named
from tests.helpers import assert_invalid

END = datetime(2199, 1, 1)


def schedule(rule: str, starts: str = "2030-01-08T18:00", **more: tuple[str, ...]) -> RecurrenceSchedule:
    """Something that takes place by a rule, for an hour or a day."""
    ends = f"{starts[:10]}T23:00" if "T" in starts else starts
    dates = {"extra": (), "without": ()} | more
    return read_schedule(read_span(starts, ends), zone_named("Europe/Vienna"), rule=rule, **dates)


def starts(made: RecurrenceSchedule, most: int = 5, after: datetime | None = None) -> list[str]:
    return [f"{start:%m-%d %H:%M}" for start in made.starts(after=after, until=END, most=most)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", ["01-08 18:00"]),
        ("FREQ=WEEKLY;COUNT=3", ["01-08 18:00", "01-15 18:00", "01-22 18:00"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["01-08 18:00", "01-10 18:00", "01-15 18:00"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["01-08 18:00", "01-25 18:00", "02-22 18:00", "03-29 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110", ["01-08 18:00", "01-09 18:00", "01-10 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110T170000Z", ["01-08 18:00", "01-09 18:00", "01-10 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110T165959Z", ["01-08 18:00", "01-09 18:00"]),
        ("FREQ=DAILY;BYHOUR=9,18;COUNT=3", ["01-08 18:00", "01-09 09:00", "01-09 18:00"]),
        ("rrule:freq=yearly;count=2", ["01-08 18:00", "01-08 18:00"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["01-08 18:00", "02-29 18:00", "02-29 18:00"]),
        (
            "FREQ=DAILY;UNTIL=99991231",
            ["01-08 18:00", "01-09 18:00", "01-10 18:00", "01-11 18:00", "01-12 18:00"],
        ),
    ],
)
def test_a_rule_gives_its_starts(rule: str, expected: list[str]) -> None:
    assert starts(schedule(rule)) == expected


def test_dates_are_added_and_left_out() -> None:
    made = schedule(
        "FREQ=WEEKLY;COUNT=3", extra=("2030-01-09T10:00",), without=("2030-01-08T18:00", "2030-01-15T18:00")
    )
    assert starts(made) == ["01-09 10:00", "01-22 18:00"]


def test_days_recur_as_days() -> None:
    assert starts(schedule("FREQ=DAILY;COUNT=2", "2030-01-08")) == ["01-08 00:00", "01-09 00:00"]


def test_it_goes_on_behind_a_start() -> None:
    assert starts(schedule("FREQ=WEEKLY"), 2, after=datetime(2030, 1, 15, 18)) == [
        "01-22 18:00",
        "01-29 18:00",
    ]


@pytest.mark.parametrize("year", [1900, 1959, 1960, 2030, 2199])
def test_leap_days_and_weekdays_hold_in_every_year(year: int) -> None:
    """The calendar is followed elsewhere in its cycle; what comes out is of the years that were meant."""
    made = schedule("FREQ=DAILY;COUNT=800", f"{year}-01-01T18:00")
    found = made.starts(after=None, until=datetime(9999, 1, 1), most=800)
    assert [start.toordinal() for start in found] == list(
        range(found[0].toordinal(), found[0].toordinal() + 800)
    )
    assert found[0].year == year


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("FREQ=SECONDLY", "too_dense"),
        ("FREQ=MINUTELY;COUNT=5", "too_dense"),
        ("FREQ=HOURLY", "too_dense"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", "too_dense"),
        ("FREQ=SOMETIMES", "bad_rule"),
        ("COUNT=5", "bad_rule"),
        ("FREQ=DAILY;FREQ=DAILY", "bad_rule"),
        ("FREQ=DAILY;INTERVAL=0", "bad_rule"),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", "bad_rule"),
        ("FREQ=DAILY;COUNT=-1", "bad_rule"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20300101", "bad_rule"),
        ("FREQ=DAILY;UNTIL=20301301", "bad_rule"),
        ("FREQ=DAILY;UNTIL=tomorrow", "bad_rule"),
        ("FREQ=WEEKLY;BYDAY=1MO", "bad_rule"),
        ("FREQ=WEEKLY;BYDAY=XX", "bad_rule"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "bad_rule"),
        ("FREQ=YEARLY;BYMONTHDAY=0", "bad_rule"),
        ("FREQ=YEARLY;RSCALE=HEBREW", "bad_rule"),
        ("FREQ=DAILY;BYSETPOS=" + ",".join(["1"] * 300), "too_long"),
        ("\u0660", "bad_rule"),
    ],
)
def test_what_is_no_rule_or_too_dense_is_refused(rule: str, fault: str) -> None:
    with assert_invalid(rule=fault):
        read_rule(rule)


HOSTILE = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=DAILY;INTERVAL=10000;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=DAILY;BYSETPOS=366",
    "FREQ=DAILY;COUNT=1000000;BYHOUR=" + ",".join(map(str, range(24))),
]


@pytest.mark.parametrize("rule", HOSTILE)
@pytest.mark.parametrize("year", [1900, 2030])
def test_a_rule_that_never_fits_or_never_ends_comes_to_an_end(rule: str, year: int) -> None:
    """Counted in steps of the program, not in seconds: it may take no more than some million of them."""
    made = schedule(rule, f"{year}-01-08T18:00")
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        made.starts(after=datetime(2150, 1, 1), until=END, most=10)
    finally:
        sys.setprofile(None)
    assert steps < 3_000_000


PARTS = st.lists(
    st.one_of(
        st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "WKST=SU"]),
        st.tuples(
            st.sampled_from(
                ["COUNT", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "UNTIL"]
            ),
            st.one_of(
                st.integers(-400, 400).map(str),
                st.sampled_from(["MO", "-1FR", "2TU,3WE", "20310101"]),
                st.text(),
            ),
        ).map("=".join),
    ),
    max_size=5,
)


@settings(max_examples=150)
@given(PARTS)
def test_any_rule_is_refused_or_gives_starts_in_order(parts: list[str]) -> None:
    try:
        found = schedule(";".join(parts)).starts(after=None, until=END, most=20)
    except Invalid as invalid:
        assert invalid.errors[0].path == "rule"
        return
    assert found == sorted(set(found))
    assert found[0] == datetime(2030, 1, 8, 18)


@given(st.lists(st.sampled_from(["FREQ=WEEKLY", "BYDAY=TU,TH", "INTERVAL=2", "COUNT=9"]), unique=True))
def test_a_rule_that_was_written_down_reads_the_same(parts: list[str]) -> None:
    if "FREQ=WEEKLY" in parts:
        rule = read_rule(";".join(parts))
        assert read_rule(rule.text) == rule
