"""How members bring in friends: within a quota, by mail, and who brought whom."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, update

from commkit.members.feature import MemberSettings, members
from commkit.members.invitations import hash_token, new_token
from commkit.members.messages import (
    AddressForgotten,
    ForgetAddress,
    InvitationAsked,
    InvitationMade,
    InvitationTree,
    InviteByMail,
    InviteFriend,
    IssueToken,
)
from commkit.members.records import INSIDE, Invitation, InvitationId, Membership, Sprig
from commkit.members.statements import ADD_INVITATION
from commkit.members.tables import invitation, membership, quota
from commkit.runtime.delivery.scheduled import schedule
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_LASTS = timedelta(days=14)
_DEEPEST = 20
_MOST = 1_000

_insert = upsert(quota)
_TAKE_ONE = statement(
    _insert.on_conflict_do_update(
        index_elements=["community_id", "member", "month"],
        set_={"used": quota.c.used + 1},
        where=quota.c.used < bindparam("most"),
    )
)
_KEEP_MAIL = statement(
    update(invitation)
    .values(mail=bindparam("new_mail"))
    .where(
        invitation.c.community_id == bindparam("community_id"), invitation.c.id == bindparam("id", type_=Id)
    )
)
_ISSUE = statement(
    update(invitation)
    .values(token_hash=bindparam("new_hash"))
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.id == bindparam("id", type_=Id),
        invitation.c.mail.is_not(None),
        invitation.c.uses_left > 0,
        invitation.c.revoked_at.is_(None),
        invitation.c.expires_at > bindparam("now"),
    )
    .returning(invitation.c.role, invitation.c.uses_left, invitation.c.expires_at)
)
_FORGET = statement(
    update(invitation)
    .values(mail=None)
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.id == bindparam("id", type_=Id),
        invitation.c.mail.is_not(None),
    )
)
_MAIL = statement(
    select(invitation.c.mail, invitation.c.created_by).where(
        invitation.c.community_id == bindparam("community_id"), invitation.c.id == bindparam("id", type_=Id)
    )
)


@members.handles(InviteFriend)
def invite_friend(session: Session, command: InviteFriend) -> Invitation:
    """One of the actor's invitations of this month."""
    _use_quota(session)
    return _invite(session)


@members.handles(InviteByMail)
def invite_by_mail(session: Session, command: InviteByMail) -> Invitation:
    """Its token is made when the mail is sent, so that nothing that opens a door is kept meanwhile."""
    if command.mail.count("@") != 1 or command.mail.startswith("@") or command.mail.endswith("@"):
        raise Invalid.field("mail", "no_address", "give one address, such as ada@example.com")
    if not session.can("members.invite"):
        _use_quota(session)
    made = _invite(session)
    session.run(_KEEP_MAIL, id=made.id, new_mail=command.mail)
    schedule(session, ForgetAddress(made.id, sent=False), at=made.expires_at, as_system=True)
    session.emit(InvitationAsked(invitation=made.id))
    return Invitation(
        id=made.id, token=None, role=made.role, uses_left=made.uses_left, expires_at=made.expires_at
    )


@members.handles(IssueToken)
def issue_token(session: Session, command: IssueToken) -> Invitation:
    """A token for the mail, of which only the hash is kept; the last one made is the one that works."""
    token, secret = new_token(session.community_id)
    found = session.one(_ISSUE, id=command.invitation, now=session.now, new_hash=hash_token(secret))
    if found is None:
        raise NotFound(
            "members.no_invitation", "this invitation has been sent, was used, has expired or was revoked"
        )
    role, uses_left, expires_at = found
    return Invitation(
        id=command.invitation, token=token, role=role, uses_left=uses_left, expires_at=expires_at
    )


@members.handles(ForgetAddress)
def forget_address(session: Session, command: ForgetAddress) -> None:
    """When it was sent, when it cannot be, and in any case when it expires."""
    if session.run(_FORGET, id=command.invitation):
        session.emit(AddressForgotten(invitation=command.invitation, sent=command.sent))


@members.handles(InvitationTree)
def invitation_tree(session: Session, query: InvitationTree) -> tuple[Sprig, ...]:
    """Who brought whom, breadth first."""
    root = session.get(Membership, query.member)
    return tuple(session.rows(_TREE, root=root.id))


def mail_of(session: Session, id: InvitationId) -> tuple[str, MemberId | None] | None:
    """Where an invitation is to be sent, and who invites; None once it was sent."""
    found: Any = session.one(_MAIL, id=id)
    return found if found is not None and found[0] is not None else None


def _invite(session: Session) -> Invitation:
    token, secret = new_token(session.community_id)
    made = Invitation(
        id=InvitationId(session.new_id()),
        token=token,
        role=MEMBER,
        uses_left=1,
        expires_at=session.now + _LASTS,
    )
    session.run(
        ADD_INVITATION,
        made,
        token_hash=hash_token(secret),
        created_by=session.member_or_none,
        created_at=session.now,
        revoked_at=None,
        mail=None,
    )
    session.emit(InvitationMade(role=made.role, uses=made.uses_left))
    return made


def _use_quota(session: Session) -> None:
    member = session.member
    most = session.settings(MemberSettings).invitations_a_month
    month = f"{session.now:%Y-%m}"
    if most == 0 or not session.run(_TAKE_ONE, member=member, month=month, used=1, most=most):
        raise Conflict(
            "members.no_invitations_left", f"members here may invite {most} people a month; ask a steward"
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
            start.c.depth < _DEEPEST,
            or_(*(membership.c.standing == standing for standing in INSIDE)),
        )
    )
    tree = start.union_all(below)
    return (
        select(tree.c.id, tree.c.name, tree.c.invited_by, tree.c.depth)
        .order_by(tree.c.depth, tree.c.id)
        .limit(_MOST)
    )


_TREE = statement(_tree(), into=Sprig)
