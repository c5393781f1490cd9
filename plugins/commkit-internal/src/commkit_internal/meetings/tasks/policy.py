"""The rules of tasks: which state may follow which, and by when one is due."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commkit import Conflict, Invalid
from commkit.statistics import median_wait, share_of
from commkit_internal.meetings.tasks.records import MeetingTask, MeetingTaskNumbers, MeetingTaskState

TRANSITIONS: Mapping[MeetingTaskState, tuple[MeetingTaskState, ...]] = {
    MeetingTaskState.OPEN: (MeetingTaskState.DONE, MeetingTaskState.DROPPED),
    MeetingTaskState.DONE: (MeetingTaskState.OPEN,),
    MeetingTaskState.DROPPED: (MeetingTaskState.OPEN,),
}
"""The states that may follow each state."""
LONGEST = timedelta(days=1_100)
"""How far ahead a task may be due, and how far back tasks are counted."""


def check_transition(task: MeetingTask, after: MeetingTaskState) -> None:
    """Check that a state may follow that of a task.

    Raises:
        Conflict: It may not.
    """
    if after not in TRANSITIONS[task.state]:
        raise wrong_state(task.state)


def wrong_state(state: MeetingTaskState) -> Conflict:
    """The error about a task that is in another state."""
    hint = "there is nothing to open again" if state is MeetingTaskState.OPEN else "open it again first"
    return Conflict("internal.meeting_task_state", f"this task is {state}; {hint}", state=state)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The end of a day in a time zone, UTC: the midnight after it, or the first moment after that if there is none."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)


def checked_due(day: date, time_zone: str, now: datetime) -> datetime:
    """When a task is due that is to be done by the end of a day.

    Raises:
        Invalid: The day is over, or too far ahead.
    """
    if not now.date() - timedelta(days=2) <= day <= now.date() + LONGEST:
        raise _bad_day()
    due = end_of_day(day, time_zone)
    if due <= now:
        raise _bad_day()
    return due


def _bad_day() -> Invalid:
    return Invalid.field(
        "due_on", "out_of_range", f"give a day from today on, up to {LONGEST.days} days ahead"
    )


def numbers_of(
    rows: Iterable[tuple[MeetingTaskState, datetime, datetime | None, datetime]], now: datetime
) -> MeetingTaskNumbers:
    """The numbers of some tasks.

    Args:
        rows: Of each its state, when it was assigned, when it was done, and when it is due.
        now: The present.
    """
    found = list(rows)
    done = [(start, end, due) for state, start, end, due in found if state is MeetingTaskState.DONE and end]
    still = [(start, due) for state, start, _, due in found if state is MeetingTaskState.OPEN]
    overdue = sum(due <= now for _, due in still)
    in_time = sum(end <= due for _, end, due in done)
    return MeetingTaskNumbers(
        assigned=len(found),
        open=len(still),
        overdue=overdue,
        done=len(done),
        dropped=len(found) - len(still) - len(done),
        in_time=share_of(in_time, len(done) + overdue),
        time_to_done=median_wait(
            (end - start for start, end, _ in done), (now - start for start, _ in still)
        ),
    )
