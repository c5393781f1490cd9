"""How people come in and go, and what they are in a community."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.communities.messages import CommunityCreated
from commkit.communities.records import Community, JoinPolicy
from commkit.members import statements as sql
from commkit.members.actor_lock import lock_actor
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
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_MAX_NAME_LENGTH = 200
_STAFF_ROLES = frozenset({STEWARD, OWNER})


@members.loads(Membership, owner=lambda membership: membership.id)
def fetch_membership(session: Session, id: MemberId) -> Membership | None:
    """A membership that the actor may see: those inside, one's own, and every one for who admits."""
    return session.one(sql.ONE, id=id, **viewer(session))


@members.reacts_to(CommunityCreated)
def make_creator_owner(session: Session, fact: CommunityCreated) -> None:
    """Who creates a community owns it; what the host creates for itself has no owner until it adds one."""
    if isinstance(session.actor, str):
        enroll_member(session, session.actor, role=OWNER)


@members.gates(JoinCommunity)
def check_join_policy(session: Session, command: JoinCommunity) -> Deny | None:
    """Only open doors open, and doors with a bell ring."""
    here: Community = session.community
    if here.join_policy in (JoinPolicy.OPEN, JoinPolicy.REQUEST):
        return None
    return Deny("members.not_open", f"this community takes members by {here.join_policy}; ask a steward")


@members.handles(JoinCommunity)
def join_community(session: Session, command: JoinCommunity) -> Membership:
    """Come in, or ask to."""
    if not isinstance(session.actor, str):
        raise Denied("members.sign_in_required", "sign in to join")
    asked = session.community.join_policy is JoinPolicy.REQUEST
    return enroll_member(
        session, session.actor, status=MembershipStatus.REQUESTED if asked else MembershipStatus.ACTIVE
    )


@members.handles(AddMember)
def add_member(session: Session, command: AddMember) -> Membership:
    """The host or a steward brings somebody in."""
    _check_role(session, command.role)
    check_may_assign_role(session, command.role)
    return enroll_member(session, command.key, role=command.role)


@members.handles(ApproveRequest)
def approve_request(session: Session, command: ApproveRequest) -> Membership:
    """From asked to active."""
    asked = session.get(Membership, command.member)
    admitted = _transition(session, asked, MembershipStatus.REQUESTED, MembershipStatus.ACTIVE)
    session.emit(MemberJoined(member=asked.id, role=asked.role))
    return admitted


@members.handles(RejectRequest)
def reject_request(session: Session, command: RejectRequest) -> Membership:
    """From asked to left."""
    asked = session.get(Membership, command.member)
    refused = _transition(session, asked, MembershipStatus.REQUESTED, MembershipStatus.LEFT)
    session.emit(MembershipRejected(member=asked.id))
    return refused


@members.handles(LeaveCommunity)
def leave_community(session: Session, command: LeaveCommunity) -> Membership:
    """Go, unless nobody else owns the place."""
    mine = session.get(Membership, session.member)
    if session.role in (SILENCED, SUSPENDED):
        raise Denied(
            "members.restricted", "a silence or suspension does not end by leaving; wait for its end"
        )
    _check_not_last_owner(session, mine)
    left = _transition(session, mine, mine.status, MembershipStatus.LEFT)
    session.emit(MemberLeft(member=mine.id))
    return left


@members.handles(AssignRole)
def assign_role(session: Session, command: AssignRole) -> Membership:
    """Another role for somebody inside."""
    before = session.get(Membership, command.member)
    if not before.is_current:
        raise Conflict("members.not_a_member", "only who is inside has a role; let them come in first")
    _check_role(session, command.role)
    if OWNER in (before.role, command.role):
        _check_actor_is_owner(session)
    if command.role != OWNER:
        _check_not_last_owner(session, before)
    staff = is_staff(session, command.role)
    if not session.run(
        sql.SET_ROLE, id=before.id, new_role=command.role, new_staff=staff, expected_role=before.role
    ):
        raise Conflict("members.stale", "this membership was changed in the meantime; read it again")
    if (
        before.id != session.member_or_none
    ):  # who gives up their own role is what they have just made of themselves
        lock_actor(session)
    session.emit(RoleAssigned(member=before.id, role=command.role))
    return evolve(before, role=command.role, staff=staff)


@members.handles(RefreshProfile)
def refresh_profile(session: Session, command: RefreshProfile) -> Membership:
    """Take the name from the host again."""
    mine = session.get(Membership, session.member)
    name = _profile(session, mine.key).name
    session.run(sql.SET_NAME, id=mine.id, new_name=name)
    return evolve(mine, name=name)


@members.handles(RecalculateTrust)
def recalculate_trust(session: Session, command: RecalculateTrust) -> Membership:
    """Store the level that the deeds earn now; tell it where it changed."""
    before = session.get(Membership, command.member)
    earned = evaluate_trust(session.community_type.trust, before, session.now).level
    if earned == before.trust_level or not session.run(
        sql.SET_TRUST_LEVEL, id=before.id, new_trust_level=earned, seen=before.trust_level
    ):
        return before
    session.emit(TrustChanged(member=before.id, before=before.trust_level, after=earned))
    return evolve(before, trust_level=earned)


@members.handles(ExplainTrust)
def explain_trust(session: Session, query: ExplainTrust) -> TrustTrace:
    """The trace of one's own trust, or of anybody's for who may see it."""
    member = session.get(Membership, query.member, need="members.explain_trust")
    return evaluate_trust(session.community_type.trust, member, session.now)


@members.handles(ReadMember)
def read_member(session: Session, query: ReadMember) -> Membership:
    """Through the door."""
    return session.get(Membership, query.member)


@members.handles(ListMyCommunities)
def list_my_communities(session: Session, query: ListMyCommunities) -> tuple[Community, ...]:
    """By the host's key, which stands on each membership."""
    return (
        tuple(session.rows(sql.COMMUNITIES_OF_KEY, key=session.actor))
        if isinstance(session.actor, str)
        else ()
    )


@members.handles(ListMembers)
def list_members(session: Session, query: ListMembers) -> Page[Membership]:
    """Those inside, or those of one status, page by page."""
    after = decode_cursor(query.after, 16) if query.after else bytes(16)
    limit = page_size(query.limit)
    values = {"after": UUID(bytes=after), "size": limit + 1, **viewer(session)}
    if query.status is None:
        rows = session.rows(sql.PAGE, **values)
    else:
        rows = session.rows(sql.PAGE_BY_STATUS, status=query.status, **values)
    return cut(rows, limit, lambda row: row.id.bytes)


def viewer(session: Session) -> dict[str, Any]:
    """Who looks, and whether they see who is gone, waits or is banned, and why."""
    return {"me": session.member_or_none, "sees_all": session.can("members.manage_requests")}


def enroll_member(
    session: Session,
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
    name = _profile(session, key).name
    made = Membership(
        id=get_or_create_account(session, key),
        key=key,
        name=name,
        role=role,
        staff=is_staff(session, role),
        trust_level=0,
        status=status,
        restricted_until=None,
        restriction_reason="",
        joined_at=session.now,
        invited_by=invited_by,
        post_count=0,
        reaction_count=0,
        removed_count=0,
    )
    if not session.run(sql.ADD, made):
        if not session.run(
            sql.REJOIN, made, new_role=role, new_staff=made.staff, new_status=status, now=session.now
        ):
            raise Conflict(
                "members.already_member", "this membership exists already, waits for a steward, or is banned"
            )
        made = session.one(sql.ONE, id=made.id, me=made.id, sees_all=True) or made
    if key == session.actor:
        session.enter(session.community_id)
    if status in CURRENT_STATUSES:
        session.run(sql.COUNT_MEMBERS, change=1)
        session.emit(MemberJoined(member=made.id, role=role))
    else:
        session.emit(MembershipRequested(member=made.id))
    return made


def get_or_create_account(session: Session, key: str) -> MemberId:
    """The member id of a user of the host; made when first asked for."""
    session.run(sql.ADD_ACCOUNT, key=key, id=session.new_id(), created_at=session.now)
    ((id,),) = session.rows(sql.ACCOUNT, key=key)
    return MemberId(id)


def is_staff(session: Session, role: str) -> bool:
    """Whether a role makes its holder staff: the type says so; stewards and owners are unless it says otherwise."""
    declared = session.community_type.roles.get(role)
    return declared.staff if declared is not None else role in _STAFF_ROLES


def _profile(session: Session, key: str) -> Profile:
    identity = session.port(IdentityProvider)
    if identity is None:
        return Profile(name=key[:_MAX_NAME_LENGTH])
    found: Any = identity.profile(key)
    if found is None:
        raise Denied("members.unknown_user", "the host knows no such user")
    return Profile(name=found.name[:_MAX_NAME_LENGTH])


def _transition(
    session: Session, before: Membership, seen: MembershipStatus, to: MembershipStatus
) -> Membership:
    after = evolve(before, status=to, restricted_until=None, restriction_reason="")
    change_status(session, evolve(before, status=seen), after)
    return after


def change_status(session: Session, before: Membership, after: Membership) -> None:
    """From what was seen to what is wished; who was faster wins, and the count of members follows."""
    changed = session.run(
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
        session.run(sql.COUNT_MEMBERS, change=change)


def _check_not_last_owner(session: Session, leaving: Membership) -> None:
    if leaving.role != OWNER or session.role == SYSTEM_ROLE:
        return
    # The community's row is the lock: two last owners cannot leave at once.
    session.run(sql.COUNT_MEMBERS, change=0)
    if not session.rows(sql.OTHER_OWNER, id=leaving.id):
        raise Conflict("members.last_owner", "a community needs an owner; make somebody else one first")


def _check_role(session: Session, role: str) -> None:
    known = assignable_roles(session)
    if role not in known:
        raise Invalid.field("role", "unknown_role", f"choose one of: {', '.join(sorted(known))}")


def assignable_roles(session: Session) -> frozenset[str]:
    """The roles that a membership here can be given."""
    return frozenset({*session.community_type.roles, *ROLE_ORDER}) - DERIVED_ROLES


def check_may_assign_role(session: Session, role: str) -> None:
    """See that who brings somebody in may give this role.

    Raises:
        Denied: It is more than `member`, and the actor changes no roles; or it is `owner`, and the actor is none.
    """
    if role != MEMBER and not session.can("members.assign_role"):
        raise Denied("members.role_too_high", "you may bring members in, not give them another role")
    if role == OWNER:
        _check_actor_is_owner(session)


def _check_actor_is_owner(session: Session) -> None:
    if session.role not in (OWNER, SYSTEM_ROLE):
        raise Denied("members.owner_only", "only an owner makes or unmakes an owner")
