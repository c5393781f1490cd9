"""How tasks are given to panelists, how findings come back, and when a panel has heard enough."""

from datetime import timedelta

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels import task_statements as tasks_sql
from commkit.feedback.panels.facts import (
    FindingRepeated,
    FindingsSubmitted,
    IncentiveGiven,
    IncentivePromised,
    PanelSaturated,
    TaskGiven,
)
from commkit.feedback.panels.handlers import eyes, fetch_panelist
from commkit.feedback.panels.messages import (
    GiveIncentive,
    GiveTask,
    MakeTask,
    MarkRepeat,
    PromiseIncentive,
    RemindPanelist,
    SubmitFindings,
)
from commkit.feedback.panels.policy import is_saturated
from commkit.feedback.panels.records import (
    Assignment,
    Finding,
    FindingId,
    HandOut,
    Incentive,
    IncentiveId,
    Panel,
    PanelId,
    PanelistState,
    PanelTask,
    PanelTaskId,
    PassedOver,
)
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_REMINDED = timedelta(days=1)
"""How long before it is due a panelist is reminded."""
_AT_ONCE = 100


@feedback.loads(PanelTask)
def fetch_task(session: Session, id: PanelTaskId) -> PanelTask | None:
    """A task the actor was given, or any for who runs panels."""
    return session.one(tasks_sql.ONE_TASK, id=id, **eyes(session))


@feedback.loads(Finding, owner=lambda finding: finding.member)
def fetch_finding(session: Session, id: FindingId) -> Finding | None:
    """What the actor found, or any for who runs panels."""
    return session.one(tasks_sql.ONE_FINDING, id=id, **eyes(session))


@feedback.loads(Incentive, owner=lambda incentive: incentive.member)
def fetch_incentive(session: Session, id: IncentiveId) -> Incentive | None:
    """What the actor was promised, or any for who runs panels."""
    return session.one(tasks_sql.ONE_INCENTIVE, id=id, **eyes(session))


@feedback.handles(MakeTask)
def make_task(session: Session, command: MakeTask) -> PanelTask:
    """For an open panel."""
    panel = session.get(Panel, command.panel)
    if panel.closed_at is not None:
        raise _asks_no_more()
    if command.due_at <= session.now:
        raise Invalid.field("due_at", "out_of_range", "let it be due in the future")
    made = PanelTask(
        id=PanelTaskId(session.new_id()),
        panel=panel.id,
        title=command.title,
        instructions=command.instructions,
        due_at=command.due_at,
        incentive=command.incentive,
        made_at=session.now,
    )
    session.run(tasks_sql.ADD_TASK, made, made_by=session.member_or_none)
    return made


@feedback.handles(GiveTask)
def give_task(session: Session, command: GiveTask) -> HandOut:
    """One after the other, in the order of their ids."""
    if not 1 <= len(command.members) <= _AT_ONCE:
        raise Invalid.field("members", "out_of_range", f"name 1 to {_AT_ONCE} members")
    task = session.get(PanelTask, command.task)
    panel = session.get(Panel, task.panel)
    if panel.closed_at is not None or panel.saturated_at is not None:
        raise _asks_no_more()
    if task.due_at <= session.now:
        raise Conflict("feedback.task_due", "this task is due already; write another one")
    given, passed_over = [], []
    for member in sorted(set(command.members)):
        reason = _give(session, task, member)
        if reason:
            passed_over.append(PassedOver(member, reason))
        else:
            given.append(member)
    return HandOut(task.id, tuple(given), tuple(passed_over))


@feedback.handles(SubmitFindings)
def submit_findings(session: Session, command: SubmitFindings) -> Assignment:
    """Take the next number of the panel, which holds it; then the panelist's own task, once."""
    member = session.member
    if len(command.findings) > _AT_ONCE:
        raise Invalid.field("findings", "too_many", f"hand in at most {_AT_ONCE} findings")
    task = session.get(PanelTask, command.task)
    ((number, counted_from),) = session.rows(sql.NUMBER, id=task.panel)
    if not session.run(
        tasks_sql.SUBMIT,
        task=task.id,
        member=member,
        now=session.now,
        new_number=number,
        found=len(command.findings),
    ):
        raise _why_not_submitted(session, task, member)
    _add_findings(session, task, command, number)
    session.emit(
        FindingsSubmitted(panel=task.panel, task=task.id, member=member, findings=len(command.findings))
    )
    if task.incentive:
        _promise(session, task.panel, member, what=task.incentive, task=task.id)
    _stop_if_saturated(session, task.panel, submissions=number, counted_from=counted_from)
    ((handed_in),) = session.rows(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    return handed_in


@feedback.handles(MarkRepeat)
def mark_repeat(session: Session, command: MarkRepeat) -> Finding:
    """The later of two; what repeated it repeats the earlier one from now on."""
    found = session.get(Finding, command.finding)
    ((submissions, counted_from),) = session.rows(sql.HOLD_PANEL, id=found.panel)
    earlier = session.get(Finding, command.of)
    earlier = session.get(Finding, earlier.repeats) if earlier.repeats is not None else earlier
    if earlier.panel != found.panel:
        raise Conflict("feedback.other_panel", "these findings are of different panels")
    if (earlier.submission, earlier.id) >= (found.submission, found.id):
        raise Conflict("feedback.later_finding", "mark the later one as the repeat of the earlier one")
    if not session.run(tasks_sql.REPEAT, id=found.id, of=earlier.id):
        raise Conflict("feedback.repeats_already", "it is marked as a repeat already")
    session.run(tasks_sql.LEAD_ON, panel=found.panel, repeated=found.id, of=earlier.id)
    session.run(tasks_sql.NOT_NEW, panel=found.panel, submission=found.submission)
    session.emit(FindingRepeated(panel=found.panel, finding=found.id, of=earlier.id))
    _stop_if_saturated(session, found.panel, submissions=submissions, counted_from=counted_from)
    return evolve(found, repeats=earlier.id)


@feedback.handles(PromiseIncentive)
def promise_incentive(session: Session, command: PromiseIncentive) -> Incentive:
    """To somebody who applied."""
    panel = session.get(Panel, command.panel)
    panelist = fetch_panelist(session, panel.id, command.member)
    return _promise(session, panel.id, panelist.member, what=command.what, task=None)


@feedback.handles(GiveIncentive)
def give_incentive(session: Session, command: GiveIncentive) -> Incentive:
    """Once."""
    found = session.get(Incentive, command.incentive)
    if not session.run(tasks_sql.GIVE, id=found.id, now=session.now, by=session.member_or_none):
        raise Conflict("feedback.given_already", "this was given already")
    session.emit(IncentiveGiven(incentive=found.id, member=found.member))
    return evolve(found, given_at=session.now)


def _give(session: Session, task: PanelTask, member: MemberId) -> str:
    """Give one panelist a task; gives the reason where that cannot be, or nothing."""
    if not session.run(tasks_sql.ASSIGN, task=task.id, member=member, now=session.now, none=0):
        return _why_not_given(session, task, member)
    if not _use_slot(session, member):
        session.run(tasks_sql.UNASSIGN, task=task.id, member=member)
        return "tired"
    session.emit(TaskGiven(panel=task.panel, task=task.id, member=member))
    remind_at = task.due_at - _REMINDED
    if remind_at > session.now:
        schedule_command(session, RemindPanelist(task.id, member), at=remind_at, as_system=True)
    return ""


def _use_slot(session: Session, member: MemberId) -> bool:
    """Use one of the few tasks that a member may be given in the period, whatever panel gives it."""
    settings = session.settings(FeedbackSettings)
    return any(
        session.run(
            tasks_sql.TAKE_SLOT,
            member=member,
            slot=slot,
            free_at=session.now + settings.fatigue_period,
            now=session.now,
        )
        for slot in range(settings.tasks_per_member)
    )


def _why_not_given(session: Session, task: PanelTask, member: MemberId) -> str:
    if session.rows(tasks_sql.ASSIGNMENT, task=task.id, member=member):
        return "has_it"
    panelist = session.one(sql.ONE_PANELIST, panel=task.panel, member=member)
    if panelist is None or panelist.state is not PanelistState.ACCEPTED:
        return "not_accepted"
    if not panelist.active:
        return "paused"
    raise _asks_no_more()  # it was closed or saturated while this command ran


def _why_not_submitted(session: Session, task: PanelTask, member: MemberId) -> Conflict:
    mine = session.one(tasks_sql.ASSIGNMENT, task=task.id, member=member)
    if mine is None:
        return Conflict("feedback.not_given", "this task was not given to you")
    if mine.submitted_at is not None:
        return Conflict("feedback.submitted_already", "you have handed this in already")
    return Conflict("feedback.paused", "agree to the present consent of the panel first, then hand it in")


def _add_findings(session: Session, task: PanelTask, command: SubmitFindings, number: int) -> None:
    session.run_many(
        tasks_sql.ADD_FINDING,
        [
            {
                "id": session.new_id(),
                "panel": task.panel,
                "task": task.id,
                "member": session.member,
                "submission": number,
                "title": draft.title,
                "body": draft.body,
                "severity": draft.severity,
                "repeats": None,
                "at": session.now,
            }
            for draft in command.findings
        ],
    )


def _stop_if_saturated(session: Session, panel: PanelId, *, submissions: int, counted_from: int) -> None:
    """Look at the last run of submissions of a panel that is held."""
    found = session.get(Panel, panel)
    rows = session.rows(tasks_sql.LAST_RUN, panel=panel, counted_from=counted_from, size=found.run_length)
    if is_saturated([new for (new,) in rows], found.run_length) and session.run(
        sql.SATURATE, id=panel, now=session.now
    ):
        session.emit(PanelSaturated(panel=panel, submissions=submissions))


def _promise(
    session: Session, panel: PanelId, member: MemberId, *, what: str, task: PanelTaskId | None
) -> Incentive:
    promised = Incentive(
        IncentiveId(session.new_id()), panel, task, member, what, promised_at=session.now, given_at=None
    )
    session.run(tasks_sql.PROMISE, promised, promised_by=session.member_or_none if task is None else None)
    session.emit(IncentivePromised(incentive=promised.id, member=member))
    return promised


def _asks_no_more() -> Conflict:
    return Conflict("feedback.panel_closed", "this panel is closed or saturated, and asks for no more")
