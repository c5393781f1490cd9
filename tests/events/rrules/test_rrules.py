"""Recurrence rules: which starts they give, which rules are refused, and that expanding always stops."""

# ruff: noqa: DTZ001, PT017  # local times are naive

import sys
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit.events import CreateEvent
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.rrules.policy import parse_rrule
from tests.helpers import assert_invalid

END = datetime(2199, 1, 1)


def schedule(rule: str, starts: str = "2030-01-08T18:00", **dates: Any) -> RecurrenceSchedule:
    """The schedule of an event with a rule, until 23:00 or for a day."""
    ends = f"{starts[:10]}T23:00" if "T" in starts else starts
    times = {"local_start": starts, "local_end": ends, "time_zone": "Europe/Vienna"}
    return schedule_of(CreateEvent(title="Meet-up", rrule=rule, **times, **dates))


def starts(made: RecurrenceSchedule, limit: int = 5, after: datetime | None = None) -> list[str]:
    return [f"{start:%m-%d %H:%M}" for start in made.starts(after=after, until=END, limit=limit)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", ["01-08 18:00"]),
        ("FREQ=WEEKLY;COUNT=3", ["01-08 18:00", "01-15 18:00", "01-22 18:00"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["01-08 18:00", "01-10 18:00", "01-15 18:00"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["01-08 18:00", "01-25 18:00", "02-22 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110", ["01-08 18:00", "01-09 18:00", "01-10 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110T170000Z", ["01-08 18:00", "01-09 18:00", "01-10 18:00"]),
        ("FREQ=DAILY;UNTIL=20300110T165959Z", ["01-08 18:00", "01-09 18:00"]),
        ("FREQ=DAILY;BYHOUR=9,18;COUNT=3", ["01-08 18:00", "01-09 09:00", "01-09 18:00"]),
        ("rrule:freq=yearly;count=2", ["01-08 18:00", "01-08 18:00"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["01-08 18:00", "02-29 18:00"]),
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
        "FREQ=WEEKLY;COUNT=3", rdates=("2030-01-09T10:00",), exdates=("2030-01-08T18:00", "2030-01-15T18:00")
    )
    assert starts(made) == ["01-09 10:00", "01-22 18:00"]


def test_days_recur_as_days() -> None:
    assert starts(schedule("FREQ=DAILY;COUNT=2", "2030-01-08")) == ["01-08 00:00", "01-09 00:00"]


def test_starts_after_a_given_one() -> None:
    assert starts(schedule("FREQ=WEEKLY"), 2, after=datetime(2030, 1, 15, 18)) == [
        "01-22 18:00",
        "01-29 18:00",
    ]


@pytest.mark.parametrize("year", [1900, 1959, 1960, 2030, 2197])
def test_leap_days_and_weekdays_are_right_in_every_year(year: int) -> None:
    """1900 and 2100 are no leap years."""
    made = schedule("FREQ=DAILY;COUNT=800", f"{year}-01-01T18:00")
    found = made.starts(after=None, until=datetime(9999, 1, 1), limit=800)
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
def test_a_malformed_or_too_frequent_rule_is_refused(rule: str, fault: str) -> None:
    with assert_invalid(rrule=fault):
        parse_rrule(rule)


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
def test_expanding_a_rule_that_never_matches_or_never_ends_stops(rule: str, year: int) -> None:
    """Counted in function calls, not in seconds: it may take no more than some millions of them."""
    made = schedule(rule, f"{year}-01-08T18:00")
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        made.starts(after=datetime(2150, 1, 1), until=END, limit=10)
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
        found = schedule(";".join(parts)).starts(after=None, until=END, limit=20)
    except Invalid as invalid:
        assert invalid.errors[0].path == "rrule"
        return
    assert found == sorted(set(found))
    assert found[0] == datetime(2030, 1, 8, 18)


@given(st.lists(st.sampled_from(["FREQ=WEEKLY", "BYDAY=TU,TH", "INTERVAL=2", "COUNT=9"]), unique=True))
def test_the_normal_form_of_a_rule_reads_the_same(parts: list[str]) -> None:
    if "FREQ=WEEKLY" in parts:
        rule = parse_rrule(";".join(parts))
        assert parse_rrule(rule.text) == rule
