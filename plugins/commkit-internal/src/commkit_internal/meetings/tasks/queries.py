"""How tasks are read and counted."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit import Context, Invalid, Page
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.records import Minutes
from commkit_internal.meetings.tasks import statements as sql
from commkit_internal.meetings.tasks.messages import (
    ListCarriedTasks,
    ListMeetingTasks,
    ListMyTasks,
    ReadMeetingTask,
    ReadMeetingTaskNumbers,
    TaskFilter,
)
from commkit_internal.meetings.tasks.policy import LONGEST, numbers_of
from commkit_internal.meetings.tasks.records import MeetingTask, MeetingTaskNumbers

_TASKS = keyset(datetime, UUID, of="internal.meeting_tasks")


@meeting_feature.handles(ReadMeetingTask)
def read_meeting_task(context: Context, query: ReadMeetingTask) -> MeetingTask:
    """Load it."""
    return context.get(MeetingTask, query.task)


@meeting_feature.handles(ListMyTasks)
def list_my_tasks(context: Context, query: ListMyTasks) -> Page[MeetingTask]:
    """One statement."""
    return _page(context, "mine", query.which, query.after, query.limit, me=context.member)


@meeting_feature.handles(ListMeetingTasks)
def list_meeting_tasks(context: Context, query: ListMeetingTasks) -> Page[MeetingTask]:
    """One statement; of one meeting one more."""
    if query.minutes is not None:
        minutes = context.get(Minutes, query.minutes)
        if query.event not in (None, minutes.event):
            raise Invalid.field("event", "other_event", "leave the event out, or name that of the minutes")
        return _page(context, "minutes", query.which, query.after, query.limit, minutes=minutes.id)
    if query.event is not None:
        return _page(context, "event", query.which, query.after, query.limit, event=query.event)
    return _page(context, "everybody", query.which, query.after, query.limit)


@meeting_feature.handles(ListCarriedTasks)
def list_carried_tasks(context: Context, query: ListCarriedTasks) -> Page[MeetingTask]:
    """Load the minutes, then the tasks of the others of the event that were assigned before these were started."""
    minutes = context.get(Minutes, query.minutes)
    given = {"event": minutes.event, "minutes": minutes.id, "started_at": minutes.started_at}
    return _page(context, "carried", TaskFilter.OPEN, query.after, query.limit, **given)


@meeting_feature.handles(ReadMeetingTaskNumbers)
def read_meeting_task_numbers(context: Context, query: ReadMeetingTaskNumbers) -> MeetingTaskNumbers:
    """One statement."""
    since = query.since or context.now - timedelta(days=366)
    if context.now - since > LONGEST:
        raise Invalid.field("since", "out_of_range", f"give a moment of the last {LONGEST.days} days")
    if query.event is None:
        rows = context.rows(sql.COUNTED, since=since)
    else:
        rows = context.rows(sql.COUNTED_OF_EVENT, since=since, event=query.event)
    return numbers_of(rows, context.now)


def _page(
    context: Context, whose: str, which: TaskFilter, after: str | None, limit: int, **given: Any
) -> Page[MeetingTask]:
    size = page_size(limit)
    due, id = _TASKS.decode(after, default=(EARLIEST, FIRST_ID))
    if which is TaskFilter.OVERDUE:
        given["now"] = context.now
    rows = context.rows(sql.PAGES[whose, which.value], after_due=due, after=id, size=size + 1, **given)
    return _TASKS.page(rows, size, lambda task: (task.due_at, task.id))
