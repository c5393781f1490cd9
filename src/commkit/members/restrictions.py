"""How members are silenced, suspended and banned, and how that ends."""

from attrs import evolve

from commkit.members import statements as sql
from commkit.members.feature import members
from commkit.members.handlers import change_standing
from commkit.members.holding import hold_to_role
from commkit.members.messages import EndRestrictions, Reinstate, Restrict, StandingChanged
from commkit.members.records import INSIDE, Membership, Standing
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.types import OWNER
from commkit.runtime.sessions.session import Session


@members.handles(Restrict)
def restrict(session: Session, command: Restrict) -> Membership:
    """Silence, suspend or ban."""
    before = session.get(Membership, command.member)
    if before.role == OWNER:
        raise Conflict("members.is_owner", "an owner cannot be restricted; give them another role first")
    _refuse_unless_above(session, before)
    wish = Standing(command.standing)
    if wish is not Standing.BANNED and before.standing not in (*INSIDE, Standing.BANNED):
        raise Conflict("members.not_inside", "only who is inside can be silenced or suspended")
    after = evolve(
        before,
        standing=wish,
        standing_until=command.until,
        standing_reason=command.reason,
    )
    change_standing(session, before, after)
    hold_to_role(session)
    _tell_standing(session, after)
    return after


@members.handles(Reinstate)
def reinstate(session: Session, command: Reinstate) -> Membership:
    """Back to active; who was banned may come in again as anybody may."""
    before = session.get(Membership, command.member)
    if before.standing not in (Standing.SILENCED, Standing.SUSPENDED, Standing.BANNED):
        raise Conflict("members.not_restricted", "this member is not restricted")
    _refuse_unless_above(session, before)
    after = _end_restriction(session, before)
    hold_to_role(session)
    return after


@members.handles(EndRestrictions)
def end_restrictions(session: Session, command: EndRestrictions) -> int:
    """Those that ran out first are first; at most 500 at once."""
    ended = 0
    for (id,) in session.rows(sql.RUN_OUT, now=session.now, size=500):
        _end_restriction(session, session.get(Membership, id))
        ended += 1
    return ended


def _end_restriction(session: Session, before: Membership) -> Membership:
    """A silence or a suspension leaves one inside; a ban took one out, and its end lets nobody in."""
    standing = Standing.LEFT if before.standing is Standing.BANNED else Standing.ACTIVE
    after = evolve(before, standing=standing, standing_until=None, standing_reason="")
    change_standing(session, before, after)
    _tell_standing(session, after)
    return after


def _refuse_unless_above(session: Session, member: Membership) -> None:
    if "members.restrict" in session.grants_of(member.role) and not session.can("members.change_role"):
        raise Denied(
            "members.owner_only", "only who may change roles decides about somebody who may restrict others"
        )


def _tell_standing(session: Session, after: Membership) -> None:
    session.emit(
        StandingChanged(
            member=after.id, standing=after.standing, reason=after.standing_reason, until=after.standing_until
        )
    )
