"""How members are silenced, suspended and banned, and how that ends."""

from attrs import evolve

from commkit.members import statements as sql
from commkit.members.actor_lock import lock_actor
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
from commkit.runtime.sessions.session import Session


@members.handles(RestrictMember)
def restrict_member(session: Session, command: RestrictMember) -> Membership:
    """Silence, suspend or ban."""
    before = session.get(Membership, command.member)
    if before.role == OWNER:
        raise Conflict("members.is_owner", "an owner cannot be restricted; give them another role first")
    _check_may_restrict(session, before)
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
    change_status(session, before, after)
    lock_actor(session)
    _emit_status_changed(session, after)
    return after


@members.handles(LiftRestriction)
def lift_restriction(session: Session, command: LiftRestriction) -> Membership:
    """Back to active; who was banned may come in again as anybody may."""
    before = session.get(Membership, command.member)
    if before.status not in (MembershipStatus.SILENCED, MembershipStatus.SUSPENDED, MembershipStatus.BANNED):
        raise Conflict("members.not_restricted", "this member is not restricted")
    _check_may_restrict(session, before)
    after = _lift(session, before)
    lock_actor(session)
    return after


@members.handles(ExpireRestrictions)
def expire_restrictions(session: Session, command: ExpireRestrictions) -> int:
    """Those that ran out first are first; at most 500 at once."""
    ended = 0
    for (id,) in session.rows(sql.EXPIRED_RESTRICTIONS, now=session.now, size=500):
        _lift(session, session.get(Membership, id))
        ended += 1
    return ended


def _lift(session: Session, before: Membership) -> Membership:
    """A silence or a suspension leaves one inside; a ban took one out, and its end lets nobody in."""
    status = MembershipStatus.LEFT if before.status is MembershipStatus.BANNED else MembershipStatus.ACTIVE
    after = evolve(before, status=status, restricted_until=None, restriction_reason="")
    change_status(session, before, after)
    _emit_status_changed(session, after)
    return after


def _check_may_restrict(session: Session, member: Membership) -> None:
    if "members.restrict" in session.grants_of(member.role) and not session.can("members.assign_role"):
        raise Denied(
            "members.owner_only", "only who may change roles decides about somebody who may restrict others"
        )


def _emit_status_changed(session: Session, after: Membership) -> None:
    session.emit(
        MembershipStatusChanged(
            member=after.id,
            status=after.status,
            reason=after.restriction_reason,
            until=after.restricted_until,
        )
    )
