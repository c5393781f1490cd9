"""How members bring in friends: within a quota, by mail, and who brought whom."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, update

from commkit.members.feature import MemberSettings, members
from commkit.members.invitations import hash_token, new_token
from commkit.members.messages import (
    InvitationCreated,
    InvitationEmailPurged,
    InvitationEmailRequested,
    InviteByEmail,
    InviteFriend,
    IssueInvitationToken,
    PurgeInvitationEmail,
    ReadInvitationTree,
)
from commkit.members.records import CURRENT_STATUSES, Invitation, InvitationId, InvitationNode, Membership
from commkit.members.statements import ADD_INVITATION
from commkit.members.tables import invitation, membership, quota
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_DURATION = timedelta(days=14)
_MAX_DEPTH = 20
_MAX_NODES = 1_000

_insert = upsert(quota)
_USE_QUOTA = statement(
    _insert.on_conflict_do_update(
        index_elements=["community_id", "member", "month"],
        set_={"used": quota.c.used + 1},
        where=quota.c.used < bindparam("most"),
    )
)
_SET_EMAIL = statement(
    update(invitation)
    .values(email=bindparam("new_email"))
    .where(
        invitation.c.community_id == bindparam("community_id"), invitation.c.id == bindparam("id", type_=Id)
    )
)
_ISSUE_TOKEN = statement(
    update(invitation)
    .values(token_hash=bindparam("new_hash"))
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.id == bindparam("id", type_=Id),
        invitation.c.email.is_not(None),
        invitation.c.uses_left > 0,
        invitation.c.revoked_at.is_(None),
        invitation.c.expires_at > bindparam("now"),
    )
    .returning(invitation.c.role, invitation.c.uses_left, invitation.c.expires_at)
)
_PURGE_EMAIL = statement(
    update(invitation)
    .values(email=None)
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.id == bindparam("id", type_=Id),
        invitation.c.email.is_not(None),
    )
)
_EMAIL_AND_INVITER = statement(
    select(invitation.c.email, invitation.c.created_by).where(
        invitation.c.community_id == bindparam("community_id"), invitation.c.id == bindparam("id", type_=Id)
    )
)


@members.handles(InviteFriend)
def invite_friend(context: Context, command: InviteFriend) -> Invitation:
    """One of the actor's invitations of this month."""
    _use_quota(context)
    return _create_invitation(context)


@members.handles(InviteByEmail)
def invite_by_email(context: Context, command: InviteByEmail) -> Invitation:
    """Its token is made when the mail is sent, so that nothing that opens a door is kept meanwhile."""
    if command.email.count("@") != 1 or command.email.startswith("@") or command.email.endswith("@"):
        raise Invalid.field("email", "bad_email", "give one address, such as ada@example.com")
    if not context.can("members.manage_invitations"):
        _use_quota(context)
    made = _create_invitation(context)
    context.run(_SET_EMAIL, id=made.id, new_email=command.email)
    schedule_command(context, PurgeInvitationEmail(made.id, sent=False), at=made.expires_at, as_system=True)
    context.emit(InvitationEmailRequested(invitation=made.id))
    return Invitation(
        id=made.id, token=None, role=made.role, uses_left=made.uses_left, expires_at=made.expires_at
    )


@members.handles(IssueInvitationToken)
def issue_invitation_token(context: Context, command: IssueInvitationToken) -> Invitation:
    """A token for the mail, of which only the hash is kept; the last one made is the one that works."""
    token, secret = new_token(context.community_id)
    found = context.one(_ISSUE_TOKEN, id=command.invitation, now=context.now, new_hash=hash_token(secret))
    if found is None:
        raise NotFound(
            "members.invitation_not_found",
            "this invitation has been sent, was used, has expired or was revoked",
        )
    role, uses_left, expires_at = found
    return Invitation(
        id=command.invitation, token=token, role=role, uses_left=uses_left, expires_at=expires_at
    )


@members.handles(PurgeInvitationEmail)
def purge_invitation_email(context: Context, command: PurgeInvitationEmail) -> None:
    """When it was sent, when it cannot be, and in any case when it expires."""
    if context.run(_PURGE_EMAIL, id=command.invitation):
        context.emit(InvitationEmailPurged(invitation=command.invitation, sent=command.sent))


@members.handles(ReadInvitationTree)
def read_invitation_tree(context: Context, query: ReadInvitationTree) -> tuple[InvitationNode, ...]:
    """Who brought whom, breadth first."""
    root = context.get(Membership, query.member)
    return tuple(context.rows(_TREE, root=root.id))


def invitation_email(context: Context, id: InvitationId) -> tuple[str, MemberId | None] | None:
    """Where an invitation is to be sent, and who invites; None once it was sent."""
    found: Any = context.one(_EMAIL_AND_INVITER, id=id)
    return found if found is not None and found[0] is not None else None


def _create_invitation(context: Context) -> Invitation:
    token, secret = new_token(context.community_id)
    made = Invitation(
        id=InvitationId(context.new_id()),
        token=token,
        role=MEMBER,
        uses_left=1,
        expires_at=context.now + _DURATION,
    )
    context.run(
        ADD_INVITATION,
        made,
        token_hash=hash_token(secret),
        created_by=context.member_or_none,
        created_at=context.now,
        revoked_at=None,
        email=None,
    )
    context.emit(InvitationCreated(role=made.role, max_uses=made.uses_left))
    return made


def _use_quota(context: Context) -> None:
    member = context.member
    most = context.settings(MemberSettings).invitations_per_month
    month = f"{context.now:%Y-%m}"
    if most == 0 or not context.run(_USE_QUOTA, member=member, month=month, used=1, most=most):
        raise Conflict(
            "members.invitation_quota_reached",
            f"members here may invite {most} people a month; ask a steward",
        )


def _tree() -> Any:
    here = membership.c.community_id == bindparam("community_id")
    start = (
        select(membership.c.id, membership.c.name, membership.c.invited_by, literal(0).label("depth"))
        .where(here, membership.c.id == bindparam("root", type_=Id))
        .cte("tree", recursive=True)
    )
    below = (
        select(membership.c.id, membership.c.name, membership.c.invited_by, start.c.depth + 1)
        .join(start, membership.c.invited_by == start.c.id)
        .where(
            here,
            start.c.depth < _MAX_DEPTH,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
    )
    tree = start.union_all(below)
    return (
        select(tree.c.id, tree.c.name, tree.c.invited_by, tree.c.depth)
        .order_by(tree.c.depth, tree.c.id)
        .limit(_MAX_NODES)
    )


_TREE = statement(_tree(), into=InvitationNode)
