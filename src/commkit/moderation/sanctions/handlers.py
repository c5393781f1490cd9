"""How a decision is applied to posts and members, and how it is reversed."""

from attrs import evolve

from commkit.members import AddMember, LiftRestriction, Membership, MembershipStatus, RestrictMember
from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.misuse.handlers import resume_processing, suspend_processing
from commkit.moderation.misuse.records import Evidence
from commkit.moderation.sanctions.policy import PROCESSING, RESTRICTIONS
from commkit.moderation.strikes.handlers import give_strike, reverse_strike
from commkit.posts import Post, PostId, RemovePost, RestorePost, is_hidden
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.context import Context


def apply_decision(
    context: Context, case: Case, decision: Decision, *, evidence: Evidence | None = None
) -> Decision:
    """Apply a decision to the post and to its owner.

    Args:
        context: The context.
        case: The case.
        decision: The decision.
        evidence: What a decision to suspend reports or appeals relies on.

    Returns:
        The decision with its consequences.
    """
    applied = _apply_to_post(context, case, decision)
    if decision.member is None:
        return applied
    if decision.action is ModerationAction.STRIKE:
        return give_strike(context, applied, decision.member)
    if decision.action in RESTRICTIONS:
        return _restrict(context, applied, decision.member)
    if evidence is not None:
        suspend_processing(context, decision, evidence)
    return applied


def reverse_decision(context: Context, decision: Decision) -> None:
    """Reverse what a decision did, except where a later decision or command has changed it since."""
    removed = (
        decision.action is ModerationAction.REMOVE and "already_removed" not in decision.consequences
    ) or "removed" in decision.consequences
    if removed:
        post = _post_or_none(context, decision)
        if post is not None and post.removed_at is not None:
            context.do(RestorePost(post.id))
    if decision.action is ModerationAction.STRIKE:
        reverse_strike(context, decision)
    if decision.action in PROCESSING:
        resume_processing(context, decision)
    restricted = "suspended" if "suspended" in decision.consequences else RESTRICTIONS.get(decision.action)
    if restricted is not None and decision.member is not None:
        _lift_restriction(context, decision, decision.member, MembershipStatus(restricted))


def _apply_to_post(context: Context, case: Case, decision: Decision) -> Decision:
    match decision.action:
        case ModerationAction.RESTORE:
            context.do(RestorePost(PostId(case.object)))
        case ModerationAction.DISMISS:
            if case.held and _is_removed(context, case):  # a moderator may have restored it before
                context.do(RestorePost(PostId(case.object)))
        case ModerationAction.REMOVE:
            if not _is_removed(context, case):
                context.do(RemovePost(PostId(case.object), reason=decision.rule))
            elif not case.held:
                return evolve(decision, consequences=("already_removed",))
        case _ if case.held:
            return evolve(decision, consequences=("removed",))
    return decision


def _restrict(context: Context, decision: Decision, member: MemberId) -> Decision:
    was_current = context.get(Membership, member).is_current
    context.do(RestrictMember(member, RESTRICTIONS[decision.action], decision.rule, until=decision.until))
    if decision.action is ModerationAction.BAN and was_current:
        return evolve(decision, consequences=(*decision.consequences, "expelled"))
    return decision


def _lift_restriction(
    context: Context, decision: Decision, member: MemberId, status: MembershipStatus
) -> None:
    membership = context.get(Membership, member)
    if membership.status is not status or membership.restricted_until != decision.until:
        return
    context.do(LiftRestriction(member))
    if (
        "expelled" in decision.consequences
    ):  # lifting a ban makes nobody a member again, but reversing it does
        role = membership.role if context.can("members.assign_role") else MEMBER
        context.do(AddMember(membership.key, role=role))


def _is_removed(context: Context, case: Case) -> bool:
    post = context.get(Post, PostId(case.object))
    # One that is only hidden by a change of the community's type would be back when the type is changed again.
    return post.removed_at is not None and not is_hidden(context, post.id)


def _post_or_none(context: Context, decision: Decision) -> Post | None:
    try:
        return context.get(Post, PostId(decision.object))
    except NotFound:
        return None
