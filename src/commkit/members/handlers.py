"""How people come in and go, and what they are in a community."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.communities.messages import CommunityCreated
from commkit.communities.records import Community, JoinPolicy
from commkit.members import statements as sql
from commkit.members.feature import members
from commkit.members.messages import (
    AddMember,
    ApproveRequest,
    AssignRole,
    ExplainTrust,
    JoinCommunity,
    LeaveCommunity,
    ListMembers,
    ListMyCommunities,
    MemberJoined,
    MemberLeft,
    MembershipRejected,
    MembershipRequested,
    ReadMember,
    RecalculateTrust,
    RefreshProfile,
    RejectRequest,
    RoleAssigned,
    TrustChanged,
)
from commkit.members.policy import evaluate_trust
from commkit.members.records import (
    CURRENT_STATUSES,
    IdentityProvider,
    Membership,
    MembershipStatus,
    Profile,
    TrustTrace,
)
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Deny
from commkit.runtime.model.types import (
    DERIVED_ROLES,
    MEMBER,
    OWNER,
    ROLE_ORDER,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
)
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_MAX_NAME_LENGTH = 200
_STAFF_ROLES = frozenset({STEWARD, OWNER})


@members.loads(Membership, owner=lambda membership: membership.id)
def fetch_membership(context: Context, id: MemberId) -> Membership | None:
    """A membership that the actor may see: those inside, one's own, and every one for who admits."""
    return context.one(sql.ONE, id=id, **viewer(context))


@members.reacts_to(CommunityCreated)
def make_creator_owner(context: Context, fact: CommunityCreated) -> None:
    """Who creates a community owns it; what the host creates for itself has no owner until it adds one."""
    if isinstance(context.actor, str):
        enroll_member(context, context.actor, role=OWNER)


@members.gates(JoinCommunity)
def check_join_policy(context: Context, command: JoinCommunity) -> Deny | None:
    """Only open doors open, and doors with a bell ring."""
    here: Community = context.community
    if here.join_policy in (JoinPolicy.OPEN, JoinPolicy.REQUEST):
        return None
    return Deny("members.not_open", f"this community takes members by {here.join_policy}; ask a steward")


@members.handles(JoinCommunity)
def join_community(context: Context, command: JoinCommunity) -> Membership:
    """Come in, or ask to."""
    if not isinstance(context.actor, str):
        raise Denied("members.sign_in_required", "sign in to join")
    asked = context.community.join_policy is JoinPolicy.REQUEST
    return enroll_member(
        context, context.actor, status=MembershipStatus.REQUESTED if asked else MembershipStatus.ACTIVE
    )


@members.handles(AddMember)
def add_member(context: Context, command: AddMember) -> Membership:
    """The host or a steward brings somebody in."""
    _check_role(context, command.role)
    check_may_assign_role(context, command.role)
    return enroll_member(context, command.key, role=command.role)


@members.handles(ApproveRequest)
def approve_request(context: Context, command: ApproveRequest) -> Membership:
    """From asked to active."""
    asked = context.get(Membership, command.member)
    admitted = _transition(context, asked, MembershipStatus.REQUESTED, MembershipStatus.ACTIVE)
    context.emit(MemberJoined(member=asked.id, role=asked.role))
    return admitted


@members.handles(RejectRequest)
def reject_request(context: Context, command: RejectRequest) -> Membership:
    """From asked to left."""
    asked = context.get(Membership, command.member)
    refused = _transition(context, asked, MembershipStatus.REQUESTED, MembershipStatus.LEFT)
    context.emit(MembershipRejected(member=asked.id))
    return refused


@members.handles(LeaveCommunity)
def leave_community(context: Context, command: LeaveCommunity) -> Membership:
    """Go, unless nobody else owns the place."""
    mine = context.get(Membership, context.member)
    if context.role in (SILENCED, SUSPENDED):
        raise Denied(
            "members.restricted", "a silence or suspension does not end by leaving; wait for its end"
        )
    _check_not_last_owner(context, mine)
    left = _transition(context, mine, mine.status, MembershipStatus.LEFT)
    context.emit(MemberLeft(member=mine.id))
    return left


@members.handles(AssignRole)
def assign_role(context: Context, command: AssignRole) -> Membership:
    """Another role for somebody inside."""
    before = context.get(Membership, command.member)
    if not before.is_current:
        raise Conflict("members.not_a_member", "only who is inside has a role; let them come in first")
    _check_role(context, command.role)
    if OWNER in (before.role, command.role):
        _check_actor_is_owner(context)
    if command.role != OWNER:
        _check_not_last_owner(context, before)
    staff = is_staff(context, command.role)
    if not context.run(
        sql.SET_ROLE, id=before.id, new_role=command.role, new_staff=staff, expected_role=before.role
    ):
        raise Conflict("members.stale", "this membership was changed in the meantime; read it again")
    after = evolve(before, role=command.role, staff=staff, version=before.version + 1)
    context.changed(membership=after)
    context.emit(RoleAssigned(member=before.id, role=command.role))
    return after


@members.handles(RefreshProfile)
def refresh_profile(context: Context, command: RefreshProfile) -> Membership:
    """Take the name from the host again."""
    mine = context.get(Membership, context.member)
    name = _profile(context, mine.key).name
    context.run(sql.SET_NAME, id=mine.id, new_name=name)
    return evolve(mine, name=name)


@members.handles(RecalculateTrust)
def recalculate_trust(context: Context, command: RecalculateTrust) -> Membership:
    """Store the level that the deeds earn now; tell it where it changed."""
    before = context.get(Membership, command.member)
    earned = evaluate_trust(context.community_type.trust, before, context.now).level
    if earned == before.trust_level or not context.run(
        sql.SET_TRUST_LEVEL, id=before.id, new_trust_level=earned, seen=before.trust_level
    ):
        return before
    after = evolve(before, trust_level=earned, version=before.version + (earned < before.trust_level))
    context.changed(membership=after)
    context.emit(TrustChanged(member=before.id, before=before.trust_level, after=earned))
    return after


@members.handles(ExplainTrust)
def explain_trust(context: Context, query: ExplainTrust) -> TrustTrace:
    """The trace of one's own trust, or of anybody's for who may see it."""
    member = context.get(Membership, query.member, need="members.explain_trust")
    return evaluate_trust(context.community_type.trust, member, context.now)


@members.handles(ReadMember)
def read_member(context: Context, query: ReadMember) -> Membership:
    """Through the door."""
    return context.get(Membership, query.member)


@members.handles(ListMyCommunities)
def list_my_communities(context: Context, query: ListMyCommunities) -> tuple[Community, ...]:
    """By the host's key, which stands on each membership."""
    return (
        tuple(context.rows(sql.COMMUNITIES_OF_KEY, key=context.actor))
        if isinstance(context.actor, str)
        else ()
    )


@members.handles(ListMembers)
def list_members(context: Context, query: ListMembers) -> Page[Membership]:
    """Those inside, or those of one status, page by page."""
    after = decode_cursor(query.after, 16) if query.after else bytes(16)
    limit = page_size(query.limit)
    values = {"after": UUID(bytes=after), "size": limit + 1, **viewer(context)}
    if query.status is None:
        rows = context.rows(sql.PAGE, **values)
    else:
        rows = context.rows(sql.PAGE_BY_STATUS, status=query.status, **values)
    return cut(rows, limit, lambda row: row.id.bytes)


def viewer(context: Context) -> dict[str, Any]:
    """Who looks, and whether they see who is gone, waits or is banned, and why."""
    return {"me": context.member_or_none, "sees_all": context.can("members.manage_requests")}


def enroll_member(
    context: Context,
    key: str,
    *,
    role: str = MEMBER,
    status: MembershipStatus = MembershipStatus.ACTIVE,
    invited_by: MemberId | None = None,
) -> Membership:
    """Make a user of the host a member here, or let one who left come back.

    Raises:
        Conflict: They are in already, have asked already, or are banned.
    """
    name = _profile(context, key).name
    made = Membership(
        id=get_or_create_account(context, key),
        key=key,
        name=name,
        role=role,
        staff=is_staff(context, role),
        trust_level=0,
        status=status,
        restricted_until=None,
        restriction_reason="",
        joined_at=context.now,
        invited_by=invited_by,
        version=1,
        post_count=0,
        reaction_count=0,
        removed_count=0,
    )
    if not context.run(sql.ADD, made):
        if not context.run(
            sql.REJOIN, made, new_role=role, new_staff=made.staff, new_status=status, now=context.now
        ):
            raise Conflict(
                "members.already_member", "this membership exists already, waits for a steward, or is banned"
            )
        made = context.one(sql.ONE, id=made.id, me=made.id, sees_all=True) or made
    if key == context.actor:
        context.enter(context.community_id)
    if status in CURRENT_STATUSES:
        context.run(sql.COUNT_MEMBERS, change=1)
        context.emit(MemberJoined(member=made.id, role=role))
    else:
        context.emit(MembershipRequested(member=made.id))
    return made


def get_or_create_account(context: Context, key: str) -> MemberId:
    """The member id of a user of the host; made when first asked for."""
    context.run(sql.ADD_ACCOUNT, key=key, id=context.new_id(), created_at=context.now)
    ((id,),) = context.rows(sql.ACCOUNT, key=key)
    if key == context.actor and context.origin_member not in (None, id):
        raise Denied("members.account_changed", "your account was erased in the meantime; sign in again")
    return MemberId(id)


def is_staff(context: Context, role: str) -> bool:
    """Whether a role makes its holder staff: the type says so; stewards and owners are unless it says otherwise."""
    declared = context.community_type.roles.get(role)
    return declared.staff if declared is not None else role in _STAFF_ROLES


def _profile(context: Context, key: str) -> Profile:
    identity = context.port(IdentityProvider)
    if identity is None:
        return Profile(name=key[:_MAX_NAME_LENGTH])
    found: Any = identity.profile(key)
    if found is None:
        raise Denied("members.unknown_user", "the host knows no such user")
    return Profile(name=found.name[:_MAX_NAME_LENGTH])


def _transition(
    context: Context, before: Membership, seen: MembershipStatus, to: MembershipStatus
) -> Membership:
    after = evolve(before, status=to, restricted_until=None, restriction_reason="")
    return change_status(context, evolve(before, status=seen), after)


def change_status(context: Context, before: Membership, after: Membership) -> Membership:
    """From what was seen to what is wished; who was faster wins, and the count of members follows."""
    changed = context.run(
        sql.SET_STATUS,
        id=after.id,
        seen=before.status,
        expected_role=before.role,
        new_status=after.status,
        new_until=after.restricted_until,
        new_reason=after.restriction_reason,
    )
    if not changed:
        raise Conflict("members.stale", "this membership was changed in the meantime; read it again")
    change = after.is_current - before.is_current
    if change:
        context.run(sql.COUNT_MEMBERS, change=change)
    after = evolve(after, version=before.version + 1)
    context.changed(membership=after)
    return after


def _check_not_last_owner(context: Context, leaving: Membership) -> None:
    if leaving.role != OWNER or context.role == SYSTEM_ROLE:
        return
    # The community's row is the lock: two last owners cannot leave at once.
    context.run(sql.COUNT_MEMBERS, change=0)
    if not context.rows(sql.OTHER_OWNER, id=leaving.id):
        raise Conflict("members.last_owner", "a community needs an owner; make somebody else one first")


def _check_role(context: Context, role: str) -> None:
    known = assignable_roles(context)
    if role not in known:
        raise Invalid.field("role", "unknown_role", f"choose one of: {', '.join(sorted(known))}")


def assignable_roles(context: Context) -> frozenset[str]:
    """The roles that a membership here can be given."""
    return frozenset({*context.community_type.roles, *ROLE_ORDER}) - DERIVED_ROLES


def check_may_assign_role(context: Context, role: str) -> None:
    """See that who brings somebody in may give this role.

    Raises:
        Denied: It is more than `member`, and the actor changes no roles; or it is `owner`, and the actor is none.
    """
    if role != MEMBER and not context.can("members.assign_role"):
        raise Denied("members.role_too_high", "you may bring members in, not give them another role")
    if role == OWNER:
        _check_actor_is_owner(context)


def _check_actor_is_owner(context: Context) -> None:
    if context.role not in (OWNER, SYSTEM_ROLE):
        raise Denied("members.owner_only", "only an owner makes or unmakes an owner")
