"""The business calendar: exact on worked examples, lawful on any calendar."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commkit.runtime.model.errors import Invalid
from commkit.runtime.values.serialization import dump, load
from commkit_support.calendar.policy import WEEKDAYS
from commkit_support.calendar.records import HORIZON, BusinessCalendar

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NONE = timedelta(0)
ALWAYS = BusinessCalendar.always()
VIENNA = BusinessCalendar.office("Europe/Vienna")  # UTC+1, in summer UTC+2
MONDAY = date(2024, 1, 8)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shift(
    start: str, end: str, *, zone: str = "Europe/Vienna", days: tuple[str, ...] = WEEKDAYS
) -> BusinessCalendar:
    return BusinessCalendar.office(zone, start=start, end=end, days=days)


# Worked examples


@pytest.mark.parametrize(
    ("start", "worked", "due"),
    [
        ("2024-01-08T09:00", 4 * HOUR, "2024-01-08T13:00"),  # Monday 10:00 in Vienna
        ("2024-01-08T09:00", 7 * HOUR, "2024-01-08T16:00"),  # to the minute of closing
        ("2024-01-08T09:00", 7 * HOUR + MINUTE, "2024-01-09T08:01"),
        ("2024-01-08T03:00", HOUR, "2024-01-08T09:00"),  # asked before opening
        ("2024-01-12T15:30", HOUR, "2024-01-15T08:30"),  # Friday evening to Monday
        ("2024-01-13T12:00", NONE, "2024-01-13T12:00"),  # nothing is due at once
        ("2024-01-08T08:00", 40 * HOUR, "2024-01-12T16:00"),  # a whole week
        ("2024-03-29T15:30", HOUR, "2024-04-01T07:30"),  # over the change to summer time
    ],
)
def test_office_hours(start: str, worked: timedelta, due: str) -> None:
    assert VIENNA.add(at(start), worked) == at(due)
    assert VIENNA.between(at(start), at(due)) == worked
    assert VIENNA.add(at(start), worked).tzinfo is UTC


def test_holidays_are_closed_on_the_local_date() -> None:
    calendar = BusinessCalendar.office("Europe/Vienna", holidays={date(2024, 1, 8), date(2024, 1, 9)})
    assert calendar.add(at("2024-01-07T23:30"), HOUR) == at("2024-01-10T09:00")
    assert calendar.between(at("2024-01-08T00:00"), at("2024-01-10T00:00")) == NONE


def test_a_lunch_break_is_closed() -> None:
    calendar = BusinessCalendar("UTC", {"mon": [(time(13), time(17)), (time(9), time(12))]})
    assert calendar.add(at("2024-01-08T11:30"), HOUR) == at("2024-01-08T13:30")


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    night = BusinessCalendar("UTC", {"fri": [("22:00", "06:00")]})
    assert night.between(at("2024-01-12T00:00"), at("2024-01-14T00:00")) == 8 * HOUR
    assert night.add(at("2024-01-13T05:00"), 2 * HOUR) == at("2024-01-19T23:00")
    free = BusinessCalendar("UTC", {"fri": [("22:00", "06:00")]}, {date(2024, 1, 12)})
    assert free.between(at("2024-01-12T00:00"), at("2024-01-14T00:00")) == NONE
    saturday_off = BusinessCalendar("UTC", {"fri": [("22:00", "06:00")]}, {date(2024, 1, 13)})
    assert saturday_off.between(at("2024-01-12T00:00"), at("2024-01-14T00:00")) == 8 * HOUR


@pytest.mark.parametrize(
    (
        "start",
        "end",
        "forward",
        "back",
    ),  # the hours open on 2024-03-31 (02:00 -> 03:00) and 2024-10-27 (03:00 -> 02:00)
    [
        ("00:00", "00:00", 23, 25),
        ("00:00", "06:00", 5, 7),
        ("01:00", "02:00", 1, 1),
        ("02:00", "03:00", 0, 2),
        ("02:00", "02:30", 0, 0.5),  # opens and closes the first time the clock shows it
        ("02:30", "04:00", 1, 2.5),  # opens when the skip is over
        ("01:30", "02:30", 0.5, 1),
        ("03:00", "04:00", 1, 1),
        ("09:00", "17:00", 8, 8),
    ],
)
def test_a_day_on_which_the_clocks_change_is_measured_in_real_time(
    start: str, end: str, forward: float, back: float
) -> None:
    calendar = shift(start, end)
    assert calendar.between(at("2024-03-30T23:00"), at("2024-03-31T22:00")) == forward * HOUR
    assert calendar.between(at("2024-10-26T22:00"), at("2024-10-27T23:00")) == back * HOUR
    if forward:
        due = calendar.add(at("2024-03-30T23:00"), forward * HOUR)
        assert calendar.between(at("2024-03-30T23:00"), due) == forward * HOUR


@pytest.mark.parametrize(("day", "hours"), [("2024-03-30", 7), ("2024-10-26", 9)])
def test_a_night_shift_over_the_change_is_measured_in_real_time(day: str, hours: int) -> None:
    night = shift("22:00", "06:00", days=("sat",))
    assert night.between(at(f"{day}T12:00"), at(f"{day}T12:00") + timedelta(days=1)) == hours * HOUR


def test_a_day_that_a_zone_skipped_has_no_business_time() -> None:
    calendar = shift("09:00", "17:00", zone="Pacific/Apia")  # Samoa had no 30 December 2011
    midnights = [datetime(2011, 12, day, tzinfo=ZoneInfo("Pacific/Apia")) for day in (29, 30, 31)]
    assert [calendar.between(day, at("2011-12-31T10:00")) for day in midnights] == [
        16 * HOUR,
        8 * HOUR,
        8 * HOUR,
    ]
    assert calendar.add(at("2011-12-30T03:00"), HOUR) == at("2011-12-30T20:00")


def test_any_aware_time_is_accepted_and_utc_returned() -> None:
    local = datetime(2024, 1, 8, 10, tzinfo=ZoneInfo("Europe/Vienna"))
    assert VIENNA.add(local, HOUR) == at("2024-01-08T10:00")
    assert VIENNA.add(local, NONE).tzinfo is UTC
    # The same wall clock twice in one night: the difference is an hour, which arithmetic in the zone would miss.
    first = datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Vienna"))
    assert ALWAYS.between(first, first.replace(fold=1)) == HOUR


# What is refused


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("zone", lambda: BusinessCalendar.office("Mars/Olympus")),
        ("zone", lambda: BusinessCalendar.office("America")),
        ("zone", lambda: BusinessCalendar.office("../../etc/passwd")),
        ("zone", lambda: BusinessCalendar.office("")),
        ("zone", lambda: BusinessCalendar.office("a\0b")),
        ("hours", lambda: BusinessCalendar("UTC", {})),
        ("hours", lambda: BusinessCalendar("UTC", {"mon": ()})),
        ("hours.monday", lambda: shift("09:00", "17:00", days=("monday",))),
        ("hours.mon", lambda: shift("9", "17:00")),
        ("hours.mon", lambda: shift("09:00", "24:30")),
        ("hours.mon", lambda: shift("09:00+01:00", "17:00")),
        ("hours.mon", lambda: BusinessCalendar.office("UTC", start=time(9, tzinfo=UTC))),
        ("hours.mon", lambda: BusinessCalendar("UTC", {"mon": [("09:00", "12:00"), ("11:59", "17:00")]})),
        (
            "hours.tue",
            lambda: BusinessCalendar("UTC", {"mon": [("22:00", "06:00")], "tue": [("05:00", "09:00")]}),
        ),
        (
            "hours.mon",
            lambda: BusinessCalendar("UTC", {"sun": [("22:00", "06:00")], "mon": [("05:00", "09:00")]}),
        ),
        ("holidays", lambda: BusinessCalendar.office("UTC", holidays=[datetime(2024, 1, 8, tzinfo=UTC)])),
    ],
)
def test_a_bad_calendar_is_refused_with_the_path(path: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(Invalid) as caught:
        make()
    assert caught.value.code == "support.bad_calendar"
    assert path in {error.path for error in caught.value.errors}


def test_shifts_may_touch() -> None:
    calendar = BusinessCalendar(
        "UTC", {"sun": [("20:00", "04:00")], "mon": [("04:00", "12:00"), ("12:00", "13:00")]}
    )
    assert calendar.between(at("2024-01-07T00:00"), at("2024-01-09T00:00")) == 17 * HOUR


@pytest.mark.parametrize("bad", [datetime(2024, 1, 8), datetime.min.replace(tzinfo=UTC)])  # noqa: DTZ001
def test_naive_or_out_of_range_times_are_refused(bad: datetime) -> None:
    good = at("2024-01-08T00:00")
    for ask in (
        lambda: VIENNA.add(bad, HOUR),
        lambda: VIENNA.between(bad, good),
        lambda: VIENNA.between(good, bad),
    ):
        with pytest.raises(Invalid) as caught:
            ask()
        assert caught.value.code == "support.bad_time"


def test_negative_time_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        VIENNA.add(at("2024-01-08T00:00"), -MINUTE)
    assert caught.value.code == "support.bad_time"


def test_the_search_ends_where_a_calendar_stays_closed() -> None:
    start = at("2024-01-08T00:00")
    days = [MONDAY + timedelta(days=n) for n in range(HORIZON.days + 30)]
    closed = BusinessCalendar.office("UTC", days=("mon",), holidays=days)
    for calendar, worked in ((closed, MINUTE), (VIENNA, timedelta(days=20_000)), (ALWAYS, timedelta.max)):
        with pytest.raises(Invalid) as caught:
            calendar.add(start, worked)
        assert caught.value.code == "support.calendar_closed"
    late = BusinessCalendar.office("UTC", days=("mon",), holidays=days[: 365 * 9])
    assert late.add(start, MINUTE) > start + timedelta(days=365 * 9 - 1)


# Laws

ZONES = ["UTC", "Europe/Vienna", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WORKED = st.timedeltas(NONE, timedelta(days=12))
TIMES = st.times().map(lambda moment: moment.replace(microsecond=0))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    shifts = st.lists(st.tuples(TIMES, TIMES), min_size=1, max_size=2)
    hours = draw(st.dictionaries(st.sampled_from(WEEKDAYS), shifts, min_size=2))
    holidays = draw(st.frozensets(st.dates(date(2010, 1, 1), date(2026, 1, 1)), max_size=5))
    try:
        return BusinessCalendar(draw(st.sampled_from(ZONES)), hours, holidays)
    except Invalid as refused:
        assume({error.code for error in refused.errors} != {"overlap"})
        raise


CALENDARS = st.sampled_from([ALWAYS, VIENNA, shift("22:00", "06:00")]) | calendars()


@given(CALENDARS, MOMENTS, WORKED)
def test_between_is_the_inverse_of_add(
    calendar: BusinessCalendar, start: datetime, worked: timedelta
) -> None:
    assume(worked <= calendar.between(start, start + timedelta(days=200)))  # a shift may be of seconds
    due = calendar.add(start, worked)
    assert calendar.between(start, due) == worked
    if worked:
        assert calendar.between(start, due - timedelta(microseconds=1)) < worked  # the first such moment


@given(CALENDARS, MOMENTS, MOMENTS)
def test_add_of_between_is_the_last_open_moment(
    calendar: BusinessCalendar, one: datetime, other: datetime
) -> None:
    start, end = sorted([one, other])
    end = min(end, start + timedelta(days=60))
    worked = calendar.between(start, end)
    due = calendar.add(start, worked)
    assert due <= end
    assert calendar.between(due, end) == NONE


@given(CALENDARS, MOMENTS, st.lists(st.timedeltas(NONE, timedelta(days=30)), min_size=3, max_size=3))
def test_between_is_additive_monotone_and_no_more_than_time(
    calendar: BusinessCalendar, start: datetime, steps: list[timedelta]
) -> None:
    a, b, c = start, start + steps[0], start + steps[0] + steps[1]
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert NONE <= calendar.between(a, b) <= calendar.between(a, c)
    assert calendar.between(a, b) <= b - a
    assert calendar.between(b, a) == NONE or a == b


@given(st.sampled_from([ALWAYS, VIENNA, shift("22:00", "06:00")]), MOMENTS, WORKED, WORKED)
def test_add_is_additive_and_monotone(
    calendar: BusinessCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)
    assert calendar.add(start, min(one, other)) <= calendar.add(start, max(one, other))
    assert calendar.add(start, one) <= calendar.add(start + other, one)


@given(MOMENTS, WORKED)
def test_around_the_clock_business_time_is_time(start: datetime, worked: timedelta) -> None:
    assert ALWAYS.add(start, worked) == start + worked
    assert ALWAYS.between(start, start + worked) == worked


@given(
    CALENDARS, st.sampled_from([date(2024, 3, 30), date(2024, 11, 2), date(2024, 4, 6), date(2011, 12, 29)])
)
def test_minutes_around_a_change_add_up_to_the_whole(calendar: BusinessCalendar, day: date) -> None:
    start = datetime.combine(day, time(0), UTC)
    pieces = [start + n * timedelta(minutes=20) for n in range(3 * 72 + 1)]
    total = sum((calendar.between(a, b) for a, b in pairwise(pieces)), NONE)
    assert total == calendar.between(pieces[0], pieces[-1])


# Settings


@given(CALENDARS)
def test_a_calendar_survives_json(calendar: BusinessCalendar) -> None:
    stored = json.dumps(dump(calendar))
    assert load(BusinessCalendar, json.loads(stored)) == calendar
    assert hash(load(BusinessCalendar, json.loads(stored))) == hash(calendar)


def test_a_calendar_reads_well_as_json() -> None:
    calendar = BusinessCalendar(
        "UTC", {"mon": [(time(13), time(17, 30)), ("08:00", "12:00")]}, {date(2024, 12, 25)}
    )
    assert json.loads(json.dumps(dump(calendar))) == {
        "zone": "UTC",
        "hours": {"mon": [["08:00", "12:00"], ["13:00", "17:30"]]},
        "holidays": ["2024-12-25"],
    }
