"""How members are silenced, suspended and banned, and how that ends."""

from attrs import evolve

from commkit.members import statements as sql
from commkit.members.feature import members
from commkit.members.handlers import change_status
from commkit.members.messages import (
    ExpireRestrictions,
    LiftRestriction,
    MembershipStatusChanged,
    RestrictMember,
)
from commkit.members.records import CURRENT_STATUSES, Membership, MembershipStatus
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.types import OWNER
from commkit.runtime.sessions.context import Context


@members.handles(RestrictMember)
def restrict_member(context: Context, command: RestrictMember) -> Membership:
    """Silence, suspend or ban."""
    before = context.get(Membership, command.member)
    if before.role == OWNER:
        raise Conflict("members.is_owner", "an owner cannot be restricted; give them another role first")
    _check_may_restrict(context, before)
    wish = MembershipStatus(command.status)
    if wish is not MembershipStatus.BANNED and before.status not in (
        *CURRENT_STATUSES,
        MembershipStatus.BANNED,
    ):
        raise Conflict("members.not_a_member", "only who is inside can be silenced or suspended")
    after = evolve(
        before,
        status=wish,
        restricted_until=command.until,
        restriction_reason=command.reason,
    )
    after = change_status(context, before, after)
    _emit_status_changed(context, after)
    return after


@members.handles(LiftRestriction)
def lift_restriction(context: Context, command: LiftRestriction) -> Membership:
    """Back to active; who was banned may come in again as anybody may."""
    before = context.get(Membership, command.member)
    if before.status not in (MembershipStatus.SILENCED, MembershipStatus.SUSPENDED, MembershipStatus.BANNED):
        raise Conflict("members.not_restricted", "this member is not restricted")
    _check_may_restrict(context, before)
    return _lift(context, before)


@members.handles(ExpireRestrictions)
def expire_restrictions(context: Context, command: ExpireRestrictions) -> int:
    """Those that ran out first are first; at most 500 at once."""
    ended = 0
    for (id,) in context.rows(sql.EXPIRED_RESTRICTIONS, now=context.now, size=500):
        _lift(context, context.get(Membership, id))
        ended += 1
    return ended


def _lift(context: Context, before: Membership) -> Membership:
    """A silence or a suspension leaves one inside; a ban took one out, and its end lets nobody in."""
    status = MembershipStatus.LEFT if before.status is MembershipStatus.BANNED else MembershipStatus.ACTIVE
    after = evolve(before, status=status, restricted_until=None, restriction_reason="")
    after = change_status(context, before, after)
    _emit_status_changed(context, after)
    return after


def _check_may_restrict(context: Context, member: Membership) -> None:
    if "members.restrict" in context.grants_of(member.role) and not context.can("members.assign_role"):
        raise Denied(
            "members.owner_only", "only who may change roles decides about somebody who may restrict others"
        )


def _emit_status_changed(context: Context, after: Membership) -> None:
    context.emit(
        MembershipStatusChanged(
            member=after.id,
            status=after.status,
            reason=after.restriction_reason,
            until=after.restricted_until,
        )
    )
