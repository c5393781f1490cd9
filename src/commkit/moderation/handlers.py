"""How things are reported, and how moderators share the cases out."""

from datetime import datetime
from uuid import UUID

from attrs import evolve

from commkit.moderation import decision_statements as decisions
from commkit.moderation import statements as sql
from commkit.moderation.facts import CaseClaimed, ObjectReported
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import AssignCase, ClaimCase, FileReport, ListCases, ReadCase, ReleaseCase
from commkit.moderation.records import Case, CaseFile, CaseId, Decision, Report, ReportId
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_AT_ONCE = 100
_ALL_RANKS = 2**31
_OURS = (Case, Report, Decision)


@moderation.loads(Case)
def fetch_case(context: Context, id: CaseId) -> Case | None:
    """A case, for moderators whom it is not about."""
    return context.one(sql.ONE_CASE, id=id, **viewer(context))


@moderation.loads(Report, owner=lambda report: report.reporter)
def fetch_report(context: Context, id: ReportId) -> Report | None:
    """A report, for its reporter and for moderators whom it is not about."""
    return context.one(sql.ONE_REPORT, id=id, **viewer(context))


def viewer(context: Context) -> dict[str, object]:
    """Who looks, and whether they are a moderator."""
    return {"me": context.member_or_none, "handles": context.can("moderation.handle")}


@moderation.handles(FileReport)
def file_report(context: Context, command: FileReport) -> Report:
    """One open report for each reporter and object; it opens the object's case, or adds to it."""
    weights = context.settings(ModerationSettings).reasons
    if command.reason not in weights:
        raise Invalid.field("reason", "unknown_reason", f"choose one of: {', '.join(weights)}")
    kind = context.registry.records.get(command.record)
    if kind is None or kind in _OURS or not context.has_loader(kind):
        raise Invalid.field(
            "record", "unknown_record", "name the class of something that can be read by its id"
        )
    about = context.owner_of(context.get(kind, command.object))
    if about is not None and about == context.member_or_none:
        raise Conflict("moderation.own_object", "this is your own; edit it or take it down")
    made = Report(
        id=ReportId(context.new_id()),
        record=command.record,
        object=command.object,
        reporter=context.member_or_none,
        reason=command.reason,
        note=command.note,
        at=context.now,
        closed_at=None,
        outcome=None,
    )
    if not context.run(sql.ADD_REPORT, made, decision=None):
        raise Conflict("moderation.reported_already", "your earlier report of this is still open")
    case = open_case(
        context, made.record, made.object, owner=about, priority=weights[command.reason], reports=1
    )
    context.emit(
        ObjectReported(report=made.id, case=case, record=made.record, object=made.object, reason=made.reason)
    )
    return made


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
    """Open the case of an object, or add to it; gives its id."""
    case = context.one(
        sql.OPEN_CASE,
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
    assert case is not None
    return CaseId(case[0])


@moderation.handles(ClaimCase)
def claim_case(context: Context, command: ClaimCase) -> Case:
    """Whoever comes first has it."""
    case = context.get(Case, command.case)
    until = context.now + context.settings(ModerationSettings).claim_duration
    me = context.member
    if not context.run(sql.CLAIM, id=case.id, me=me, by=me, now=context.now, until=until):
        raise claim_conflict(context, case)
    return _claimed(context, case, me, until)


@moderation.handles(ReleaseCase)
def release_case(context: Context, command: ReleaseCase) -> Case:
    """Back to the queue."""
    case = context.get(Case, command.case)
    if not context.run(sql.RELEASE, id=case.id, me=context.member_or_none):
        raise Conflict("moderation.not_claimed_by_you", "you do not work on this case")
    return _claimed(context, case, None, None)


@moderation.handles(AssignCase)
def assign_case(context: Context, command: AssignCase) -> Case:
    """To somebody who may, from whoever was seen to have it."""
    case = context.get(Case, command.case)
    role = context.one(sql.MAY_HANDLE, whose=command.member)
    if role is None or "moderation.handle" not in context.grants_of(role[0]) or command.member == case.owner:
        raise Conflict("moderation.not_a_moderator", "give it to a moderator whom it is not about")
    until = context.now + context.settings(ModerationSettings).claim_duration
    if not context.run(sql.ASSIGN, id=case.id, seen=case.claimed_by, to=command.member, until=until):
        raise claim_conflict(context, case)
    return _claimed(context, case, command.member, until)


def _claimed(context: Context, case: Case, by: MemberId | None, until: datetime | None) -> Case:
    context.emit(CaseClaimed(case=case.id, by=by))
    return evolve(case, claimed_by=by, claimed_until=until)


def claim_conflict(context: Context, seen: Case) -> Conflict:
    """Why a case cannot be had."""
    case = context.get(Case, seen.id)
    if case.closed_at is not None or not (case.reports or case.detections or case.appeals):
        return Conflict("moderation.closed", "this case was decided already")
    if case.claimed_by not in (None, context.member_or_none):
        return Conflict("moderation.claimed", "somebody else works on this case", by=case.claimed_by)
    return Conflict("moderation.stale", "this case was changed in the meantime; read it again")


@moderation.handles(ListCases)
def list_cases(context: Context, query: ListCases) -> Page[Case]:
    """By priority, then by age; the key is the priority and the id."""
    limit = page_size(query.limit)
    after = decode_cursor(query.after, 24) if query.after is not None else None
    rows = context.rows(
        sql.QUEUE,
        me=context.member_or_none,
        now=context.now,
        all_of_them=query.filter == "all",
        free_ones=query.filter == "unclaimed",
        my_own=query.filter == "mine",
        after_rank=-min(int.from_bytes(after[:8], "big"), _ALL_RANKS) if after else -_ALL_RANKS,
        after=UUID(bytes=after[8:]) if after else UUID(int=0),
        size=limit + 1,
    )
    return cut(rows, limit, lambda case: case.priority.to_bytes(8, "big") + case.id.bytes)


@moderation.handles(ReadCase)
def read_case(context: Context, query: ReadCase) -> CaseFile:
    """The case and what belongs to its object."""
    case = context.get(Case, query.case)
    its = {"of_record": case.record, "of_object": case.object, "size": _AT_ONCE}
    strikes = (
        context.rows(decisions.STRIKES, whose=case.owner, now=context.now) if case.owner is not None else []
    )
    return CaseFile(
        case=case,
        reports=tuple(context.rows(sql.OPEN_REPORTS, **its)),
        detections=tuple(context.rows(sql.DETECTIONS, case=case.id, size=_AT_ONCE)),
        decisions=tuple(context.rows(decisions.DECISIONS, **its, **viewer(context))),
        appeals=tuple(context.rows(decisions.OPEN_APPEALS, **its)),
        strikes=tuple(strikes),
    )
