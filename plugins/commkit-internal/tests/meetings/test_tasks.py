"""Tasks of meetings: who may do what with them, who is reminded when, and what is carried on."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied
from commkit.events import EventId, ListOccurrences
from commkit.members import LeaveCommunity
from commkit_absences import SetAbsence
from commkit_internal import (
    ApproveMinutes,
    AssignTask,
    CompleteTask,
    DropTask,
    ListCarriedTasks,
    ListMeetingTasks,
    ListMyTasks,
    MeetingTask,
    MeetingTaskId,
    MeetingTaskState,
    MinutesId,
    ReadMeetingTask,
    ReadMeetingTaskNumbers,
    ReassignTask,
    ReopenTask,
    StartMinutes,
    TaskFilter,
)
from commkit_internal.meetings.tasks.policy import TRANSITIONS, check_transition, end_of_day, numbers_of

OPEN, DONE, DROPPED = MeetingTaskState


def task(town: Any, owner: str = "bob", days: int = 5, minutes: Any = None) -> MeetingTask:
    minutes = minutes or town.minutes()
    given = AssignTask(minutes.id, "Ask the bank", town.member(owner), town.day(days))
    result: MeetingTask = town.do("ada", given)
    return result


def test_the_owner_is_told_and_completes_it(town: Any) -> None:
    made = task(town)
    assert town.inbox("bob") == [("internal.meeting_task_assigned", made.id)]
    assert town.ask("bob", ListMyTasks()).items == (made,)
    with town.refused("internal.not_your_task", Denied):
        town.do("cid", CompleteTask(made.id))
    done = town.do("bob", CompleteTask(made.id))
    assert (done.state, done.done_at) == (DONE, town.clock())
    assert town.ask("bob", ListMyTasks()).items == ()
    assert town.ask("bob", ListMyTasks(which=TaskFilter.ALL)).items == (done,)
    with town.refused("internal.meeting_task_state"):
        town.do("bob", CompleteTask(made.id))
    assert town.do("ada", ReopenTask(made.id)) == made
    with pytest.raises(Denied):
        town.do("bob", DropTask(made.id, "No."))
    dropped = town.do("ada", DropTask(made.id, "The bank is gone."))
    assert town.ask("cid", ReadMeetingTask(made.id)) == dropped
    assert dropped.reason == "The bank is gone."


def test_approved_minutes_get_no_more_tasks_but_those_are_done(town: Any) -> None:
    minutes = town.minutes()
    made = task(town, minutes=minutes)
    town.do("ada", ApproveMinutes(minutes.id, 1))
    with town.refused("internal.minutes_approved"):
        task(town, minutes=minutes)
    town.do("bob", CompleteTask(made.id))


def test_reminders_come_once_each(town: Any) -> None:
    made = task(town, days=5)
    town.pass_time(hours=1)
    town.pass_time(days=4)
    town.pass_time(hours=1)
    assert town.inbox("bob")[0][0] == "internal.meeting_task_due"
    town.pass_time(days=2)
    town.pass_time(days=2)
    kinds = [kind for kind, _ in town.inbox("bob")]
    assert kinds == [
        "internal.meeting_task_overdue",
        "internal.meeting_task_due",
        "internal.meeting_task_assigned",
    ]
    town.do("bob", CompleteTask(made.id))
    town.do("bob", ReopenTask(made.id))
    town.pass_time(days=2)
    assert [kind for kind, _ in town.inbox("bob")] == kinds, "each once"
    assert [its.id for its in town.ask("cid", ListMeetingTasks(which=TaskFilter.OVERDUE)).items] == [made.id]


def test_nobody_is_reminded_of_what_is_done_or_given_away(town: Any) -> None:
    minutes = town.minutes()
    done, moved = task(town, minutes=minutes), task(town, minutes=minutes)
    town.do("bob", CompleteTask(done.id))
    town.do("ada", ReassignTask(moved.id, town.member("cid")))
    town.pass_time(hours=1)
    town.pass_time(days=9)
    assert [kind for kind, _ in town.inbox("bob")] == ["internal.meeting_task_assigned"] * 2
    assert town.inbox("cid") == [
        ("internal.meeting_task_overdue", moved.id),
        ("internal.meeting_task_assigned", moved.id),
    ]


def test_who_is_out_of_office_is_reminded_when_they_are_back(town: Any) -> None:
    made = task(town, days=5)
    back = town.clock() + timedelta(days=8)
    town.do("bob", SetAbsence(back))
    town.pass_time(hours=1)
    town.pass_time(days=7)
    assert [kind for kind, _ in town.inbox("bob")] == ["internal.meeting_task_assigned"]
    town.pass_time(days=2)
    assert town.inbox("bob")[0] == ("internal.meeting_task_overdue", made.id)


def test_who_leaves_leaves_the_task_open_and_the_keeper_is_told(town: Any) -> None:
    made = task(town)
    town.do("bob", LeaveCommunity())
    assert town.ask("cid", ReadMeetingTask(made.id)).owner is None
    assert town.inbox("ada") == [("internal.meeting_task_owner_lost", made.id)]
    given_on = town.do("ada", ReassignTask(made.id, town.member("cid"), due_on=town.day(9)))
    assert (given_on.owner, given_on.due_on) == (town.member("cid"), town.day(9))


def test_where_the_keeper_is_gone_too_stewards_are_told(town: Any) -> None:
    made = task(town)
    town.erase("ada")
    town.erase("bob")
    assert town.ask("cid", ReadMeetingTask(made.id)).owner is None
    assert ("internal.meeting_task_owner_lost", made.id) in town.inbox("stew")


def test_open_tasks_are_carried_into_the_next_meeting(town: Any) -> None:
    event = town.event(rrule="FREQ=WEEKLY")
    first, second = town.ask("ada", ListOccurrences(event.id)).items[:2]
    one = town.do("ada", StartMinutes(event.id, first.id))
    late, done = task(town, days=5, minutes=one), task(town, days=3, minutes=one)
    soon = task(town, days=2, minutes=one)
    town.do("bob", CompleteTask(done.id))
    task(town)
    town.clock.advance(timedelta(hours=1))
    two = town.do("ada", StartMinutes(event.id, second.id))
    new = task(town, minutes=two)
    assert town.ask("cid", ListCarriedTasks(minutes=two.id)).items == (soon, late)
    assert town.ask("cid", ListCarriedTasks(minutes=one.id)).items == ()
    page = town.ask("cid", ListMeetingTasks(event=event.id, limit=2))
    rest = town.ask("cid", ListMeetingTasks(event=event.id, limit=2, after=page.next))
    assert [its.id for its in (*page.items, *rest.items)] == [soon.id, late.id, new.id]


def test_a_day_is_over_at_midnight_where_the_meeting_is(town: Any) -> None:
    assert end_of_day(date(2026, 3, 2), "America/New_York") == datetime(2026, 3, 3, 5, tzinfo=UTC)
    minutes = town.minutes()
    with town.refused("runtime.invalid"):
        task(town, days=-1, minutes=minutes)
    with town.refused("runtime.invalid"):
        task(town, days=1_200, minutes=minutes)
    assert task(town, days=0, minutes=minutes).due_on == town.day(0)


def test_numbers_tell_their_n(town: Any) -> None:
    minutes = town.minutes()
    on_time, late = task(town, days=5, minutes=minutes), task(town, days=1, minutes=minutes)
    task(town, days=2, minutes=minutes)
    gone = task(town, minutes=minutes)
    town.clock.advance(timedelta(days=3))
    for its in (on_time, late):
        town.do("bob", CompleteTask(its.id))
    town.do("ada", DropTask(gone.id, "No."))
    numbers = town.ask("cid", ReadMeetingTaskNumbers())
    assert (numbers.assigned, numbers.open, numbers.overdue, numbers.done, numbers.dropped) == (4, 1, 1, 2, 1)
    assert numbers.in_time is not None
    assert (numbers.in_time.hits, numbers.in_time.n) == (1, 3)
    assert (numbers.time_to_done.median, numbers.time_to_done.ended, numbers.time_to_done.waiting) == (
        timedelta(days=3),
        2,
        1,
    )


def test_lists_are_one_statement_however_many_there_are(town: Any) -> None:
    minutes = town.minutes()
    task(town, minutes=minutes)
    with town.counted() as few:
        town.ask("bob", ListMyTasks())
    for _ in range(5):
        task(town, minutes=minutes)
    with town.counted() as many:
        town.ask("bob", ListMyTasks())
    assert len(few) == len(many)


def _task(state: MeetingTaskState) -> MeetingTask:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return MeetingTask(
        id=MeetingTaskId(uuid4()),
        minutes=MinutesId(uuid4()),
        event=EventId(uuid4()),
        text="",
        owner=None,
        due_on=now.date(),
        due_at=now,
        state=state,
        reason="",
        assigned_by=None,
        assigned_at=now,
        done_at=None,
        reminded_at=None,
        overdue_told_at=None,
    )


@given(st.sampled_from(MeetingTaskState), st.lists(st.sampled_from(MeetingTaskState)))
def test_whatever_is_tried_between_two_ends_it_was_open(
    start: MeetingTaskState, tried: list[MeetingTaskState]
) -> None:
    states = [start]
    for state in tried:
        try:
            check_transition(_task(states[-1]), state)
        except Conflict:
            continue
        states.append(state)
    for before, after in pairwise(states):
        assert (before is OPEN) != (after is OPEN)
    assert all(TRANSITIONS[state] for state in MeetingTaskState), "no task is lost for ever"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MeetingTaskState),
            st.integers(0, 100),
            st.integers(0, 100),
            st.integers(1, 100),
        )
    )
)
def test_the_numbers_always_add_up(rows: list[tuple[MeetingTaskState, int, int, int]]) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    day = timedelta(days=1)
    told = [
        (
            state,
            now - start * day,
            now - min(start, end) * day if state is DONE else None,
            now - start * day + due * day,
        )
        for state, start, end, due in rows
    ]
    numbers = numbers_of(told, now)
    assert numbers.assigned == numbers.open + numbers.done + numbers.dropped == len(rows)
    assert numbers.overdue <= numbers.open
    n = 0 if numbers.in_time is None else numbers.in_time.n
    assert n == numbers.done + numbers.overdue
    assert numbers.time_to_done.ended + numbers.time_to_done.waiting == numbers.done + numbers.open
