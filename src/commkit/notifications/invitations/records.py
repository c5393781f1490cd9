"""The record of an invitation to be mailed."""

from datetime import datetime

from attrs import frozen

from commkit.members import InvitationId


@frozen(kw_only=True)
class InvitationMail:
    """An invitation to be mailed.

    Attributes:
        id: The invitation.
        to: The address.
        by: The name of the member who invites; empty for the host.
        community: The community's title.
        slug: The community's slug.
        purpose: The community's purpose.
        token: The token of the link.
        expires_at: When the token expires.
    """

    id: InvitationId
    to: str
    by: str
    community: str
    slug: str
    purpose: str
    token: str
    expires_at: datetime
