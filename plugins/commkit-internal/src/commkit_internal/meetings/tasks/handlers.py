"""How tasks are loaded, assigned, done, dropped and opened again."""

from datetime import date

from attrs import evolve

from commkit import Context, Denied, MemberId
from commkit.events import Event
from commkit.posts import Post
from commkit.storage import schedule_command
from commkit_internal.meetings.facts import (
    MeetingTaskAssigned,
    MeetingTaskReassigned,
    MeetingTaskStateChanged,
)
from commkit_internal.meetings.feature import MeetingSettings, meeting_feature
from commkit_internal.meetings.handlers import checked_person, locked_minutes
from commkit_internal.meetings.policy import KEEP
from commkit_internal.meetings.records import Minutes, MinutesId
from commkit_internal.meetings.tasks import statements as sql
from commkit_internal.meetings.tasks.jobs import RemindOfTask
from commkit_internal.meetings.tasks.messages import (
    AssignTask,
    CompleteTask,
    DropTask,
    ReassignTask,
    ReopenTask,
)
from commkit_internal.meetings.tasks.policy import check_transition, checked_due, wrong_state
from commkit_internal.meetings.tasks.records import MeetingTask, MeetingTaskId, MeetingTaskState
from commkit_internal.tables import meeting_task


@meeting_feature.loads(
    MeetingTask, owner=lambda task: task.owner, table=meeting_task, part_of=(Post, "minutes")
)
def fetch_meeting_task(context: Context, id: MeetingTaskId) -> MeetingTask | None:
    """A task, for who sees its minutes."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_minutes") else None


@meeting_feature.handles(AssignTask)
def assign_task(context: Context, command: AssignTask) -> MeetingTask:
    """Lock the minutes and the owner, add the task, and schedule its reminders."""
    minutes = locked_minutes(context, command.minutes, unapproved=True)
    owner = checked_person(context, command.owner, minutes.id, of_minutes=True)
    due_at = checked_due(command.due_on, context.get(Event, minutes.event).time_zone, context.now)
    task = MeetingTask(
        id=MeetingTaskId(context.new_id()),
        minutes=minutes.id,
        event=minutes.event,
        text=command.text,
        owner=owner,
        due_on=command.due_on,
        due_at=due_at,
        state=MeetingTaskState.OPEN,
        reason="",
        assigned_by=context.member_or_none,
        assigned_at=context.now,
        done_at=None,
        reminded_at=None,
        overdue_told_at=None,
    )
    context.run(sql.ADD, task)
    _schedule(context, task)
    context.emit(MeetingTaskAssigned(task=task.id, minutes=minutes.id, owner=owner))
    return task


@meeting_feature.handles(CompleteTask)
def complete_task(context: Context, command: CompleteTask) -> MeetingTask:
    """Mark it as done."""
    return _move(context, _locked_own(context, command.task), MeetingTaskState.DONE)


@meeting_feature.handles(ReopenTask)
def reopen_task(context: Context, command: ReopenTask) -> MeetingTask:
    """Mark it as open; reminders that have not come yet come again."""
    opened = _move(context, _locked_own(context, command.task), MeetingTaskState.OPEN)
    _schedule(context, opened)
    return opened


@meeting_feature.handles(DropTask)
def drop_task(context: Context, command: DropTask) -> MeetingTask:
    """Mark it as dropped."""
    task = _locked_kept(context, command.task)
    return _move(context, task, MeetingTaskState.DROPPED, reason=command.reason)


@meeting_feature.handles(ReassignTask)
def reassign_task(context: Context, command: ReassignTask) -> MeetingTask:
    """Give it to somebody else, or another day; what was scheduled for the old ones finds it changed."""
    before = _locked_kept(context, command.task)
    owner = checked_person(context, command.owner, before.minutes, of_minutes=True)
    if before.state is not MeetingTaskState.OPEN:
        raise wrong_state(before.state)
    if (owner, command.due_on or before.due_on) == (before.owner, before.due_on):
        return before
    after = _reassigned(context, before, owner, command.due_on)
    context.run(sql.REASSIGN, id=after.id, new_owner=owner, new_due_on=after.due_on, new_due_at=after.due_at)
    _schedule(context, after)
    context.emit(
        MeetingTaskReassigned(task=after.id, minutes=after.minutes, old_owner=before.owner, owner=owner)
    )
    return after


def _reassigned(context: Context, before: MeetingTask, owner: MemberId, due_on: date | None) -> MeetingTask:
    after = evolve(before, owner=owner, reminded_at=None, overdue_told_at=None)
    if due_on is None or due_on == before.due_on:
        return after
    due_at = checked_due(due_on, context.get(Event, before.event).time_zone, context.now)
    return evolve(after, due_on=due_on, due_at=due_at)


def _move(context: Context, before: MeetingTask, state: MeetingTaskState, *, reason: str = "") -> MeetingTask:
    check_transition(before, state)
    after = evolve(
        before,
        state=state,
        reason=reason,
        done_at=context.now if state is MeetingTaskState.DONE else None,
    )
    context.run(
        sql.SET_STATE, id=after.id, new_state=state, new_reason=after.reason, new_done_at=after.done_at
    )
    context.emit(
        MeetingTaskStateChanged(task=after.id, minutes=after.minutes, before=before.state, after=state)
    )
    return after


def _locked_own(context: Context, id: MeetingTaskId) -> MeetingTask:
    """A task of the actor, or one of minutes that they may write, as it stays until the commit."""
    seen = context.get(MeetingTask, id)
    locked = context.one(sql.LOCK, id=id) or seen
    if not (context.can("internal.do_task", locked) or context.can(KEEP, _minutes(context, locked.minutes))):
        raise Denied(
            "internal.not_your_task", "only its owner and who writes the minutes do this; ask one of them"
        )
    return locked


def _locked_kept(context: Context, id: MeetingTaskId) -> MeetingTask:
    """A task of minutes that the actor may write, as it stays until the commit."""
    seen = context.get(MeetingTask, id)
    context.get(Minutes, seen.minutes, need=KEEP)
    return context.one(sql.LOCK, id=id) or seen


def _minutes(context: Context, id: MinutesId) -> Minutes:
    return context.get(Minutes, id)


def _schedule(context: Context, task: MeetingTask) -> None:
    """What the worker does ahead of the end of the day, and at it."""
    if task.owner is None:
        return
    before = task.due_at - context.settings(MeetingSettings).remind_before
    if context.now < before < task.due_at:
        schedule_command(context, RemindOfTask(task.id, task.owner, task.due_at), at=before, as_system=True)
    schedule_command(
        context,
        RemindOfTask(task.id, task.owner, task.due_at, overdue=True),
        at=max(task.due_at, context.now),
        as_system=True,
    )
