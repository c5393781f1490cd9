"""How strikes are given and reversed."""

from attrs import evolve

from commkit.members import Membership, MembershipStatus, RestrictMember
from commkit.moderation.decisions.records import Decision
from commkit.moderation.records import ModerationSettings
from commkit.moderation.strikes import statements as sql
from commkit.moderation.strikes.facts import StrikeGiven
from commkit.moderation.strikes.records import StrikeId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def give_strike(context: Context, decision: Decision, member: MemberId) -> Decision:
    """Give a strike; enough strikes suspend the member, and do not count again.

    Returns:
        The decision with its consequences.
    """
    settings = context.settings(ModerationSettings)
    context.run(sql.LOCK_MEMBER, member=member)
    strike = StrikeId(context.new_id())
    context.run(
        sql.ADD,
        id=strike,
        member=member,
        decision=decision.id,
        at=context.now,
        expires_at=context.now + settings.strike_duration,
        ended_at=None,
        spent_by=None,
    )
    counting = len(context.rows(sql.COUNTING, member=member, now=context.now))
    is_enough = 0 < settings.strikes_to_suspend <= counting
    status = context.get(Membership, member).status if is_enough else None
    suspends = status in (MembershipStatus.ACTIVE, MembershipStatus.SILENCED)
    if suspends:
        until = context.now + settings.suspension_duration
        context.do(RestrictMember(member, "suspended", f"{counting} strikes", until=until))
        context.run(sql.SPEND, member=member, now=context.now, new_spent_by=decision.id)
        decision = evolve(decision, consequences=(*decision.consequences, "suspended"), until=until)
    context.emit(
        StrikeGiven(strike=strike, member=member, decision=decision.id, counting=counting, suspended=suspends)
    )
    return decision


def reverse_strike(context: Context, decision: Decision) -> None:
    """End the strike of a decision; strikes that led to a suspension with it count again."""
    context.run(sql.END, decision=decision.id, now=context.now)
    context.run(sql.RESTORE_SPENT, decision=decision.id)
