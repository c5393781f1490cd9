"""How people join, are added, decided about and leave."""

from typing import Any

from attrs import evolve

from commkit.communities import JoinPolicy, change_member_count
from commkit.members import statements as sql
from commkit.members.agents import statements as agents_sql
from commkit.members.facts import MemberJoined, MemberLeft, MembershipRejected, MembershipRequested
from commkit.members.feature import members
from commkit.members.messages import (
    AddMember,
    ApproveRequest,
    JoinCommunity,
    LeaveCommunity,
    RefreshProfile,
    RejectRequest,
)
from commkit.members.ports import IdentityProvider, Profile
from commkit.members.queries import viewer
from commkit.members.records import (
    CURRENT_STATUSES,
    NAME_LENGTH,
    Membership,
    MembershipKind,
    MembershipStatus,
    name_key,
    new_membership,
)
from commkit.members.roles.handlers import check_has_other_owner
from commkit.members.roles.policy import check_may_give_role, check_role, is_staff
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER, SILENCED, SUSPENDED
from commkit.runtime.sessions.context import Context


@members.loads(Membership, owner=lambda membership: membership.id)
def fetch_membership(context: Context, id: MemberId) -> Membership | None:
    """Load a membership that the actor may see: those inside, their own, and all for who decides about requests."""
    if id != context.member_or_none and not context.can("members.read"):
        return None  # else "you may not" and "there is none" would tell outsiders who is inside
    return context.one(sql.ONE, id=id, **viewer(context))


@members.handles(JoinCommunity)
def join_community(context: Context, command: JoinCommunity) -> Membership:
    """Add the actor as a member, or as somebody who asks to be one."""
    if not isinstance(context.actor, str):
        raise Denied("members.sign_in_required", "sign in to join")
    by_request = context.community.join_policy is JoinPolicy.REQUEST
    status = MembershipStatus.REQUESTED if by_request else MembershipStatus.ACTIVE
    return enroll_member(context, context.actor, status=status)


@members.handles(AddMember)
def add_member(context: Context, command: AddMember) -> Membership:
    """Add a user of the host with a role that the actor may give."""
    check_role(context, command.role)
    check_may_give_role(context, command.role)
    return enroll_member(context, command.key, role=command.role)


@members.handles(ApproveRequest)
def approve_request(context: Context, command: ApproveRequest) -> Membership:
    """From requested to active."""
    requested = context.get(Membership, command.member)
    approved = _transition(context, requested, MembershipStatus.REQUESTED, MembershipStatus.ACTIVE)
    context.emit(MemberJoined(member=requested.id, role=requested.role))
    return approved


@members.handles(RejectRequest)
def reject_request(context: Context, command: RejectRequest) -> Membership:
    """From requested to left."""
    requested = context.get(Membership, command.member)
    rejected = _transition(context, requested, MembershipStatus.REQUESTED, MembershipStatus.LEFT)
    context.emit(MembershipRejected(member=requested.id))
    return rejected


@members.handles(LeaveCommunity)
def leave_community(context: Context, command: LeaveCommunity) -> Membership:
    """Leave, unless the actor is restricted or the last owner."""
    mine = context.get(Membership, context.member)
    if context.role in (SILENCED, SUSPENDED):
        raise Denied(
            "members.restricted", "a silence or suspension does not end by leaving; wait for its end"
        )
    left = _transition(context, mine, mine.status, MembershipStatus.LEFT)
    check_has_other_owner(context, mine)
    context.emit(MemberLeft(member=mine.id))
    return left


@members.handles(RefreshProfile)
def refresh_profile(context: Context, command: RefreshProfile) -> Membership:
    """Store the name that the host gives now."""
    mine = context.get(Membership, context.member)
    name = _profile(context, mine.key).name
    context.run(sql.SET_NAME, id=mine.id, new_name=name, new_key=name_key(name))
    return evolve(mine, name=name)


def enroll_member(
    context: Context,
    key: str,
    *,
    role: str = MEMBER,
    status: MembershipStatus = MembershipStatus.ACTIVE,
    invited_by: MemberId | None = None,
) -> Membership:
    """Make a user of the host a member of the session's community, or one who left a member again.

    Args:
        context: The context of the community.
        key: The host's key of the user.
        role: The role they get.
        status: `active`, or `requested` for who asks to join.
        invited_by: The member whose invitation they accept.

    Raises:
        Denied: The host knows no such user, or the actor was erased in the meantime.
        Conflict: They are inside already, have asked already, or are banned.
    """
    name = _profile(context, key).name
    made = new_membership(
        get_or_create_account(context, key),
        key,
        name,
        role=role,
        staff=is_staff(context.community_type, role),
        joined_at=context.now,
        status=status,
        invited_by=invited_by,
    )
    made = add_or_rejoin(context, made)
    if key == context.actor:
        seen = context.community
        context.enter(context.community_id)
        # Had it been archived in the meantime, the actor lock must still find that it was open when this began.
        context.adopt_own_change(community=seen)
    if status in CURRENT_STATUSES:
        change_member_count(context, 1)
        context.emit(MemberJoined(member=made.id, role=role))
    else:
        context.emit(MembershipRequested(member=made.id))
    return made


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


def get_or_create_account(
    context: Context, key: str, kind: MembershipKind = MembershipKind.PERSON
) -> MemberId:
    """The member id of a user of the host, made when first asked for; locked against erasure until the commit.

    Raises:
        Denied: The user was erased in the meantime.
        Conflict: The key is an agent's, and a person was meant, or the other way round.
    """
    context.run(sql.ADD_ACCOUNT, key=key, id=context.new_id(), created_at=context.now, kind=kind)
    found = context.one(sql.SHARE_ACCOUNT, key=key)
    known = context.origin_member if key == context.actor else None
    if found is None or (known is not None and found[0] != known):
        raise Denied("members.account_changed", "your account was erased in the meantime; sign in again")
    if found[1] is not kind:
        raise Conflict(
            "members.other_kind",
            "this key is an agent's, which only AddAgent brings in"
            if kind is MembershipKind.PERSON
            else "this key is a person's; give the agent another one",
        )
    return MemberId(found[0])


def find_account(context: Context, key: str) -> MemberId | None:
    """The member id of a user of the host, the same in every community; None for who was never a member."""
    found = context.one(sql.ACCOUNT, key=key)
    return MemberId(found[0]) if found is not None else None


def lock_account(context: Context, key: str) -> MemberId | None:
    """Like `find_account`, and nobody becomes a member anywhere by this key until the commit."""
    found = context.one(sql.LOCK_ACCOUNT, key=key)
    return MemberId(found[0]) if found is not None else None


def remove_member(context: Context, member: MemberId) -> tuple[str, ...]:
    """Make somebody leave the session's community, whatever their status and even as its last owner.

    Args:
        context: The context of the community.
        member: Who.

    Returns:
        The host's keys of their agents, which lose their names: a person named them, maybe after themselves.
    """
    before = context.one(sql.LOCK, id=member)
    if before is None:
        return ()
    renamed = context.rows(agents_sql.ERASE_NAMES, member=member)
    _transition(context, before, before.status, MembershipStatus.LEFT)
    if before.is_current:
        context.emit(MemberLeft(member=member))
    return tuple(sorted(key for (key,) in renamed if key is not None))


def _profile(context: Context, key: str) -> Profile:
    identity = context.port(IdentityProvider)
    if identity is None:
        return Profile(name=key[:NAME_LENGTH])
    found: Any = identity.profile(key)
    if found is None:
        raise Denied("members.unknown_user", "the host knows no such user")
    return Profile(name=found.name[:NAME_LENGTH])


def _transition(
    context: Context, before: Membership, expected: MembershipStatus, to: MembershipStatus
) -> Membership:
    after = evolve(before, status=to, restricted_until=None, restriction_reason="")
    return change_status(context, evolve(before, status=expected), after)


def change_status(context: Context, before: Membership, after: Membership) -> Membership:
    """Change status and restriction of a membership, and the number of members with it.

    Args:
        context: The context of the community.
        before: The membership as it was read; its status and role must still be the same.
        after: The membership with the new status, end and reason.

    Raises:
        Conflict: Status or role was changed in the meantime.
    """
    changed = context.run(
        sql.SET_STATUS,
        id=after.id,
        expected_status=before.status,
        expected_role=before.role,
        new_status=after.status,
        new_until=after.restricted_until,
        new_reason=after.restriction_reason,
    )
    if not changed:
        raise Conflict("members.stale", "this membership was changed in the meantime; read it again")
    change = after.is_current - before.is_current
    if (
        change and after.kind is MembershipKind.PERSON
    ):  # the size of a community says how many people there are
        change_member_count(context, change)
    after = evolve(after, version=before.version + 1)
    context.adopt_own_change(membership=after)
    return after
