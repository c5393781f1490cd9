"""The facts of invitations."""

from attrs import frozen

from commkit.members.invitations.records import InvitationId
from commkit.runtime.model.messages import Fact


@frozen
class InvitationCreated(Fact):
    """Somebody made an invitation.

    Attributes:
        role: The role it gives.
        max_uses: How many people may use it.
    """

    name = "members.invitation_created"
    visible_to = "members.manage_invitations"
    role: str
    max_uses: int


@frozen
class InvitationEmailRequested(Fact):
    """An invitation is to be sent by mail."""

    name = "members.invitation_email_requested"
    visible_to = "members.manage_invitations"
    invitation: InvitationId


@frozen
class InvitationEmailPurged(Fact):
    """The address that an invitation was to be sent to was deleted.

    Attributes:
        invitation: Which.
        sent: Whether the mail was sent.
    """

    name = "members.invitation_email_purged"
    visible_to = "members.manage_invitations"
    invitation: InvitationId
    sent: bool
