"""How decisions are appealed, and how appeals are decided."""

from attrs import evolve

from commkit.moderation.appeals import statements as sql
from commkit.moderation.appeals.facts import AppealDecided, DecisionAppealed
from commkit.moderation.appeals.messages import AppealDecision, DecideAppeal
from commkit.moderation.appeals.records import Appeal
from commkit.moderation.cases import statements as cases
from commkit.moderation.cases.handlers import open_case
from commkit.moderation.decisions import statements as decisions
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.misuse.handlers import refuse_suspended
from commkit.moderation.sanctions.handlers import reverse_decision
from commkit.moderation.sanctions.policy import PROCESSING
from commkit.runtime.model.errors import Conflict, Denied, NotFound
from commkit.runtime.sessions.context import Context

_PRIORITY = 5
"""What an appeal adds to the priority of its case: as much as a report of something illegal."""


@moderation.handles(AppealDecision)
def appeal_decision(context: Context, command: AppealDecision) -> Appeal:
    """Enter the decision's community from the lobby: a banned member is no longer a member there."""
    decision = context.one(sql.MY_DECISION, id=command.decision, me=context.member_or_none)
    if decision is None or decision.member is None:
        raise NotFound("runtime.not_found", "there is no such decision about you")
    context.enter(decision.community)
    if decision.appeal_until is None or decision.appeal_until <= context.now:
        raise Conflict("moderation.too_late", "this decision cannot be appealed, or not any more")
    if decision.reversed_at is not None:
        raise Conflict("moderation.reversed", "this decision was reversed already")
    if decision.action not in PROCESSING:  # whether somebody misuses appeals must itself be open to one
        refuse_suspended(context, ModerationAction.SUSPEND_APPEALS)
    appeal = Appeal(
        decision=decision.id,
        member=decision.member,
        text=command.text,
        at=context.now,
        decided_by=None,
        decided_at=None,
        granted=None,
        answer="",
    )
    if not context.run(sql.ADD, appeal):
        raise Conflict("moderation.appealed_already", "you have appealed this decision before")
    open_case(context, decision.record, decision.object, owner=decision.member, priority=_PRIORITY, appeals=1)
    context.emit(DecisionAppealed(decision=decision.id, member=appeal.member))
    return appeal


@moderation.handles(DecideAppeal)
def decide_appeal(context: Context, command: DecideAppeal) -> Appeal:
    """Save the answer; the statement checks that it is the first one and by another moderator."""
    statement = context.one(sql.STATEMENT_OF_REASONS, id=command.decision)
    if statement is None:
        raise decision_not_found()
    decision, appeal = statement.decision, statement.appeal
    if appeal is None:
        raise Conflict("moderation.no_appeal", "this decision was not appealed")
    me = context.member_or_none
    if not context.run(
        sql.DECIDE,
        id=decision.id,
        me=me,
        by=me,
        now=context.now,
        grant=command.grant,
        new_answer=command.answer,
    ):
        raise _appeal_conflict(context, decision)
    if command.grant:
        reverse_decision(context, decision)
        context.run(decisions.REVERSE, id=decision.id, now=context.now)
    context.run(cases.CLOSE_APPEAL, of_record=decision.record, of_object=decision.object, now=context.now)
    context.emit(AppealDecided(decision=decision.id, member=appeal.member, granted=command.grant))
    return evolve(appeal, decided_by=me, decided_at=context.now, granted=command.grant, answer=command.answer)


def decision_not_found() -> NotFound:
    """The error of a decision that does not exist, or that the actor may not see."""
    return NotFound("runtime.not_found", "there is no such decision here, or you may not see it")


def _appeal_conflict(context: Context, decision: Decision) -> Conflict | Denied:
    now = context.one(sql.STATEMENT_OF_REASONS, id=decision.id)
    if now is not None and now.appeal is not None and now.appeal.decided_at is None:
        return Denied("moderation.same_person", "an appeal is decided by another moderator")
    return Conflict("moderation.appeal_decided", "this appeal was decided already")
