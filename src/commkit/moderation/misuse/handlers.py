"""How reports and appeals of a member are suspended, and when that ends before its time."""

from attrs import evolve

from commkit.members import is_own
from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.misuse import statements as sql
from commkit.moderation.misuse.facts import ProcessingResumed
from commkit.moderation.misuse.messages import EndProcessingSuspension
from commkit.moderation.misuse.policy import (
    faults_of_evidence,
    ground_of,
    judged_by_people,
    period_start,
    suspended_until,
)
from commkit.moderation.misuse.records import Evidence, ProcessingSuspension
from commkit.moderation.records import ModerationSettings
from commkit.moderation.sanctions.policy import PROCESSING
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context


def check_evidence(context: Context, case: Case, command: DecideCase) -> Evidence | None:
    """Check what a decision to suspend reports or appeals relies on.

    Returns:
        The evidence with its numbers; None for other decisions.

    Raises:
        Invalid: With everything that is missing.
        Denied: No person decides.
    """
    if command.action not in PROCESSING or case.owner is None:
        return None
    if context.member_or_none is None or context.agent is not None:
        raise judged_by_people()
    settings = context.settings(ModerationSettings)
    since = period_start(settings, context.now)
    of_reports = command.action is ModerationAction.SUSPEND_REPORTS
    theirs = {"member": case.owner, "since": since}
    ids = sorted(set(command.evidence))
    among = sql.DISMISSED_AMONG if of_reports else sql.DENIED_AMONG
    found = dict(context.rows(among, ids=ids, **theirs)) if ids else {}
    ((warned_at,),) = context.rows(sql.FIRST_WARNING, ground=ground_of(command.action), **theirs)
    if faults := [*faults_of_evidence(command, settings, context.now, found=found, warned_at=warned_at)]:
        raise Invalid(faults)
    counted = context.one(sql.REPORTS if of_reports else sql.APPEALS, **theirs)
    return Evidence(since, counted.made if counted is not None else 0, tuple(ids))


def suspend_processing(context: Context, decision: Decision, evidence: Evidence) -> None:
    """Suspend what the decision says, until it says; several run beside each other."""
    assert decision.member is not None
    assert decision.until is not None  # `check_decision` asked for both
    suspension = ProcessingSuspension(
        decision=decision.id,
        member=decision.member,
        action=decision.action,
        at=context.now,
        until=decision.until,
        since=evidence.since,
        made=evidence.made,
        unfounded=len(evidence.ids),
        evidence=tuple(map(str, evidence.ids)),
        ended_at=None,
    )
    context.run(sql.ADD, suspension)


def resume_processing(context: Context, decision: Decision) -> bool:
    """End what a decision suspended, and tell of it; gives whether it ran still."""
    ended = bool(context.run(sql.END, of_decision=decision.id, now=context.now))
    if ended and decision.member is not None:
        context.emit(ProcessingResumed(decision=decision.id, member=decision.member, action=decision.action))
    return ended


def refuse_suspended(context: Context, action: ModerationAction) -> None:
    """Refuse what the actor sends while it is not processed.

    Raises:
        Denied: It is not.
    """
    running = context.one(sql.RUNNING, me=context.member_or_none, action=action, now=context.now)
    if running is not None:
        refusal = suspended_until(action, running[0])
        raise Denied(refusal.code, refusal.reason)


@moderation.handles(EndProcessingSuspension)
def end_processing_suspension(context: Context, command: EndProcessingSuspension) -> ProcessingSuspension:
    """Load the decision; nobody ends one about themselves."""
    decision = context.get(Decision, command.decision)
    if is_own(context, decision.member):
        raise Denied("moderation.same_person", "another moderator ends what is about you")
    suspension = context.one(sql.OF_DECISION, decision=decision.id)
    if suspension is None or not resume_processing(context, decision):
        raise Conflict("moderation.not_suspended", "this decision suspends nothing, or not any more")
    return evolve(suspension, ended_at=context.now)
