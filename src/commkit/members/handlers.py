"""How people join, are added, decided about and leave."""

from attrs import evolve

from commkit.communities import JoinPolicy, change_member_count
from commkit.members import statements as sql
from commkit.members.agents import statements as agents_sql
from commkit.members.enrolling.handlers import emit_joined, enroll_member, profile_of, with_kept_restriction
from commkit.members.facts import MemberLeft, MembershipRejected
from commkit.members.feature import members
from commkit.members.kept_restrictions.handlers import (
    find_kept_restrictions,
    keep_restriction,
)
from commkit.members.messages import (
    AddMember,
    ApproveRequest,
    JoinCommunity,
    LeaveCommunity,
    RefreshProfile,
    RejectRequest,
)
from commkit.members.queries import reader_parameters
from commkit.members.records import (
    NAME_LENGTH,
    Membership,
    MembershipKind,
    MembershipStatus,
    name_key,
)
from commkit.members.roles.handlers import check_has_other_owner
from commkit.members.roles.policy import check_may_give_role, check_role
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import SILENCED, SUSPENDED
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.clusters import cut_to


@members.loads(Membership, owner=lambda membership: membership.id)
def fetch_membership(context: Context, id: MemberId) -> Membership | None:
    """Load a membership that the actor may see: those inside, their own, and all for who decides about requests."""
    if id != context.member_or_none and not context.can("members.read"):
        return None  # else "you may not" and "there is none" would tell outsiders who is inside
    return context.one(sql.ONE, id=id, **reader_parameters(context))


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
    """From requested to active, or to the restriction that the person has from before an erasure."""
    requested = context.get(Membership, command.member)
    kept = find_kept_restrictions(context, [requested.key]).get(requested.key)
    after = with_kept_restriction(evolve(requested, status=MembershipStatus.ACTIVE), kept)
    approved = change_status(context, evolve(requested, status=MembershipStatus.REQUESTED), after)
    emit_joined(context, approved, kept)
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
    name = profile_of(context, mine.key).name
    context.run(sql.SET_NAME, id=mine.id, new_name=name, new_key=name_key(name))
    return evolve(mine, name=name)


def end_membership(context: Context, member: MemberId) -> Membership | None:
    """Let a membership end at once in the name of who manages it, such as a directory; what they wrote stays.

    Open sessions of theirs are refused from now on. A silence or a suspension that holds is kept apart until its end,
    and is theirs again when they come back; a ban stays as it is.

    Args:
        context: The context of the community.
        member: Who.

    Returns:
        The membership as it was; None for who was not inside.

    Raises:
        Conflict: They are the last owner, whom the host itself does not take this way either.
    """
    before: Membership | None = context.one(sql.LOCK, id=member)
    if before is None or not before.is_current:
        return None
    keep_restriction(context, before)
    _transition(context, before, before.status, MembershipStatus.LEFT)
    check_has_other_owner(context, before, of_host=False)
    context.emit(MemberLeft(member=member))
    return before


def rename_member(context: Context, member: MemberId, name: str) -> None:
    """Store the name that others see, as whoever provisions the member tells it.

    Args:
        context: The context of the community.
        member: Who.
        name: At most 200 characters of it are kept.
    """
    kept = cut_to(name, NAME_LENGTH)
    context.run(sql.SET_NAME, id=member, new_name=kept, new_key=name_key(kept))


def find_membership(context: Context, member: MemberId) -> Membership | None:
    """A membership whole, whatever its status and whoever asks, locked until the commit; never to be shown as it is."""
    return context.one(sql.LOCK, id=member)


def remove_member(context: Context, member: MemberId) -> tuple[str, ...]:
    """Make somebody leave the session's community, whatever their status and even as its last owner.

    A restriction that holds is kept apart until its end, and is theirs again if they come back.

    Args:
        context: The context of the community.
        member: Who.

    Returns:
        The host's keys of their agents, which lose their names: a person named them, maybe after themselves.
    """
    before = context.one(sql.LOCK, id=member)
    if before is None:
        return ()
    keep_restriction(context, before)
    renamed = context.rows(agents_sql.ERASE_NAMES, member=member)
    _transition(context, before, before.status, MembershipStatus.LEFT)
    if before.is_current:
        context.emit(MemberLeft(member=member))
    return tuple(sorted(key for (key,) in renamed if key is not None))


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
