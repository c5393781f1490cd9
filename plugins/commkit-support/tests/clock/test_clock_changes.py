"""Promises over the nights in which the clocks change, over holidays, and over both at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit_qa import RequestInformation
from commkit_support import BusinessCalendar, CheckClocks, ReadClock

HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "holidays", "due"),
    [
        # Friday 16:00 in Vienna, 10 hours of 9 to 17: an hour on Friday, 8 on Monday, one on Tuesday.
        ("2026-10-23T14:00", [], "2026-10-27T09:00"),  # summer time ends on Sunday: 10:00 is 9:00 UTC
        ("2026-03-27T15:00", [], "2026-03-31T08:00"),  # it begins on Sunday: 10:00 is 8:00 UTC
        ("2026-10-23T14:00", [date(2026, 10, 26)], "2026-10-28T09:00"),  # Monday is a holiday
        ("2026-03-27T15:00", [date(2026, 3, 30), date(2026, 3, 31)], "2026-04-02T08:00"),
    ],
    ids=["autumn", "spring", "autumn and a holiday", "spring and two"],
)
def test_both_promises_are_due_by_the_wall_clock(
    make_town: Callable[..., Any], asked: str, holidays: list[date], due: str
) -> None:
    calendar = BusinessCalendar.office("Europe/Vienna", holidays=holidays)
    town = make_town(first_reply_within=10 * HOUR, resolution_within=10 * HOUR, calendar=calendar)
    town.clock.advance_to(at(asked))
    clock = town.ask("ada", ReadClock(town.question().id))
    assert clock.first_reply.due_at == clock.resolution.due_at == at(due)
    town.clock.advance_to(at(due))
    town.do(SYSTEM, CheckClocks())
    town.clock.advance(timedelta.resolution)
    assert town.do(SYSTEM, CheckClocks()).overdue == 2


@pytest.mark.parametrize("late", [timedelta(), timedelta.resolution], ids=["at it", "after it"])
def test_a_pause_at_the_second_of_the_breach_over_the_change(
    make_town: Callable[..., Any], late: timedelta
) -> None:
    town = make_town(
        first_reply_within=10 * HOUR,
        calendar=BusinessCalendar.office("Europe/Vienna"),
        resolution_within=10 * HOUR,
    )
    town.clock.advance_to(at("2026-10-23T14:00"))
    question = town.question()
    due = town.ask("ada", ReadClock(question.id)).resolution.due_at
    town.clock.advance_to(due + late)
    town.do("amy", RequestInformation(question.id, "Which version?"))
    town.clock.advance(300 * HOUR)
    assert town.do(SYSTEM, CheckClocks()).overdue == 0, "what is paused is not told of"
    town.answer(question.id, by="ada", kind="comment")
    resumed = town.ask("ada", ReadClock(question.id)).resolution.due_at
    assert resumed == (town.clock.now if not late else due), "nothing is left; what is broken stays broken"
