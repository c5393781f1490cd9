"""How a case is decided, and how its owner learns why."""

from datetime import datetime

from commkit.moderation import decision_statements as sql
from commkit.moderation import statements as cases
from commkit.moderation.facts import CaseDecided
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.handlers import claim_conflict, viewer
from commkit.moderation.messages import DecideCase, ReadDecision
from commkit.moderation.records import (
    Case,
    Decision,
    DecisionGround,
    DecisionId,
    ModerationAction,
    StatementOfReasons,
)
from commkit.moderation.sanctions import RESTRICTIONS, apply_decision
from commkit.runtime.model.errors import FieldError, Invalid, NotFound
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context

_WITHOUT_SANCTION = (ModerationAction.DISMISS, ModerationAction.RESTORE)


@moderation.loads(Decision, owner=lambda decision: decision.member)
def fetch_decision(context: Context, id: DecisionId) -> Decision | None:
    """A decision, for whom it concerns and for moderators; who decided is told to moderators only."""
    return context.one(sql.ONE_DECISION, id=id, **viewer(context))


@moderation.handles(ReadDecision)
def read_decision(context: Context, query: ReadDecision) -> StatementOfReasons:
    """With its appeal."""
    found = context.one(sql.ONE_WITH_APPEAL, id=query.decision, **viewer(context))
    if found is None:
        raise NotFound("runtime.not_found", "there is no such decision here, or it is not for you to see")
    return found


@moderation.handles(DecideCase)
def decide_case(context: Context, command: DecideCase) -> Decision:
    """Write the reasons down, do what was decided, and settle the case, which only one decision can."""
    case = context.get(Case, command.case)
    _check(context, case, command)
    if case.claimed_by not in (None, context.member_or_none) and not _has_expired(case, context.now):
        raise claim_conflict(context, case)
    made = _reasons(context, case, command)
    context.run(sql.ADD_DECISION, made)
    done = apply_decision(context, case, made)
    if done != made:
        context.run(
            sql.SET_CONSEQUENCES, id=done.id, new_consequences=done.consequences, new_until=done.until
        )
    if not context.run(
        cases.SETTLE_CASE, id=case.id, me=context.member_or_none, now=context.now, seen_held=case.held
    ):
        raise claim_conflict(context, case)
    context.run(
        cases.CLOSE_REPORTS,
        of_record=case.record,
        of_object=case.object,
        now=context.now,
        new_outcome=command.action,
        new_decision=made.id,
    )
    context.emit(
        CaseDecided(
            decision=made.id,
            case=case.id,
            member=made.member,
            action=made.action,
            automated=made.automated,
        )
    )
    return done


def _reasons(context: Context, case: Case, command: DecideCase) -> Decision:
    settings = context.settings(ModerationSettings)
    can_be_appealed = command.action not in _WITHOUT_SANCTION and case.owner is not None
    return Decision(
        id=DecisionId(context.new_id()),
        community=context.community_id,
        record=case.record,
        object=case.object,
        member=case.owner,
        action=command.action,
        facts=command.facts,
        rule=command.rule,
        ground=command.ground,
        law=command.law,
        detected="check" if case.detections else "report",
        automated=context.actor is SYSTEM,
        decided_by=context.member_or_none,
        at=context.now,
        until=command.until,
        consequences=(),
        redress=settings.redress if can_be_appealed else "",
        appeal_until=context.now + settings.appeal_window if can_be_appealed else None,
        reversed_at=None,
    )


def _check(context: Context, case: Case, command: DecideCase) -> None:
    faults = []
    if command.action not in _WITHOUT_SANCTION:
        told = "a decision against somebody tells its reasons"
        faults += [
            FieldError(name, "blank", told)
            for name, text in (("rule", command.rule), ("facts", command.facts))
            if not text.strip()
        ]
    if command.ground is DecisionGround.LAW and not command.law.strip():
        faults.append(FieldError("law", "blank", "name the law, and why the object is against it"))
    if command.action in (ModerationAction.REMOVE, ModerationAction.RESTORE) and case.record != "Post":
        told = "only posts are taken down and put up from here; use the command of what it is"
        faults.append(FieldError("action", "not_a_post", told))
    if (
        command.action in (ModerationAction.WARN, ModerationAction.STRIKE, *RESTRICTIONS)
        and case.owner is None
    ):
        faults.append(FieldError("action", "nobody", "this object belongs to no member"))
    if command.until is not None and (command.action not in RESTRICTIONS or command.until <= context.now):
        told = "only a silence, a suspension or a ban ends, and in the future"
        faults.append(FieldError("until", "no_end", told))
    if faults:
        raise Invalid(faults)


def _has_expired(case: Case, now: datetime) -> bool:
    return case.claimed_until is not None and case.claimed_until <= now
