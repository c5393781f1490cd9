"""The starts of rules: as dateutil gives them, from any time on, and within a bound of steps."""

# ruff: noqa: DTZ001  # local times are naive

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from dateutil import rrule as dateutil
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit.events.rrules.policy import LAST_START, parse_rrule
from commkit.events.rrules.records import DAYS
from commkit.events.rule_starts.policy import RuleStarts
from commkit.events.rule_starts.records import MAX_STEPS, Steps
from tests.helpers import assert_invalid


def rule_starts(
    rule: str, start: datetime = datetime(2030, 1, 8, 18), *, all_day: bool = False
) -> RuleStarts:
    return RuleStarts(parse_rrule(rule), start, LAST_START, all_day=all_day)


def found(
    rule: str, start: datetime = datetime(2030, 1, 8, 18), *, after: datetime | None = None, limit: int = 6
) -> list[datetime]:
    """The first starts of a rule, and no later than its COUNT allows."""
    made = rule_starts(rule, start)
    return list(islice(made.between(after, made.counted(Steps()), Steps()), limit))


def naive(rule: str, start: datetime, *, limit: int) -> list[datetime]:
    """What dateutil gives, step by step from the first start, which counts as one of them.

    Where no date ever matches, dateutil goes on to the end of time; so it is asked for the same days 8,000 years later,
    since the calendar repeats every 400.
    """
    parts = parse_rrule(rule).parts
    text = ";".join(part for part in rule.split(";") if not part.startswith("COUNT"))
    if set(parts) & {"BYWEEKNO", "BYDAY", "BYMONTHDAY", "BYYEARDAY"} == {"BYWEEKNO"}:
        text += f";BYDAY={DAYS[start.weekday()]}"  # dateutil takes all days of the week
    made = [start]
    with suppress(OverflowError, ValueError, IndexError):  # the year 9999 has no next one
        late = dateutil.rrulestr(text, dtstart=start.replace(year=start.year + 8_000))
        made.extend(at.replace(year=at.year - 8_000) for at in late)
    return sorted(set(made))[: min(limit, parts.get("COUNT", limit))]


def numbers(least: int, most: int, size: int = 3) -> Any:
    values = st.integers(least, most).filter(bool)
    return st.lists(values, min_size=1, max_size=size, unique=True).map(lambda some: ",".join(map(str, some)))


def listed(words: Any) -> Any:
    return st.lists(words, min_size=1, max_size=4, unique=True).map(",".join)


PLAIN_DAYS = listed(st.sampled_from(DAYS))
NUMBERED_DAYS = listed(st.tuples(st.sampled_from([-5, -2, -1, 1, 2, 5]), st.sampled_from(DAYS)).map(
    lambda day: f"{day[0]}{day[1]}"
))  # fmt: skip


@st.composite
def rules(draw: Any) -> str:
    """Rules of all frequencies whose meaning is beyond dispute; see the tests below for others."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency, "WKST": draw(st.sampled_from(DAYS))}
    optional = {
        "INTERVAL": st.integers(1, 6).map(str),
        "BYMONTH": numbers(1, 12, 4),
        "BYMONTHDAY": numbers(-31, 31, 5),
        "BYDAY": NUMBERED_DAYS | PLAIN_DAYS if frequency in ("MONTHLY", "YEARLY") else PLAIN_DAYS,
        "BYHOUR": st.sampled_from(["9", "18,9", "0,23"]),
        "BYMINUTE": st.sampled_from(["0", "30,0"]),
        "COUNT": st.integers(1, 12).map(str),
    }
    if frequency == "YEARLY":
        optional |= {"BYYEARDAY": numbers(-366, 366), "BYWEEKNO": numbers(1, 53) | st.just("-1")}
    for name in draw(st.lists(st.sampled_from(list(optional)), max_size=4, unique=True)):
        parts[name] = draw(optional[name])
    if "BYWEEKNO" in parts and parts.get("BYDAY", "MO")[-3:-2].isdigit():
        del parts["BYWEEKNO"]
    if "BYWEEKNO" in parts and any(char.isdigit() for char in parts.get("BYDAY", "")):
        del parts["BYDAY"]
    if draw(st.booleans()) and len(parts) > 2 and frequency != "WEEKLY":
        parts["BYSETPOS"] = draw(numbers(-4, 4))
    return ";".join(f"{name}={value}" for name, value in parts.items())


STARTS = st.datetimes(datetime(1983, 1, 1), datetime(1994, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
END = datetime(1998, 12, 1)
"""The last days of the year 9999 are beyond dateutil, and what comes 8,000 years before."""


@settings(max_examples=200)
@given(rules(), STARTS)
def test_a_rule_gives_what_dateutil_gives(rule: str, start: datetime) -> None:
    ours = found(rule, start, limit=12)
    assert [at for at in ours if at < END] == [at for at in naive(rule, start, limit=12) if at < END]


@given(rules(), STARTS, st.integers(0, 20_000))
def test_from_any_time_on_it_is_the_same_rule(rule: str, start: datetime, days: int) -> None:
    """Expanding begins near that time; what comes must not depend on it."""
    after = start + timedelta(days=days)
    made = rule_starts(rule, start)
    last = made.counted(Steps())
    until = min(after + timedelta(days=1_000), last)
    here = list(islice(made.between(after, until, Steps()), 10))
    assert here == list(islice((at for at in made.between(None, until, Steps(10**9)) if at > after), 10))


@pytest.mark.parametrize("day", range(7, 14))
def test_bysetpos_of_a_week_means_the_whole_week_from_the_first_one_on(day: int) -> None:
    """RFC 5545, 3.3.10: the set is that of one interval; the first week is cut no more than the first month is."""
    rule = "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1"
    start = datetime(2030, 1, day, 18)
    fridays = [datetime(2030, 1, 11, 18), datetime(2030, 1, 18, 18), datetime(2030, 1, 25, 18)]
    assert found(rule, start, limit=3) == sorted({start, *(at for at in fridays if at > start)})[:3]


# What follows are the examples of RFC 5545, section 3.8.5.3, of the rules that an event may have.
NINE = datetime(1997, 9, 2, 9)


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", NINE, "9-2 9-12 9-22 10-2 10-12"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", NINE, "9-2 9-4 9-16 9-18 9-30 10-2 10-14 10-16"),
        ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", datetime(1997, 9, 5, 9), "9-5 10-3 11-7 12-5 1-2 2-6 3-6 4-3 5-1 6-5"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", datetime(1997, 9, 7, 9),
         "9-7 9-28 11-2 11-30 1-4 1-25 3-1 3-29 5-3 5-31"),
        ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", datetime(1997, 9, 22, 9), "9-22 10-20 11-17 12-22 1-19 2-16"),
        ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", datetime(1997, 9, 30, 9),
         "9-30 10-1 10-31 11-1 11-30 12-1 12-31 1-1 1-31 2-1"),
        ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", datetime(1997, 1, 1, 9),
         "1-1 4-10 7-19 1-1 4-9 7-18 1-1 4-10 7-19 1-1"),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", datetime(1997, 5, 19, 9), "5-19 5-18 5-17"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", datetime(1997, 5, 12, 9), "5-12 5-11 5-17"),
        ("FREQ=YEARLY;BYWEEKNO=20;COUNT=3", datetime(1997, 5, 12, 9), "5-12 5-11 5-17"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", datetime(1998, 2, 13, 9), "2-13 3-13 11-13 8-13 10-13"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", datetime(1996, 11, 5, 9),
         "11-5 11-7 11-2"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", datetime(1997, 9, 4, 9), "9-4 10-7 11-6"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=4", datetime(1997, 9, 29, 9), "9-29 10-30 11-27 12-30"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", datetime(1997, 8, 5, 9), "8-5 8-10 8-19 8-24"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", datetime(1997, 8, 5, 9), "8-5 8-17 8-19 8-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", datetime(2007, 1, 15, 9), "1-15 1-30 2-15 3-15 3-30"),
        # not in the RFC, which says what they mean all the same
        ("FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6", datetime(2030, 1, 1, 9), "1-1 1-7 1-14 1-21 1-28 2-4"),
        ("FREQ=YEARLY;COUNT=3", datetime(2028, 2, 29, 9), "2-29 2-29 2-29"),
        ("FREQ=YEARLY;BYDAY=-1SU;COUNT=3", datetime(2030, 12, 29, 9), "12-29 12-28 12-26"),
        ("FREQ=MONTHLY;COUNT=4", datetime(2030, 1, 31, 9), "1-31 3-31 5-31 7-31"),
    ],
)  # fmt: skip
def test_examples(rule: str, start: datetime, days: str) -> None:
    assert [f"{at.month}-{at.day}" for at in found(rule, start, limit=20)] == days.split()


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "1-8 1-25 2-22"),
        ("FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4", "1-8 1-11 1-14 1-18"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;COUNT=2", "1-8 3-3"),
        ("FREQ=DAILY;BYHOUR=9;COUNT=3", "1-8 1-9 1-10"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=WE;COUNT=2", "1-8 1-16"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1;COUNT=2", "1-8 1-14"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=1", "1-8"),
    ],
)
def test_a_first_start_that_does_not_fit_the_rule_counts(rule: str, days: str) -> None:
    """RFC 5545, 3.3.10: "The DTSTART property value always counts as the first occurrence." """
    assert [f"{at.month}-{at.day}" for at in found(rule)] == days.split()


def test_days_have_no_times() -> None:
    """RFC 5545, 3.3.10: BYHOUR and its like "MUST be ignored" where an event has dates."""
    made = rule_starts("FREQ=DAILY;BYHOUR=9,18", datetime(2030, 1, 8), all_day=True)
    assert list(islice(made.between(None, LAST_START, Steps()), 2)) == [
        datetime(2030, 1, 8),
        datetime(2030, 1, 9),
    ]


HOURS = "BYHOUR=" + ",".join(map(str, range(24)))
EVERY_DAY = "BYDAY=MO,TU,WE,TH,FR,SA,SU"
HARD = [
    "FREQ=DAILY",
    f"FREQ=DAILY;{HOURS}",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=SU",
    "FREQ=DAILY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=DAILY;INTERVAL=10000;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=DAILY;BYSETPOS=366",
    f"FREQ=DAILY;{HOURS};COUNT=1000000",
    "FREQ=DAILY;COUNT=1000000",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYSETPOS=7",
    f"FREQ=WEEKLY;{EVERY_DAY};{HOURS};BYSETPOS=" + ",".join(map(str, range(2, 99))),
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;COUNT=100000",
    f"FREQ=MONTHLY;{EVERY_DAY};BYSETPOS=" + ",".join(map(str, range(-99, -1))),
    "FREQ=MONTHLY;INTERVAL=10000",
    f"FREQ=YEARLY;{EVERY_DAY};BYSETPOS=" + ",".join(map(str, range(2, 100))),
    f"FREQ=YEARLY;BYDAY=MO,TU,WE;{HOURS};BYSETPOS=366",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    f"FREQ=YEARLY;BYWEEKNO=53;{EVERY_DAY};BYSETPOS=8;COUNT=1000",
    "FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 100))),
]


@pytest.mark.parametrize("rule", HARD)
@pytest.mark.parametrize("year", [1900, 2030])
def test_hard_rules_take_few_steps(rule: str, year: int) -> None:
    """Whatever the rule and however distant its first start: one call takes so many steps, and no more."""
    made = rule_starts(rule, datetime(year, 1, 8, 18))
    counting = Steps()
    last = made.counted(counting)
    asked = Steps()
    list(islice(made.between(datetime(2150, 1, 1), min(last, LAST_START), asked), 100))
    assert counting.taken <= MAX_STEPS
    assert asked.taken <= 10_000


@given(rules(), st.sampled_from([1900, 2030]))
def test_any_rule_takes_few_steps_for_the_next_start(rule: str, year: int) -> None:
    made = rule_starts(rule, datetime(year, 1, 8, 18))
    last = made.counted(Steps())
    steps = Steps()
    list(islice(made.between(datetime(2100, 1, 1), last, steps), 1))
    assert steps.taken <= 10_000


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;INTERVAL=2;COUNT=1000000", f"FREQ=DAILY;INTERVAL=2;{HOURS};COUNT=1000000"],
)
def test_a_count_that_is_too_far_away_is_refused(rule: str) -> None:
    with assert_invalid(rrule="too_costly"):
        rule_starts(rule, datetime(1900, 1, 1)).counted(Steps())


def test_a_distant_first_start_costs_no_more_than_a_near_one() -> None:
    taken = []
    for year in (1900, 2029):
        steps = Steps()
        list(rule_starts("FREQ=DAILY", datetime(year, 1, 1)).between(
            datetime(2030, 1, 1), datetime(2030, 12, 31), steps
        ))  # fmt: skip
        taken.append(steps.taken)
    assert taken[0] == taken[1]


def test_steps_are_bounded() -> None:
    steps = Steps(limit=2)
    steps.take(2)
    with pytest.raises(Invalid):
        steps.take()
