"""What the worker does to mail an invitation."""

from typing import ClassVar

from attrs import frozen

from commkit.members.feature import members
from commkit.members.invitations import statements as sql
from commkit.members.invitations.facts import InvitationEmailPurged
from commkit.members.invitations.policy import invitation_not_found, new_token
from commkit.members.invitations.queries import is_still_backed
from commkit.members.invitations.records import Invitation, InvitationAuthority, InvitationId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class IssueInvitationToken(Command[Invitation]):
    """Make the token of an invitation that is about to be mailed; an earlier one becomes invalid.

    `PurgeInvitationEmail` follows when the mail was sent, or cannot be.

    Attributes:
        invitation: Which.

    Raises:
        NotFound: It was sent, used, has expired or was revoked, or its maker may not invite any more.
    """

    permission = "members.issue_invitation_token"
    invitation: InvitationId


@frozen
class PurgeInvitationEmail(Command[None]):
    """Delete the address of an invitation that was sent, or will not be; repeated, it changes nothing.

    Attributes:
        invitation: Which.
        sent: Whether it was sent.
    """

    permission = "members.issue_invitation_token"
    when_archived: ClassVar[bool] = True
    invitation: InvitationId
    sent: bool = True


@members.handles(IssueInvitationToken)
def issue_invitation_token(context: Context, command: IssueInvitationToken) -> Invitation:
    """Store the hash of a new token in place of the last one."""
    token, token_hash = new_token(context.community_id)
    found = context.one(sql.SET_TOKEN, id=command.invitation, now=context.now, new_hash=token_hash)
    if found is None:
        raise invitation_not_found()
    role, created_by, permission, uses_left, expires_at = found
    if not is_still_backed(context, InvitationAuthority(role, created_by, permission)):
        raise invitation_not_found()
    return Invitation(
        id=command.invitation, token=token, role=role, uses_left=uses_left, expires_at=expires_at
    )


@members.handles(PurgeInvitationEmail)
def purge_invitation_email(context: Context, command: PurgeInvitationEmail) -> None:
    """Delete the address, if it is still there."""
    if context.run(sql.PURGE_EMAIL, id=command.invitation):
        context.emit(InvitationEmailPurged(invitation=command.invitation, sent=command.sent))
