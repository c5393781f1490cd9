"""A task of a meeting, and the numbers of tasks."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.events import EventId
from commkit.statistics import MedianWait, Share
from commkit.storage import Person, Plain
from commkit_internal.meetings.records import MinutesId

MeetingTaskId = NewType("MeetingTaskId", UUID)
"""The id of a task of a meeting."""
TaskText = Annotated[str, Plain(max=2_000)]
TaskReason = Annotated[str, Plain(max=2_000, min=0)]


class MeetingTaskState(StrEnum):
    """Where a task of a meeting is."""

    OPEN = "open"
    """It is to be done."""
    DONE = "done"
    """It was done."""
    DROPPED = "dropped"
    """It is not to be done any more, for a reason that all who see it read."""


@frozen
class MeetingTask:
    """What somebody is to do after a meeting.

    It is the community's word, so an erasure of who assigned it leaves the text.

    Attributes:
        id: Its id.
        minutes: The minutes that it stands in.
        event: The event of these.
        text: What is to be done.
        owner: Who does it; None where they left.
        due_on: The last day on which it is in time, in the time zone of the event.
        due_at: The end of that day.
        state: Where it is.
        reason: Why it was dropped.
        assigned_by: Who assigned it first; None for the host.
        assigned_at: When it was assigned first.
        done_at: When it was done; None until then.
        reminded_at: When its owner was told that it is due soon.
        overdue_told_at: When its owner was told that it is overdue.
    """

    id: MeetingTaskId
    minutes: MinutesId
    event: EventId
    text: TaskText
    owner: Annotated[MemberId | None, Person()]
    due_on: date
    due_at: datetime
    state: MeetingTaskState
    reason: TaskReason
    assigned_by: Annotated[MemberId | None, Person(owns=False)]
    assigned_at: datetime
    done_at: datetime | None
    reminded_at: datetime | None
    overdue_told_at: datetime | None


@frozen
class MeetingTaskNumbers:
    """How tasks that were assigned in a period went on, of those whose minutes the reader sees.

    Attributes:
        assigned: How many were assigned; the others add up to it.
        open: How many are open, with the overdue ones.
        overdue: How many are open though their day is over.
        done: How many were done.
        dropped: How many were dropped.
        in_time: The share that was done in time, of those that were done or are overdue; None for none.
        time_to_done: The Kaplan-Meier median of the time until a task is done; open ones count with their time so far,
            dropped ones are left out.
    """

    assigned: int
    open: int
    overdue: int
    done: int
    dropped: int
    in_time: Share | None
    time_to_done: MedianWait
