"""How a user of the host becomes a member, or a member again."""

from typing import Any

from attrs import evolve

from commkit.communities import change_member_count
from commkit.members import statements as sql
from commkit.members.accounts.handlers import get_or_create_account
from commkit.members.facts import MemberJoined, MembershipRequested
from commkit.members.kept_restrictions.handlers import find_kept_restrictions, forget_kept_restriction
from commkit.members.kept_restrictions.records import KeptRestriction
from commkit.members.ports import IdentityProvider, Profile
from commkit.members.records import (
    NAME_LENGTH,
    RESTRICTED_STATUSES,
    Membership,
    MembershipStatus,
    new_membership,
)
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.members.roles.policy import is_staff
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER, OWNER
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.clusters import cut_to


def enroll_member(
    context: Context,
    key: str,
    *,
    role: str = MEMBER,
    status: MembershipStatus = MembershipStatus.ACTIVE,
    invited_by: MemberId | None = None,
    name: str | None = None,
) -> Membership:
    """Make a user of the host a member of the session's community, or one who left a member again.

    Args:
        context: The context of the community.
        key: The host's key of the user.
        role: The role they get.
        status: `active`, or `requested` for who asks to join.
        invited_by: The member whose invitation they accept.
        name: The name that others see, where whoever provisions them tells it; what the host says is not asked then.

    A restriction of somebody who was erased holds again when they come back: who was banned is then a banned member,
    whom stewards see as any other. It does not hold for owners.

    Raises:
        Denied: The host knows no such user, or the actor was erased in the meantime.
        Conflict: They are inside already, have asked already, or are banned.
    """
    name = profile_of(context, key).name if name is None else cut_to(name, NAME_LENGTH)
    account = get_or_create_account(context, key)  # locked: no erasure comes between this and what it kept
    kept = find_kept_restrictions(context, [key]).get(key)
    if (
        kept is not None
        and status is MembershipStatus.REQUESTED
        and kept.status is not MembershipStatus.BANNED
    ):
        kept = None  # what is asked for is decided first
    made = new_membership(
        account,
        key,
        name,
        role=role,
        staff=is_staff(context.community_type, role),
        joined_at=context.now,
        status=status,
        invited_by=invited_by,
    )
    made = add_or_rejoin(context, with_kept_restriction(made, kept))
    if key == context.actor:
        seen = context.community
        context.enter(context.community_id)
        # Had it been archived in the meantime, the actor lock must still find that it was open when this began.
        context.adopt_own_change(community=seen)
    if made.is_current:
        change_member_count(context, 1)
    if made.status is MembershipStatus.REQUESTED:
        context.emit(MembershipRequested(member=made.id))
    else:
        emit_joined(context, made, kept)
    return made


def with_kept_restriction(membership: Membership, kept: KeptRestriction | None) -> Membership:
    """The membership with the restriction that outlasted an erasure; an owner's has none."""
    if kept is None or membership.role == OWNER:
        return membership
    return evolve(membership, status=kept.status, restricted_until=kept.until)


def emit_joined(context: Context, joined: Membership, kept: KeptRestriction | None) -> None:
    """Emit what happened, and forget what was kept: it stands in the membership now."""
    if joined.is_current:
        context.emit(MemberJoined(member=joined.id, role=joined.role))
    if kept is None:
        return
    forget_kept_restriction(context, joined.key)
    if joined.status in RESTRICTED_STATUSES:
        context.emit(
            MembershipStatusChanged(
                member=joined.id, status=joined.status, reason="", until=joined.restricted_until
            )
        )


def add_or_rejoin(context: Context, made: Membership, *, rename: bool = False) -> Membership:
    """Add the membership, or give the one that was left its role and status; gives it as it is then.

    Args:
        context: The context of the community.
        made: The membership as a newcomer would have it.
        rename: Whether one that was left gets the new name, too; a person keeps theirs.

    Raises:
        Conflict: They are inside already, have asked already, or are banned.
    """
    if context.run(sql.ADD, made):
        return made
    if not context.run(
        sql.REJOIN,
        made,
        new_role=made.role,
        new_staff=made.staff,
        new_status=made.status,
        new_until=made.restricted_until,
        now=context.now,
    ):
        raise Conflict(
            "members.already_member", "this membership exists already, waits for a steward, or is banned"
        )
    found = context.one(sql.ONE, id=made.id, me=made.id, sees_all=True) or made
    if rename and found.name != made.name:
        context.run(sql.SET_NAME, id=made.id, new_name=made.name, new_key=made.name_key)
        return evolve(found, name=made.name)
    return found


def profile_of(context: Context, key: str) -> Profile:
    """What the host says of a user now.

    Raises:
        Denied: The host knows no such user.
        PluginError: The host's identity port raised, or gave no Profile with a name.
    """
    identity = context.port(IdentityProvider)
    if identity is None:
        return Profile(name=cut_to(key, NAME_LENGTH))
    try:
        found: Any = identity.profile(key, context.connection)
    except CommkitError:
        raise
    except Exception as error:
        raise _bad_port(key, f"raised {type(error).__name__}: {error}") from error
    if found is None:
        raise Denied("members.unknown_user", "the host knows no such user: its identity port gave None")
    name = getattr(found, "name", None)
    if not isinstance(name, str) or not name.strip():
        what = f"a name of {name!r}" if isinstance(found, Profile) else f"a {type(found).__name__}"
        raise _bad_port(key, f"gave {what}; it must give a Profile with a name, or None")
    return Profile(name=cut_to(name, NAME_LENGTH))


def _bad_port(key: str, what: str) -> PluginError:
    return PluginError("members.bad_identity_port", f"the identity port's profile({key!r}, ...) {what}")
