"""The records of invitations."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

InvitationId = NewType("InvitationId", UUID)
"""The id of an invitation."""


@frozen
class Invitation:
    """An invitation into a community.

    Attributes:
        id: Its id.
        token: What the invited person gives to `AcceptInvitation`; returned only when it is made, and stored hashed.
        role: The role it gives.
        uses_left: How many people may still use it.
        expires_at: When it stops being valid.
    """

    id: InvitationId
    token: str | None
    role: str
    uses_left: int
    expires_at: datetime


@frozen
class InvitationNode:
    """One member in the tree of who invited whom.

    Attributes:
        member: Who.
        name: The name that others see.
        invited_by: The member who invited them.
        depth: How far below the root, which is 0.
    """

    member: MemberId
    name: str
    invited_by: MemberId | None
    depth: int


@frozen
class InvitationAuthority:
    """What an invitation gives, and on whose authority.

    Attributes:
        role: The role it gives.
        created_by: The member who made it; None for the host.
        permission: The permission that they made it by, and must still hold.
    """

    role: str
    created_by: MemberId | None
    permission: str
