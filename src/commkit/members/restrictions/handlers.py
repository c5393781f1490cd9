"""How members are silenced, suspended and banned, and how that ends."""

from attrs import evolve

from commkit.members.agents import statements as agents_sql
from commkit.members.feature import members
from commkit.members.handlers import change_status
from commkit.members.kept_restrictions import statements as kept_sql
from commkit.members.records import (
    CURRENT_STATUSES,
    RESTRICTED_STATUSES,
    Membership,
    MembershipKind,
    MembershipStatus,
)
from commkit.members.restrictions import statements as sql
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.members.restrictions.messages import ExpireRestrictions, LiftRestriction, RestrictMember
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.model.types import OWNER
from commkit.runtime.sessions.context import Context

_EXPIRED_AT_ONCE = 500


@members.handles(RestrictMember)
def restrict_member(context: Context, command: RestrictMember) -> Membership:
    """Set the status, the reason and the end."""
    before = context.get(Membership, command.member)
    if before.role == OWNER:
        raise Conflict("members.is_owner", "an owner cannot be restricted; give them another role first")
    _check_may_restrict(context, before)
    if command.until is not None and command.until <= context.now:
        raise Invalid.field("until", "past", "give a time in the future, or none for no end")
    status = MembershipStatus(command.status)
    if status is not MembershipStatus.BANNED and before.status not in (
        *CURRENT_STATUSES,
        MembershipStatus.BANNED,
    ):
        raise Conflict("members.not_a_member", "only who is inside can be silenced or suspended")
    after = evolve(before, status=status, restricted_until=command.until, restriction_reason=command.reason)
    return _change_status(context, before, after)


@members.handles(LiftRestriction)
def lift_restriction(context: Context, command: LiftRestriction) -> Membership:
    """End a restriction before its time."""
    before = context.get(Membership, command.member)
    if before.status not in RESTRICTED_STATUSES:
        raise Conflict("members.not_restricted", "this member is not restricted")
    _check_may_restrict(context, before)
    return _lift(context, before)


@members.handles(ExpireRestrictions)
def expire_restrictions(context: Context, command: ExpireRestrictions) -> int:
    """Lift the restrictions whose end has come."""
    expired = context.rows(sql.EXPIRED, now=context.now, size=_EXPIRED_AT_ONCE)
    for (id,) in expired:
        _lift(context, context.get(Membership, id))
    context.run(kept_sql.DELETE_ENDED, now=context.now)
    return len(expired)


def _lift(context: Context, before: Membership) -> Membership:
    """After a silence or a suspension a member is active; after a ban, or its removal as an agent, outside."""
    stays_outside = before.status is MembershipStatus.BANNED or (
        before.kind is MembershipKind.AGENT and bool(context.rows(agents_sql.IS_REMOVED, id=before.id))
    )
    status = MembershipStatus.LEFT if stays_outside else MembershipStatus.ACTIVE
    after = evolve(before, status=status, restricted_until=None, restriction_reason="")
    return _change_status(context, before, after)


def _change_status(context: Context, before: Membership, after: Membership) -> Membership:
    changed = change_status(context, before, after)
    context.emit(
        MembershipStatusChanged(
            member=changed.id,
            status=changed.status,
            reason=changed.restriction_reason,
            until=changed.restricted_until,
        )
    )
    return changed


def may_restrict(context: Context, member: Membership) -> bool:
    """Whether the actor, who may restrict members, may restrict this one."""
    return "members.restrict" not in context.grants_of(member.role) or context.can("members.assign_role")


def _check_may_restrict(context: Context, member: Membership) -> None:
    if not may_restrict(context, member):
        raise Denied(
            "members.owner_only", "only who may change roles decides about somebody who may restrict others"
        )
