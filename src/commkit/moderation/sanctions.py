"""What decisions do, and how it is undone."""

from typing import Literal

from attrs import evolve

from commkit.members import AddMember, LiftRestriction, Membership, MembershipStatus, RestrictMember
from commkit.moderation import decision_statements as sql
from commkit.moderation.facts import StrikeGiven
from commkit.moderation.feature import ModerationSettings
from commkit.moderation.records import Case, Decision, ModerationAction, StrikeId
from commkit.posts import Post, PostId, RemovePost, RestorePost
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.context import Context

_RestrictTo = Literal["silenced", "suspended", "banned"]
RESTRICTIONS: dict[ModerationAction, _RestrictTo] = {
    ModerationAction.SILENCE: "silenced",
    ModerationAction.SUSPEND: "suspended",
    ModerationAction.BAN: "banned",
}
"""The standings that decisions bring about."""


def apply_decision(context: Context, case: Case, decision: Decision) -> Decision:
    """Do what was decided; gives the decision with what followed from it by rule."""
    action = decision.action
    if action is ModerationAction.RESTORE or (case.held and action is ModerationAction.DISMISS):
        if action is ModerationAction.RESTORE or _is_down(
            context, case
        ):  # somebody may have put it up already
            context.do(RestorePost(PostId(case.object)))
        return decision
    done = decision
    if action is ModerationAction.REMOVE:
        if not _is_down(context, case):
            context.do(RemovePost(PostId(case.object), reason=decision.rule))
        elif not case.held:
            done = evolve(decision, consequences=("gone",))
    elif case.held:
        done = evolve(decision, consequences=("removed",))
    if action is ModerationAction.STRIKE and decision.member is not None:
        done = _strike(context, done, decision.member)
    elif action in RESTRICTIONS and decision.member is not None:
        was_inside = context.get(Membership, decision.member).is_current
        context.do(RestrictMember(decision.member, RESTRICTIONS[action], decision.rule, until=decision.until))
        if action is ModerationAction.BAN and was_inside:
            done = evolve(done, consequences=(*done.consequences, "expelled"))
    return done


def reverse_decision(context: Context, decision: Decision) -> None:
    """Take back what a decision did, as far as it still holds: somebody may have decided anew since."""
    took_down = decision.action is ModerationAction.REMOVE and "gone" not in decision.consequences
    if took_down or "removed" in decision.consequences:
        post = _post_or_none(context, decision)
        if post is not None and post.removed_at is not None:
            context.do(RestorePost(post.id))
    if decision.action is ModerationAction.STRIKE:
        context.run(sql.END_STRIKE, of=decision.id, now=context.now)
        context.run(sql.UNSPEND_STRIKES, of=decision.id)
    restricted = "suspended" if "suspended" in decision.consequences else RESTRICTIONS.get(decision.action)
    if restricted is not None and decision.member is not None:
        _lift_restriction(context, decision, decision.member, MembershipStatus(restricted))


def _strike(context: Context, decision: Decision, member: MemberId) -> Decision:
    """Give a strike; enough of them suspend, and are used up by that."""
    settings = context.settings(ModerationSettings)
    context.run(sql.LOCK_MEMBER, whose=member)
    strike = StrikeId(context.new_id())
    context.run(
        sql.ADD_STRIKE,
        id=strike,
        member=member,
        decision=decision.id,
        at=context.now,
        expires_at=context.now + settings.strike_duration,
        ended_at=None,
        spent_by=None,
    )
    counting = len(context.rows(sql.STRIKES, whose=member, now=context.now))
    is_enough = 0 < settings.strikes_to_suspend <= counting
    status = context.get(Membership, member).status if is_enough else None
    suspends = status in (MembershipStatus.ACTIVE, MembershipStatus.SILENCED)
    if suspends:
        until = context.now + settings.suspension_duration
        context.do(RestrictMember(member, "suspended", f"{counting} strikes", until=until))
        context.run(sql.SPEND_STRIKES, whose=member, now=context.now, new_by=decision.id)
        decision = evolve(decision, consequences=(*decision.consequences, "suspended"), until=until)
    context.emit(
        StrikeGiven(strike=strike, member=member, decision=decision.id, counting=counting, suspended=suspends)
    )
    return decision


def _is_down(context: Context, case: Case) -> bool:
    return context.get(Post, PostId(case.object)).removed_at is not None


def _lift_restriction(
    context: Context, decision: Decision, member: MemberId, status: MembershipStatus
) -> None:
    now = context.get(Membership, member)
    if now.status is not status or now.restricted_until != decision.until:
        return
    context.do(LiftRestriction(member))
    if "expelled" in decision.consequences:  # the end of a ban lets nobody in, but its undoing does
        context.do(AddMember(now.key, role=now.role if context.can("members.assign_role") else MEMBER))


def _post_or_none(context: Context, decision: Decision) -> Post | None:
    try:
        return context.get(Post, PostId(decision.object))
    except NotFound:
        return None
