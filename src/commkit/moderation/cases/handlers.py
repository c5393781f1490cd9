"""How objects are reported, and how moderators share the cases."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.members import is_own
from commkit.moderation.cases import statements as sql
from commkit.moderation.cases.facts import CaseClaimed, ObjectReported
from commkit.moderation.cases.messages import AssignCase, ClaimCase, FileReport, ReleaseCase
from commkit.moderation.cases.policy import is_reportable
from commkit.moderation.cases.records import Case, CaseId, Report, ReportId
from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.tables import case, report
from commkit.posts import Post
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@moderation.loads(Case, table=case)
def fetch_case(context: Context, id: CaseId) -> Case | None:
    """Load a case, for moderators whom it is not about."""
    return context.one(sql.CASE, id=id)


@moderation.loads(Report, owner=lambda report: report.reporter, table=report)
def fetch_report(context: Context, id: ReportId) -> Report | None:
    """Load a report, for its reporter and for moderators whom it is not about."""
    return context.one(sql.REPORT, id=id)


@moderation.handles(FileReport)
def file_report(context: Context, command: FileReport) -> Report:
    """Add the report, and open the case of its object; a member has one open report about an object."""
    weights = context.settings(ModerationSettings).reasons
    if command.reason not in weights:
        raise Invalid.field("reason", "unknown_reason", f"choose one of: {', '.join(weights)}")
    kind = context.registry.records.get(command.record)
    if kind is None or not is_reportable(kind) or not context.has_loader(kind):
        raise Invalid.field("record", "unknown_record", "give the class of an object that is read by its id")
    found: Any = context.get(kind, command.object)
    owner = context.owner_of(found)
    if is_own(context, owner, by_agent=context.agent is not None):
        raise Conflict("moderation.own_object", "this is your own; edit or remove it")
    report = Report(
        id=ReportId(context.new_id()),
        record=command.record,
        object=command.object,
        reporter=context.member_or_none,
        reason=command.reason,
        note=command.note,
        at=context.now,
        closed_at=None,
        outcome=None,
        handed_over=_text_for_moderators(context, found),
    )
    if not context.run(sql.ADD_REPORT, report, decision=None, owner=owner):
        raise Conflict("moderation.reported_already", "your earlier report of this is still open")
    case = open_case(
        context, report.record, report.object, owner=owner, priority=weights[command.reason], reports=1
    )
    context.emit(
        ObjectReported(
            report=report.id, case=case, record=report.record, object=report.object, reason=report.reason
        )
    )
    return report


def _text_for_moderators(context: Context, found: object) -> str:
    """The text of a post whose thread stands for an audience; other moderators may not see the post itself."""
    if not isinstance(found, Post):
        return ""
    opening = found if found.opens else context.get(Post, found.thread)
    return f"{found.title}\n\n{found.body}".strip() if opening.audience is not None else ""


def open_case(
    context: Context,
    record: str,
    object: UUID,
    *,
    owner: MemberId | None,
    priority: int,
    reports: int = 0,
    detections: int = 0,
    appeals: int = 0,
    held: bool = False,
) -> CaseId:
    """Open the case of an object, or add to it.

    Args:
        context: The context.
        record: The class name of the object.
        object: The id of the object.
        owner: The member to whom the object belongs.
        priority: What is added to the priority of the case.
        reports: How many reports are added.
        detections: How many detections are added.
        appeals: How many appeals are added.
        held: Whether the object is hidden until the case is decided.

    Returns:
        The id of the case.
    """
    row = context.one(
        sql.OPEN,
        id=context.new_id(),
        record=record,
        object=object,
        owner=owner,
        rank=-priority,
        reports=reports,
        detections=detections,
        appeals=appeals,
        held=held,
        opened_at=context.now,
        closed_at=None,
        claimed_by=None,
        claimed_until=None,
    )
    assert row is not None
    return CaseId(row[0])


@moderation.handles(ClaimCase)
def claim_case(context: Context, command: ClaimCase) -> Case:
    """Claim the case, unless another moderator has a claim."""
    case = context.get(Case, command.case)
    until = context.now + context.settings(ModerationSettings).claim_duration
    me = context.member
    if not context.run(sql.CLAIM, id=case.id, me=me, by=me, now=context.now, until=until):
        raise claim_conflict(context, context.get(Case, case.id))
    return _set_claim(context, case, me, until)


@moderation.handles(ReleaseCase)
def release_case(context: Context, command: ReleaseCase) -> Case:
    """End the actor's own claim."""
    case = context.get(Case, command.case)
    if not context.run(sql.RELEASE, id=case.id, me=context.member_or_none):
        raise Conflict("moderation.not_claimed_by_you", "you have not claimed this case")
    return _set_claim(context, case, None, None)


@moderation.handles(AssignCase)
def assign_case(context: Context, command: AssignCase) -> Case:
    """Check that the member may handle the case, and replace the claim that the actor saw."""
    case = context.get(Case, command.case)
    role = context.one(sql.ROLE_OF, member=command.member, owner=case.owner)
    if role is None or "moderation.handle" not in context.grants_of(role[0]) or role[1]:
        raise Conflict("moderation.not_a_moderator", "give it to a moderator whom it is not about")
    until = context.now + context.settings(ModerationSettings).claim_duration
    if not context.run(sql.ASSIGN, id=case.id, expected=case.claimed_by, to=command.member, until=until):
        raise claim_conflict(context, context.get(Case, case.id))
    return _set_claim(context, case, command.member, until)


def claim_conflict(context: Context, case: Case) -> Conflict:
    """The error of a case that could not be claimed or decided.

    Args:
        context: The context.
        case: The case as it is now.
    """
    if case.closed_at is not None or not (case.reports or case.detections or case.appeals):
        return Conflict("moderation.closed", "this case was decided already")
    if case.claimed_by not in (None, context.member_or_none):
        return Conflict("moderation.claimed", "another moderator works on this case", by=case.claimed_by)
    return Conflict("moderation.stale", "this case was changed in the meantime; read it again")


def _set_claim(context: Context, case: Case, by: MemberId | None, until: datetime | None) -> Case:
    context.emit(CaseClaimed(case=case.id, by=by))
    return evolve(case, claimed_by=by, claimed_until=until)
