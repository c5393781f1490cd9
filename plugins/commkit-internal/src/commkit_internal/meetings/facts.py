"""What happens to minutes, decisions and tasks; who sees the minutes hears of it."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.events import EventId
from commkit_internal.meetings.decisions.records import MeetingDecisionId
from commkit_internal.meetings.records import MinutesId
from commkit_internal.meetings.tasks.records import MeetingTaskId, MeetingTaskState

_READ = "internal.read_minutes"


@frozen
class MinutesStarted(Fact):
    """The minutes of an event were started."""

    name = "internal.minutes_started"
    visible_to = _READ
    minutes: MinutesId
    event: EventId


@frozen
class MinutesCorrected(Fact):
    """Minutes were changed after they had been approved.

    Attributes:
        minutes: The minutes.
        version: The version of their post.
    """

    name = "internal.minutes_corrected"
    visible_to = _READ
    minutes: MinutesId
    version: int


@frozen
class MinutesApproved(Fact):
    """Minutes were approved.

    Attributes:
        minutes: The minutes.
        version: The version of their post.
    """

    name = "internal.minutes_approved"
    visible_to = _READ
    minutes: MinutesId
    version: int


@frozen
class MinutesWriterNamed(Fact):
    """A member may write the minutes of an event."""

    name = "internal.minutes_writer_named"
    visible_to = _READ
    event: EventId
    member: MemberId


@frozen
class MinutesWriterRemoved(Fact):
    """A member may not write the minutes of an event any more."""

    name = "internal.minutes_writer_removed"
    visible_to = _READ
    event: EventId
    member: MemberId


@frozen
class DecisionRecorded(Fact):
    """A decision was recorded."""

    name = "internal.decision_recorded"
    visible_to = _READ
    decision: MeetingDecisionId
    minutes: MinutesId


@frozen
class DecisionSuperseded(Fact):
    """A decision was recorded that comes in the place of another one.

    Attributes:
        decision: The one that holds no more.
        by: The new one.
        minutes: The minutes of the new one.
    """

    name = "internal.decision_superseded"
    visible_to = _READ
    decision: MeetingDecisionId
    by: MeetingDecisionId
    minutes: MinutesId


@frozen
class MeetingTaskAssigned(Fact):
    """A task was assigned.

    Attributes:
        task: The task.
        minutes: The minutes that it stands in.
        owner: Who does it.
    """

    name = "internal.meeting_task_assigned"
    visible_to = _READ
    task: MeetingTaskId
    minutes: MinutesId
    owner: MemberId


@frozen
class MeetingTaskReassigned(Fact):
    """A task was given to somebody else, or another day.

    Attributes:
        task: The task.
        minutes: The minutes that it stands in.
        old_owner: Who did it before; None for nobody.
        owner: Who does it.
    """

    name = "internal.meeting_task_reassigned"
    visible_to = _READ
    task: MeetingTaskId
    minutes: MinutesId
    old_owner: MemberId | None
    owner: MemberId


@frozen
class MeetingTaskStateChanged(Fact):
    """A task was done, dropped, or opened again.

    Attributes:
        task: The task.
        minutes: The minutes that it stands in.
        before: Where it was.
        after: Where it is.
    """

    name = "internal.meeting_task_state_changed"
    visible_to = _READ
    task: MeetingTaskId
    minutes: MinutesId
    before: MeetingTaskState
    after: MeetingTaskState


@frozen
class MeetingTaskDue(Fact):
    """A task is due soon, or overdue; each is told once for each owner.

    Attributes:
        task: The task.
        minutes: The minutes that it stands in.
        owner: Who does it.
        overdue: Whether its day is over.
    """

    name = "internal.meeting_task_due"
    visible_to = _READ
    task: MeetingTaskId
    minutes: MinutesId
    owner: MemberId
    overdue: bool


@frozen
class MeetingTaskOwnerLost(Fact):
    """The owner of an open task left the community, or was banned; the task has none.

    Attributes:
        task: The task.
        minutes: The minutes that it stands in.
        keeper: Who started these; None for the host.
    """

    name = "internal.meeting_task_owner_lost"
    visible_to = _READ
    task: MeetingTaskId
    minutes: MinutesId
    keeper: MemberId | None
