"""How invitations are made, used and taken back; the number of uses is a limit that the database decides."""

import base64
import binascii
import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from commkit.members import statements as sql
from commkit.members.feature import members
from commkit.members.handlers import assignable_roles, check_may_assign_role, enroll_member
from commkit.members.messages import (
    AcceptInvitation,
    CreateInvitation,
    InvitationCreated,
    ListInvitations,
    RevokeInvitation,
)
from commkit.members.records import Invitation, InvitationId, Membership
from commkit.runtime.model.errors import Denied, FieldError, Invalid, NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.context import Context

_MAX_DURATION = timedelta(days=90)
_MAX_USES = 1_000
_SECRET_BYTES = 24


@members.handles(CreateInvitation)
def create_invitation(context: Context, command: CreateInvitation) -> Invitation:
    """Make a token that knows its community; only its hash is kept."""
    _check(context, command)
    token, secret = new_token(context.community_id)
    made = Invitation(
        id=InvitationId(context.new_id()),
        token=token,
        role=command.role,
        uses_left=command.max_uses,
        expires_at=context.now + command.duration,
    )
    context.run(
        sql.ADD_INVITATION,
        made,
        token_hash=hash_token(secret),
        created_by=context.member_or_none,
        created_at=context.now,
        revoked_at=None,
        email=None,
    )
    context.emit(InvitationCreated(role=made.role, max_uses=made.uses_left))
    return made


@members.handles(AcceptInvitation)
def accept_invitation(context: Context, command: AcceptInvitation) -> Membership:
    """Use the invitation up by one, then come in; the last use is given to one person only."""
    if not isinstance(context.actor, str):
        raise Denied("members.sign_in_required", "sign in to accept an invitation")
    secret = _decode(command.token)
    here = CommunityId(UUID(bytes=secret[:16]))
    used = context.rows(sql.USE_INVITATION, community_id=here, token_hash=hash_token(secret), now=context.now)
    if not used:
        raise _not_found()
    ((role, invited_by),) = used
    context.enter(here)
    if context.community.archived_at is not None:
        raise Denied("communities.archived", "this community is archived and takes nobody in")
    return enroll_member(context, context.actor, role=role, invited_by=invited_by)


@members.handles(ListInvitations)
def list_invitations(context: Context, query: ListInvitations) -> tuple[Invitation, ...]:
    """Those that can still be used."""
    return tuple(context.rows(sql.OPEN_INVITATIONS, now=context.now))


@members.handles(RevokeInvitation)
def revoke_invitation(context: Context, command: RevokeInvitation) -> None:
    """It works no more."""
    if not context.run(sql.REVOKE_INVITATION, id=command.invitation, now=context.now):
        raise _not_found()


def _check(context: Context, command: CreateInvitation) -> None:
    errors = []
    if command.role not in assignable_roles(context):
        errors.append(FieldError("role", "unknown_role", "choose a role of this community's type"))
    if not 1 <= command.max_uses <= _MAX_USES:
        errors.append(FieldError("max_uses", "out_of_range", f"let 1 to {_MAX_USES} people use it"))
    if not timedelta() < command.duration <= _MAX_DURATION:
        errors.append(
            FieldError("duration", "out_of_range", f"let it last at most {_MAX_DURATION.days} days")
        )
    if errors:
        raise Invalid(errors)
    check_may_assign_role(context, command.role)


def _decode(token: str) -> bytes:
    try:
        secret = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _not_found() from None
    if len(secret) != 16 + _SECRET_BYTES:
        raise _not_found()
    return secret


def new_token(community: CommunityId) -> tuple[str, bytes]:
    """A token that knows its community, and the secret in it, of which only the hash is kept."""
    secret = community.bytes + secrets.token_bytes(_SECRET_BYTES)
    return base64.urlsafe_b64encode(secret).decode().rstrip("="), secret


def hash_token(secret: bytes) -> str:
    """What is kept of a token's secret."""
    return hashlib.sha256(secret).hexdigest()


def _not_found() -> NotFound:
    return NotFound(
        "members.invitation_not_found",
        "this invitation does not exist, was used up, has expired or was revoked",
    )
