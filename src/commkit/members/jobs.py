"""The worker's own commands of members; hosts do not send them."""

from commkit.members.invitations.jobs import IssueInvitationToken, PurgeInvitationEmail

__all__ = ["IssueInvitationToken", "PurgeInvitationEmail"]
