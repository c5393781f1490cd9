"""How members object to what was decided about them, and how somebody else decides then."""

from uuid import UUID

from attrs import evolve

from commkit.moderation import decision_statements as sql
from commkit.moderation import statements as cases
from commkit.moderation.facts import AppealDecided, DecisionAppealed
from commkit.moderation.feature import moderation
from commkit.moderation.handlers import open_case, viewer
from commkit.moderation.messages import AppealDecision, DecideAppeal, ListMyStatementsOfReasons
from commkit.moderation.records import Appeal, Decision, StatementOfReasons
from commkit.moderation.sanctions import reverse_decision
from commkit.runtime.model.errors import Conflict, Denied, NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_PRIORITY = 5
"""What an appeal adds to the priority of its case: as much as a report of something illegal."""


@moderation.handles(AppealDecision)
def appeal_decision(context: Context, command: AppealDecision) -> Appeal:
    """Once, in time, and from outside: who was banned may be nobody inside any more."""
    decision = context.one(sql.MY_DECISION, id=command.decision, me=context.member_or_none)
    if decision is None or decision.member is None:
        raise NotFound("runtime.not_found", "there is no such decision about you")
    context.enter(decision.community)
    if decision.appeal_until is None or decision.appeal_until <= context.now:
        raise Conflict("moderation.too_late", "this decision cannot be appealed, or not any more")
    if decision.reversed_at is not None:
        raise Conflict("moderation.reversed", "this decision was undone already")
    made = Appeal(
        decision=decision.id,
        member=decision.member,
        text=command.text,
        at=context.now,
        decided_by=None,
        decided_at=None,
        granted=None,
        answer="",
    )
    if not context.run(sql.ADD_APPEAL, made):
        raise Conflict("moderation.appealed_already", "you have appealed this decision; it is decided once")
    open_case(context, decision.record, decision.object, owner=decision.member, priority=_PRIORITY, appeals=1)
    context.emit(DecisionAppealed(decision=decision.id, member=made.member))
    return made


@moderation.handles(DecideAppeal)
def decide_appeal(context: Context, command: DecideAppeal) -> Appeal:
    """One answer, by somebody else; the condition is in the statement that writes it."""
    found = context.one(sql.ONE_WITH_APPEAL, id=command.decision, **viewer(context))
    if found is None:
        raise NotFound("runtime.not_found", "there is no such decision here, or it is not for you to see")
    decision, appeal = found.decision, found.appeal
    if appeal is None:
        raise Conflict("moderation.no_appeal", "this decision was not appealed")
    me = context.member_or_none
    if not context.run(
        sql.DECIDE_APPEAL,
        id=decision.id,
        me=me,
        by=me,
        now=context.now,
        grant=command.grant,
        new_answer=command.answer,
    ):
        raise _appeal_conflict(context, decision, appeal)
    if command.grant:
        reverse_decision(context, decision)
        context.run(sql.REVERSE, id=decision.id, now=context.now)
    context.run(cases.SETTLE_APPEAL, of_record=decision.record, of_object=decision.object, now=context.now)
    context.emit(AppealDecided(decision=decision.id, member=appeal.member, granted=command.grant))
    return evolve(appeal, decided_by=me, decided_at=context.now, granted=command.grant, answer=command.answer)


@moderation.handles(ListMyStatementsOfReasons)
def list_my_statements_of_reasons(
    context: Context, query: ListMyStatementsOfReasons
) -> Page[StatementOfReasons]:
    """In every community, the newest first."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else sql.LAST
    rows = context.rows(sql.MY_STATEMENTS_OF_REASONS, me=context.member_or_none, after=after, size=limit + 1)
    return cut(rows, limit, lambda found: found.decision.id.bytes)


def _appeal_conflict(context: Context, decision: Decision, seen: Appeal) -> Conflict | Denied:
    me = context.member_or_none
    if me is not None and me in (decision.decided_by, seen.member):
        return Denied("moderation.same_person", "an appeal is decided by somebody else")
    return Conflict("moderation.appeal_decided", "this appeal was decided already")
