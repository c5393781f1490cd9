"""The commands and queries of tasks."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit.events import EventId
from commkit_internal.meetings.records import MinutesId
from commkit_internal.meetings.tasks.records import MeetingTask, MeetingTaskId, MeetingTaskNumbers

_KEEP = "internal.keep_minutes"
_READ = "internal.read_minutes"
_DO = "internal.do_task"
_Text = Annotated[str, Text(max=2_000)]


class TaskFilter(StrEnum):
    """Which tasks of meetings are listed."""

    OPEN = "open"
    """Those that are to be done."""
    OVERDUE = "overdue"
    """Those of these whose day is over."""
    ALL = "all"
    """All, those that were done or dropped, too."""


@frozen
class AssignTask(TextCommand[MeetingTask]):
    """Give somebody a task at a meeting, and tell them.

    Attributes:
        minutes: The minutes of the meeting.
        text: What is to be done.
        owner: Who does it: a person who sees the minutes.
        due_on: The last day on which it is in time, in the time zone of the event; up to 1,100 days ahead.

    Raises:
        NotFound: There are no such minutes, or there is no such member, for this actor.
        Denied: The actor may not write them, or the owner blocks the actor.
        Conflict: They were approved, or the owner does not see them, or leaves at the same time.
        Invalid: The day is over or too far ahead, or the owner is an agent.
    """

    permission = _KEEP
    creates = True
    shown = ("text",)
    personal = ()

    minutes: MinutesId
    text: _Text
    owner: MemberId
    due_on: date


@frozen
class CompleteTask(Command[MeetingTask]):
    """Mark a task as done; its owner may, and who writes the minutes.

    Raises:
        NotFound: There is no such task for this actor.
        Denied: It is somebody else's.
        Conflict: It is not open.
    """

    permission = _DO

    task: MeetingTaskId


@frozen
class ReopenTask(Command[MeetingTask]):
    """Open a task again that was done or dropped; its owner may, and who writes the minutes.

    Raises:
        NotFound: There is no such task for this actor.
        Denied: It is somebody else's.
        Conflict: It is open.
    """

    permission = _DO

    task: MeetingTaskId


@frozen
class ReassignTask(Command[MeetingTask]):
    """Give an open task to somebody else, or another day, and tell the owner.

    Attributes:
        task: The task.
        owner: Who does it: a person who sees the minutes.
        due_on: Another day; None to keep it.

    Raises:
        NotFound: There is no such task or member for this actor.
        Denied: The actor may not write its minutes, or the owner blocks the actor.
        Conflict: It is not open, or the owner does not see it, or leaves at the same time.
        Invalid: The day is over or too far ahead, or the owner is an agent.
    """

    permission = _KEEP

    task: MeetingTaskId
    owner: MemberId
    due_on: date | None = field(default=None, kw_only=True)


@frozen
class DropTask(TextCommand[MeetingTask]):
    """Drop an open task, for a reason that all who see it read.

    Raises:
        NotFound: There is no such task for this actor.
        Denied: The actor may not write its minutes.
        Conflict: It is not open.
    """

    permission = _KEEP
    shown = ("reason",)
    personal = ()

    task: MeetingTaskId
    reason: _Text


@frozen
class ReadMeetingTask(Query[MeetingTask]):
    """Read a task.

    Raises:
        NotFound: There is none for this actor.
    """

    permission = _READ

    task: MeetingTaskId


@frozen(kw_only=True)
class ListMyTasks(Query[Page[MeetingTask]]):
    """The tasks of the actor, the one that is due first ahead.

    Attributes:
        which: Which of them.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = _READ
    personal = ()

    which: TaskFilter = TaskFilter.OPEN
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListMeetingTasks(Query[Page[MeetingTask]]):
    """The tasks in minutes that the actor sees, the one that is due first ahead.

    Attributes:
        event: Those of one event only.
        minutes: Those of one meeting only.
        which: Which of them.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = _READ
    personal = ()

    event: EventId | None = None
    minutes: MinutesId | None = None
    which: TaskFilter = TaskFilter.OPEN
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListCarriedTasks(Query[Page[MeetingTask]]):
    """The open tasks of the earlier meetings of a series, the one that is due first ahead: what a meeting begins with.

    Attributes:
        minutes: The minutes of the present meeting.
        after: Where the last page ended.
        limit: How many, at most.

    Raises:
        NotFound: There are no such minutes for this actor.
    """

    permission = _READ
    personal = ()

    minutes: MinutesId
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ReadMeetingTaskNumbers(Query[MeetingTaskNumbers]):
    """How tasks went on that were assigned in a period, of those whose minutes the actor sees.

    Attributes:
        event: Those of one event only.
        since: The begin of the period; a year ago where it is left out, and up to 1,100 days ago.

    Raises:
        Invalid: The period is too long.
    """

    permission = _READ
    personal = ()

    event: EventId | None = None
    since: datetime | None = None
