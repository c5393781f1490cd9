"""How tasks are given to panelists, how findings come back, and when a panel has heard enough."""

from datetime import timedelta

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels import task_statements as tasks_sql
from commkit.feedback.panels.facts import (
    FindingMarkedDuplicate,
    FindingsSubmitted,
    IncentiveFulfilled,
    IncentivePromised,
    PanelSaturated,
    TaskAssigned,
)
from commkit.feedback.panels.handlers import fetch_panelist, visibility_params
from commkit.feedback.panels.messages import (
    AssignTask,
    CreateTask,
    FulfillIncentive,
    MarkDuplicateFinding,
    PromiseIncentive,
    RemindPanelist,
    SubmitFindings,
)
from commkit.feedback.panels.policy import is_saturated
from commkit.feedback.panels.records import (
    Finding,
    FindingId,
    Incentive,
    IncentiveId,
    Panel,
    PanelId,
    PanelistState,
    PanelTask,
    PanelTaskId,
    SkippedPanelist,
    TaskAssignment,
    TaskAssignmentResult,
)
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_REMINDED = timedelta(days=1)
"""How long before it is due a panelist is reminded."""
_MAX_BATCH = 100


@feedback.loads(PanelTask)
def fetch_task(context: Context, id: PanelTaskId) -> PanelTask | None:
    """A task the actor was given, or any for who runs panels."""
    return context.one(tasks_sql.ONE_TASK, id=id, **visibility_params(context))


@feedback.loads(Finding, owner=lambda finding: finding.member)
def fetch_finding(context: Context, id: FindingId) -> Finding | None:
    """What the actor found, or any for who runs panels."""
    return context.one(tasks_sql.ONE_FINDING, id=id, **visibility_params(context))


@feedback.loads(Incentive, owner=lambda incentive: incentive.member)
def fetch_incentive(context: Context, id: IncentiveId) -> Incentive | None:
    """What the actor was promised, or any for who runs panels."""
    return context.one(tasks_sql.ONE_INCENTIVE, id=id, **visibility_params(context))


@feedback.handles(CreateTask)
def create_task(context: Context, command: CreateTask) -> PanelTask:
    """For an open panel."""
    panel = context.get(Panel, command.panel)
    if panel.closed_at is not None:
        raise _panel_closed()
    if command.due_at <= context.now:
        raise Invalid.field("due_at", "out_of_range", "let it be due in the future")
    made = PanelTask(
        id=PanelTaskId(context.new_id()),
        panel=panel.id,
        title=command.title,
        instructions=command.instructions,
        due_at=command.due_at,
        incentive=command.incentive,
        created_at=context.now,
    )
    context.run(tasks_sql.ADD_TASK, made, created_by=context.member_or_none)
    return made


@feedback.handles(AssignTask)
def assign_task(context: Context, command: AssignTask) -> TaskAssignmentResult:
    """One after the other, in the order of their ids."""
    if not 1 <= len(command.members) <= _MAX_BATCH:
        raise Invalid.field("members", "out_of_range", f"name 1 to {_MAX_BATCH} members")
    task = context.get(PanelTask, command.task)
    panel = context.get(Panel, task.panel)
    if panel.closed_at is not None or panel.saturated_at is not None:
        raise _panel_closed()
    if task.due_at <= context.now:
        raise Conflict("feedback.task_overdue", "this task is due already; write another one")
    given, passed_over = [], []
    for member in sorted(set(command.members)):
        reason = _assign(context, task, member)
        if reason:
            passed_over.append(SkippedPanelist(member, reason))
        else:
            given.append(member)
    return TaskAssignmentResult(task.id, tuple(given), tuple(passed_over))


@feedback.handles(SubmitFindings)
def submit_findings(context: Context, command: SubmitFindings) -> TaskAssignment:
    """Take the next number of the panel, which holds it; then the panelist's own task, once."""
    member = context.member
    if len(command.findings) > _MAX_BATCH:
        raise Invalid.field("findings", "too_many", f"hand in at most {_MAX_BATCH} findings")
    task = context.get(PanelTask, command.task)
    ((number, counted_from),) = context.rows(sql.NEXT_SUBMISSION, id=task.panel)
    if not context.run(
        tasks_sql.SUBMIT,
        task=task.id,
        member=member,
        now=context.now,
        new_number=number,
        found=len(command.findings),
    ):
        raise _submission_error(context, task, member)
    _add_findings(context, task, command, number)
    context.emit(
        FindingsSubmitted(panel=task.panel, task=task.id, member=member, findings=len(command.findings))
    )
    if task.incentive:
        _add_incentive(context, task.panel, member, what=task.incentive, task=task.id)
    _stop_if_saturated(context, task.panel, submissions=number, counted_from=counted_from)
    ((handed_in),) = context.rows(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    return handed_in


@feedback.handles(MarkDuplicateFinding)
def mark_duplicate_finding(context: Context, command: MarkDuplicateFinding) -> Finding:
    """The later of two; what repeated it repeats the earlier one from now on."""
    found = context.get(Finding, command.finding)
    ((submissions, counted_from),) = context.rows(sql.LOCK_PANEL, id=found.panel)
    earlier = context.get(Finding, command.original)
    earlier = context.get(Finding, earlier.duplicate_of) if earlier.duplicate_of is not None else earlier
    if earlier.panel != found.panel:
        raise Conflict("feedback.different_panels", "these findings are of different panels")
    if (earlier.submission, earlier.id) >= (found.submission, found.id):
        raise Conflict("feedback.original_is_later", "mark the later one as the repeat of the earlier one")
    if not context.run(tasks_sql.MARK_DUPLICATE, id=found.id, original=earlier.id):
        raise Conflict("feedback.already_marked_duplicate", "it is marked as a repeat already")
    context.run(tasks_sql.REDIRECT_DUPLICATES, panel=found.panel, repeated=found.id, original=earlier.id)
    context.run(tasks_sql.DECREMENT_NEW_FINDINGS, panel=found.panel, submission=found.submission)
    context.emit(FindingMarkedDuplicate(panel=found.panel, finding=found.id, original=earlier.id))
    _stop_if_saturated(context, found.panel, submissions=submissions, counted_from=counted_from)
    return evolve(found, duplicate_of=earlier.id)


@feedback.handles(PromiseIncentive)
def promise_incentive(context: Context, command: PromiseIncentive) -> Incentive:
    """To somebody who applied."""
    panel = context.get(Panel, command.panel)
    panelist = fetch_panelist(context, panel.id, command.member)
    return _add_incentive(context, panel.id, panelist.member, what=command.description, task=None)


@feedback.handles(FulfillIncentive)
def fulfill_incentive(context: Context, command: FulfillIncentive) -> Incentive:
    """Once."""
    found = context.get(Incentive, command.incentive)
    if not context.run(tasks_sql.FULFILL_INCENTIVE, id=found.id, now=context.now, by=context.member_or_none):
        raise Conflict("feedback.incentive_already_fulfilled", "this was given already")
    context.emit(IncentiveFulfilled(incentive=found.id, member=found.member))
    return evolve(found, fulfilled_at=context.now)


def _assign(context: Context, task: PanelTask, member: MemberId) -> str:
    """Give one panelist a task; gives the reason where that cannot be, or nothing."""
    if not context.run(tasks_sql.ASSIGN, task=task.id, member=member, now=context.now, none=0):
        return _rejection_reason(context, task, member)
    if not _claim_slot(context, member):
        context.run(tasks_sql.UNASSIGN, task=task.id, member=member)
        return "task_limit_reached"
    context.emit(TaskAssigned(panel=task.panel, task=task.id, member=member))
    remind_at = task.due_at - _REMINDED
    if remind_at > context.now:
        schedule_command(context, RemindPanelist(task.id, member), at=remind_at, as_system=True)
    return ""


def _claim_slot(context: Context, member: MemberId) -> bool:
    """Use one of the few tasks that a member may be given in the period, whatever panel gives it."""
    settings = context.settings(FeedbackSettings)
    return any(
        context.run(
            tasks_sql.CLAIM_SLOT,
            member=member,
            slot=slot,
            free_at=context.now + settings.fatigue_period,
            now=context.now,
        )
        for slot in range(settings.max_tasks_per_member)
    )


def _rejection_reason(context: Context, task: PanelTask, member: MemberId) -> str:
    if context.rows(tasks_sql.ASSIGNMENT, task=task.id, member=member):
        return "already_assigned"
    panelist = context.one(sql.ONE_PANELIST, panel=task.panel, member=member)
    if panelist is None or panelist.state is not PanelistState.ACCEPTED:
        return "not_accepted"
    if not panelist.active:
        return "paused"
    raise _panel_closed()  # it was closed or saturated while this command ran


def _submission_error(context: Context, task: PanelTask, member: MemberId) -> Conflict:
    mine = context.one(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    if mine is None:
        return Conflict("feedback.task_not_assigned", "this task was not given to you")
    if mine.submitted_at is not None:
        return Conflict("feedback.already_submitted", "you have handed this in already")
    return Conflict(
        "feedback.consent_required", "agree to the present consent of the panel first, then hand it in"
    )


def _add_findings(context: Context, task: PanelTask, command: SubmitFindings, number: int) -> None:
    context.run_many(
        tasks_sql.ADD_FINDING,
        [
            {
                "id": context.new_id(),
                "panel": task.panel,
                "task": task.id,
                "member": context.member,
                "submission": number,
                "title": draft.title,
                "body": draft.body,
                "severity": draft.severity,
                "duplicate_of": None,
                "at": context.now,
            }
            for draft in command.findings
        ],
    )


def _stop_if_saturated(context: Context, panel: PanelId, *, submissions: int, counted_from: int) -> None:
    """Look at the last run of submissions of a panel that is held."""
    found = context.get(Panel, panel)
    rows = context.rows(tasks_sql.LAST_RUN, panel=panel, counted_from=counted_from, size=found.run_length)
    if is_saturated([new for (new,) in rows], found.run_length) and context.run(
        sql.SATURATE, id=panel, now=context.now
    ):
        context.emit(PanelSaturated(panel=panel, submissions=submissions))


def _add_incentive(
    context: Context, panel: PanelId, member: MemberId, *, what: str, task: PanelTaskId | None
) -> Incentive:
    promised = Incentive(
        IncentiveId(context.new_id()), panel, task, member, what, promised_at=context.now, fulfilled_at=None
    )
    context.run(
        tasks_sql.ADD_INCENTIVE, promised, promised_by=context.member_or_none if task is None else None
    )
    context.emit(IncentivePromised(incentive=promised.id, member=member))
    return promised


def _panel_closed() -> Conflict:
    return Conflict("feedback.panel_closed", "this panel is closed or saturated, and asks for no more")
