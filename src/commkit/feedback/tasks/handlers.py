"""Handlers of commands of panel tasks, and their loader."""

from datetime import timedelta

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.panels import statements as panels_sql
from commkit.feedback.panels.records import Panel, PanelistState
from commkit.feedback.tasks import statements as sql
from commkit.feedback.tasks.facts import PanelTaskAssigned
from commkit.feedback.tasks.jobs import RemindPanelist
from commkit.feedback.tasks.messages import AssignPanelTask, CreatePanelTask
from commkit.feedback.tasks.records import PanelTask, PanelTaskAssignmentResult, PanelTaskId, SkippedPanelist
from commkit.feedback.tasks.tables import task
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_REMINDER_LEAD = timedelta(days=1)
"""How long before the due time a panelist is reminded."""
_MAX_BATCH = 100


@feedback.loads(PanelTask, table=task, part_of=(Panel, "panel"))
def fetch_task(context: Context, id: PanelTaskId) -> PanelTask | None:
    """Load a task that is assigned to the actor, or any task for who manages panels."""
    return context.one(sql.ONE_TASK, id=id)


@feedback.handles(CreatePanelTask)
def create_panel_task(context: Context, command: CreatePanelTask) -> PanelTask:
    """Add a task to an open panel."""
    panel = context.get(Panel, command.panel)
    if panel.closed_at is not None:
        raise _panel_closed()
    if command.due_at <= context.now:
        raise Invalid.field("due_at", "out_of_range", "give a time in the future")
    task = PanelTask(
        id=PanelTaskId(context.new_id()),
        panel=panel.id,
        title=command.title,
        instructions=command.instructions,
        due_at=command.due_at,
        incentive=command.incentive,
        created_at=context.now,
    )
    context.run(sql.ADD_TASK, task, created_by=context.member_or_none)
    return task


@feedback.handles(AssignPanelTask)
def assign_panel_task(context: Context, command: AssignPanelTask) -> PanelTaskAssignmentResult:
    """Assign it to one member after the other, in the order of their ids."""
    if not 1 <= len(command.members) <= _MAX_BATCH:
        raise Invalid.field("members", "out_of_range", f"give 1 to {_MAX_BATCH} members")
    task = context.get(PanelTask, command.task)
    panel = context.get(Panel, task.panel)
    if panel.closed_at is not None or panel.saturated_at is not None:
        raise _panel_closed()
    if task.due_at <= context.now:
        raise Conflict("feedback.task_overdue", "this task is due already; create another one")
    assigned, skipped = [], []
    for member in sorted(set(command.members)):
        reason = _assign(context, task, member)
        if reason:
            skipped.append(SkippedPanelist(member, reason))
        else:
            assigned.append(member)
    return PanelTaskAssignmentResult(task.id, tuple(assigned), tuple(skipped))


def _assign(context: Context, task: PanelTask, member: MemberId) -> str:
    """Assign a task to one member; return the reason if that is not possible, or an empty string."""
    if not context.run(sql.ASSIGN, task=task.id, member=member, now=context.now, zero=0):
        return _rejection_reason(context, task, member)
    if not _claim_slot(context, member):
        context.run(sql.UNASSIGN, task=task.id, member=member)
        return "task_limit_reached"
    context.emit(PanelTaskAssigned(panel=task.panel, task=task.id, member=member))
    remind_at = task.due_at - _REMINDER_LEAD
    if remind_at > context.now:
        schedule_command(context, RemindPanelist(task.id, member), at=remind_at, as_system=True)
    return ""


def _claim_slot(context: Context, member: MemberId) -> bool:
    """Occupy one of the slots that limit the tasks of a member in a period, over all panels."""
    settings = context.settings(FeedbackSettings)
    return any(
        context.run(
            sql.CLAIM_SLOT,
            member=member,
            slot=slot,
            free_at=context.now + settings.fatigue_period,
            now=context.now,
        )
        for slot in range(settings.max_tasks_per_member)
    )


def _rejection_reason(context: Context, task: PanelTask, member: MemberId) -> str:
    if context.rows(sql.ASSIGNMENT, task=task.id, member=member):
        return "already_assigned"
    panelist = context.one(panels_sql.ONE_PANELIST, panel=task.panel, member=member)
    if panelist is None or panelist.state is not PanelistState.ACCEPTED:
        return "not_accepted"
    if not panelist.active:
        return "paused"
    raise _panel_closed()  # it was closed or saturated while this command ran


def _panel_closed() -> Conflict:
    return Conflict("feedback.panel_closed", "this panel is closed or saturated")
