"""Handlers of commands of findings, and their loader."""

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.findings import statements as sql
from commkit.feedback.findings.facts import FindingMarkedDuplicate, FindingsSubmitted
from commkit.feedback.findings.messages import MarkDuplicateFinding, SubmitFindings
from commkit.feedback.findings.policy import is_saturated
from commkit.feedback.findings.records import Finding, FindingId
from commkit.feedback.findings.tables import finding
from commkit.feedback.incentives.handlers import add_incentive
from commkit.feedback.panels import statements as panels_sql
from commkit.feedback.panels.facts import PanelSaturated
from commkit.feedback.panels.records import Panel, PanelId
from commkit.feedback.tasks import statements as tasks_sql
from commkit.feedback.tasks.records import PanelTask, PanelTaskAssignment
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MAX_FINDINGS = 100


@feedback.loads(Finding, owner=lambda finding: finding.member, table=finding, part_of=(PanelTask, "task"))
def fetch_finding(context: Context, id: FindingId) -> Finding | None:
    """Load a finding of the actor, or any finding for who manages panels."""
    return context.one(sql.ONE_FINDING, id=id)


@feedback.handles(SubmitFindings)
def submit_findings(context: Context, command: SubmitFindings) -> PanelTaskAssignment:
    """Take the next submission number, which locks the panel, then mark the assignment as submitted."""
    member = context.member
    if len(command.findings) > _MAX_FINDINGS:
        raise Invalid.field("findings", "too_many", f"submit at most {_MAX_FINDINGS} findings")
    task = context.get(PanelTask, command.task)
    ((number, counted_from),) = context.rows(panels_sql.NEXT_SUBMISSION, id=task.panel)
    if not context.run(
        sql.SUBMIT,
        task=task.id,
        member=member,
        now=context.now,
        new_number=number,
        new_count=len(command.findings),
    ):
        raise _submission_error(context, task, member)
    _add_findings(context, task, command, number)
    context.emit(
        FindingsSubmitted(panel=task.panel, task=task.id, member=member, findings=len(command.findings))
    )
    if task.incentive:
        add_incentive(context, task.panel, member, description=task.incentive, task=task.id)
    _stop_if_saturated(context, task.panel, submissions=number, counted_from=counted_from)
    (assignment,) = context.rows(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    submitted: PanelTaskAssignment = assignment
    return submitted


@feedback.handles(MarkDuplicateFinding)
def mark_duplicate_finding(context: Context, command: MarkDuplicateFinding) -> Finding:
    """Mark the later finding; its own duplicates become duplicates of the earlier one."""
    finding = context.get(Finding, command.finding)
    ((submissions, counted_from),) = context.rows(panels_sql.LOCK_PANEL, id=finding.panel)
    original = context.get(Finding, command.original)
    if original.duplicate_of is not None:
        original = context.get(Finding, original.duplicate_of)
    if original.panel != finding.panel:
        raise Conflict("feedback.different_panels", "these findings are of different panels")
    if (original.submission, original.id) >= (finding.submission, finding.id):
        raise Conflict("feedback.original_is_later", "mark the later one as the duplicate of the earlier one")
    if not context.run(sql.MARK_DUPLICATE, id=finding.id, original=original.id):
        raise Conflict("feedback.already_marked_duplicate", "it is marked as a duplicate already")
    context.run(sql.REDIRECT_DUPLICATES, panel=finding.panel, duplicate=finding.id, original=original.id)
    context.run(sql.DECREMENT_NEW_FINDINGS, panel=finding.panel, submission=finding.submission)
    context.emit(FindingMarkedDuplicate(panel=finding.panel, finding=finding.id, original=original.id))
    _stop_if_saturated(context, finding.panel, submissions=submissions, counted_from=counted_from)
    return evolve(finding, duplicate_of=original.id)


def _submission_error(context: Context, task: PanelTask, member: MemberId) -> Conflict:
    assignment = context.one(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    if assignment is None:
        return Conflict("feedback.task_not_assigned", "this task is not assigned to you")
    if assignment.submitted_at is not None:
        return Conflict("feedback.already_submitted", "you have submitted this already")
    return Conflict("feedback.consent_required", "accept the current consent of the panel first, then submit")


def _add_findings(context: Context, task: PanelTask, command: SubmitFindings, number: int) -> None:
    context.run_many(
        sql.ADD_FINDING,
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
    """Check the last run of submissions of a locked panel."""
    run_length = context.get(Panel, panel).run_length
    rows = context.rows(sql.LAST_RUN, panel=panel, counted_from=counted_from, size=run_length)
    if is_saturated([new for (new,) in rows], run_length) and context.run(
        panels_sql.SATURATE, id=panel, now=context.now
    ):
        context.emit(PanelSaturated(panel=panel, submissions=submissions))
