"""How cases are decided."""

from collections.abc import Callable

from attrs import evolve

from commkit.moderation.cases import statements as cases
from commkit.moderation.cases.handlers import claim_conflict
from commkit.moderation.cases.records import Case
from commkit.moderation.decisions import statements as sql
from commkit.moderation.decisions.facts import CaseDecided
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.policy import WITHOUT_SANCTION, check_decision, is_claimed
from commkit.moderation.decisions.records import Decision, DecisionId, DecisionSource
from commkit.moderation.feature import moderation
from commkit.moderation.misuse.handlers import check_evidence
from commkit.moderation.misuse.policy import numbers_told
from commkit.moderation.publication import statements as publication
from commkit.moderation.records import ModerationSettings
from commkit.moderation.sanctions.handlers import apply_decision
from commkit.moderation.tables import decision
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context


@moderation.loads(Decision, owner=lambda decision: decision.member, table=decision)
def fetch_decision(context: Context, id: DecisionId) -> Decision | None:
    """Load a decision, for the member whom it concerns and for moderators; only these see who decided."""
    return context.one(sql.DECISION, id=id)


@moderation.handles(DecideCase)
def decide_case(context: Context, command: DecideCase) -> Decision:
    """Decide the case, for moderators of the community."""
    case = context.get(Case, command.case)
    check_decision(command, case, context.now)
    evidence = check_evidence(context, case, command)
    if evidence is not None:
        told = numbers_told(command.action, evidence, context.now)
        command = evolve(command, facts=f"{command.facts}\n\n{told}")
    return perform_decision(
        context,
        case,
        command,
        apply=lambda decision: apply_decision(context, case, decision, evidence=evidence),
        conflict=lambda: claim_conflict(context, context.get(Case, case.id)),
    )


def perform_decision(
    context: Context,
    case: Case,
    command: DecideCase,
    *,
    apply: Callable[[Decision], Decision],
    conflict: Callable[[], Conflict],
) -> Decision:
    """Add the decision, apply it, and close the case, which only one of simultaneous decisions can.

    Args:
        context: The context.
        case: The case; the caller checked that the actor may decide it.
        command: What is decided; the caller checked it with `check_decision`.
        apply: Does to the object and its owner what the decision says; gives it with its consequences.
        conflict: The error where another one was faster, or has claimed the case.

    Raises:
        Conflict: See `conflict`.
    """
    if case.claimed_by != context.member_or_none and is_claimed(case, context.now):
        raise conflict()
    decision = _new_decision(context, case, command)
    context.run(sql.ADD, decision)
    applied = apply(decision)
    if applied != decision:
        context.run(
            sql.SET_CONSEQUENCES,
            id=applied.id,
            new_consequences=applied.consequences,
            new_until=applied.until,
        )
    if not context.run(
        cases.CLOSE, id=case.id, me=context.member_or_none, now=context.now, expected_held=case.held
    ):
        raise conflict()
    context.run(
        cases.CLOSE_REPORTS,
        of_record=case.record,
        of_object=case.object,
        now=context.now,
        new_outcome=command.action,
        new_decision=decision.id,
    )
    context.emit(
        CaseDecided(
            decision=decision.id,
            case=case.id,
            member=decision.member,
            action=decision.action,
            automated=decision.automated,
        )
    )
    return applied


def _new_decision(context: Context, case: Case, command: DecideCase) -> Decision:
    settings = context.settings(ModerationSettings)
    can_be_appealed = command.action not in WITHOUT_SANCTION and case.owner is not None
    found = bool(case.detections) and context.one(publication.HAS_FINDINGS, id=case.id) is not None
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
        detected="check" if found else "report" if case.reports else "publication",
        automated=context.actor is SYSTEM,
        decided_by=context.member_or_none,
        at=context.now,
        until=command.until,
        consequences=(),
        redress=settings.redress if can_be_appealed else "",
        appeal_until=context.now + settings.appeal_window if can_be_appealed else None,
        reversed_at=None,
        source=_source(context, settings, case),
        territory=command.territory,
        out_of_court=settings.out_of_court if can_be_appealed else "",
        judicial=settings.judicial if can_be_appealed else "",
    )


def _source(context: Context, settings: ModerationSettings, case: Case) -> DecisionSource:
    """What a decision starts from; a notice counts before a report, as it asks for more."""
    if not case.reports:
        return DecisionSource.OWN_INITIATIVE
    reasons = {
        reason for (reason,) in context.rows(cases.OPEN_REASONS, of_record=case.record, of_object=case.object)
    }
    return DecisionSource.NOTICE if reasons & set(settings.illegal_reasons) else DecisionSource.REPORT
