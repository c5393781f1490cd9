"""How invitations are made, revoked and accepted."""

from datetime import timedelta

from commkit.members.enrolling.handlers import enroll_member
from commkit.members.feature import MemberSettings, members
from commkit.members.invitations import statements as sql
from commkit.members.invitations.facts import InvitationCreated, InvitationEmailRequested
from commkit.members.invitations.jobs import PurgeInvitationEmail
from commkit.members.invitations.messages import (
    AcceptInvitation,
    CreateInvitation,
    InviteByEmail,
    InviteFriend,
    RevokeInvitation,
)
from commkit.members.invitations.policy import (
    FRIEND_DURATION,
    invitation_not_found,
    is_email,
    limit_errors,
    new_token,
    read_token,
)
from commkit.members.invitations.queries import is_still_backed
from commkit.members.invitations.records import Invitation, InvitationId
from commkit.members.records import Membership
from commkit.members.roles.policy import assignable_roles, check_may_give_role
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Denied, FieldError, Invalid
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.context import Context

_MANAGE = "members.manage_invitations"
_INVITE_FRIEND = "members.invite_friend"


@members.handles(CreateInvitation)
def create_invitation(context: Context, command: CreateInvitation) -> Invitation:
    """Make an invitation with the role, uses and duration that are asked for."""
    errors = []
    if command.role not in assignable_roles(context.community_type):
        errors.append(FieldError("role", "unknown_role", "choose a role of this community's type"))
    errors += limit_errors(command.max_uses, command.duration)
    if errors:
        raise Invalid(errors)
    check_may_give_role(context, command.role)
    return _add_invitation(
        context, _MANAGE, role=command.role, max_uses=command.max_uses, duration=command.duration
    )


@members.handles(InviteFriend)
def invite_friend(context: Context, command: InviteFriend) -> Invitation:
    """Make one of the actor's invitations of this month."""
    _use_quota(context)
    return _add_invitation(context, _INVITE_FRIEND)


@members.handles(InviteByEmail)
def invite_by_email(context: Context, command: InviteByEmail) -> Invitation:
    """Store the address and ask the worker for the mail, which makes the token that the mail carries."""
    if not is_email(command.email):
        raise Invalid.field("email", "bad_email", "give one address, such as ada@example.com")
    permission = _MANAGE if context.can(_MANAGE) else _INVITE_FRIEND
    if permission == _INVITE_FRIEND:
        _use_quota(context)
    made = _add_invitation(context, permission, email=command.email)
    schedule_command(context, PurgeInvitationEmail(made.id, sent=False), at=made.expires_at, as_system=True)
    context.emit(InvitationEmailRequested(invitation=made.id))
    return made


@members.handles(AcceptInvitation)
def accept_invitation(context: Context, command: AcceptInvitation) -> Membership:
    """Use the invitation once, if its maker still may invite, and add the member."""
    if not isinstance(context.actor, str):
        raise Denied("members.sign_in_required", "sign in to accept an invitation")
    community, token_hash = read_token(command.token)
    used = context.one(sql.USE, community_id=community, token_hash=token_hash, now=context.now)
    if used is None:
        raise invitation_not_found()
    context.enter(community)
    if context.community.archived_at is not None:
        raise Denied("communities.archived", "this community is archived and takes nobody in")
    if not is_still_backed(context, used):
        raise invitation_not_found()
    return enroll_member(context, context.actor, role=used.role, invited_by=used.created_by)


@members.handles(RevokeInvitation)
def revoke_invitation(context: Context, command: RevokeInvitation) -> None:
    """Revoke an invitation of this community."""
    if not context.run(sql.REVOKE, id=command.invitation, now=context.now):
        raise invitation_not_found()


def _add_invitation(
    context: Context,
    permission: str,
    *,
    role: str = MEMBER,
    max_uses: int = 1,
    duration: timedelta = FRIEND_DURATION,
    email: str | None = None,
) -> Invitation:
    """Add an invitation; one by mail comes without a token, which is made when it is sent."""
    token, token_hash = new_token(context.community_id)
    made = Invitation(
        id=InvitationId(context.new_id()),
        token=token if email is None else None,
        role=role,
        uses_left=max_uses,
        expires_at=context.now + duration,
    )
    context.run(
        sql.ADD,
        made,
        token_hash=token_hash,
        created_by=context.member_or_none,
        permission=permission,
        created_at=context.now,
        revoked_at=None,
        email=email,
    )
    context.emit(InvitationCreated(role=role, max_uses=max_uses))
    return made


def _use_quota(context: Context) -> None:
    """Count one invitation of the actor's in this month (UTC).

    Raises:
        Conflict: None is left.
    """
    member = context.member
    most = context.settings(MemberSettings).invitations_per_month
    month = f"{context.now:%Y-%m}"
    if most == 0 or not context.run(sql.USE_QUOTA, member=member, month=month, used=1, most=most):
        raise Conflict(
            "members.invitation_quota_reached",
            f"members here may invite {most} people a month; ask a steward",
        )
