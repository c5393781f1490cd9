"""Who somebody is in a community."""

from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

InvitationId = NewType("InvitationId", UUID)
"""The id of an invitation."""


class MembershipStatus(StrEnum):
    """The status of a membership."""

    ACTIVE = "active"
    REQUESTED = "requested"
    """Asked to join and waits for a steward."""
    SILENCED = "silenced"
    """May read and react, not write."""
    SUSPENDED = "suspended"
    """May only read."""
    BANNED = "banned"
    LEFT = "left"


CURRENT_STATUSES = (MembershipStatus.ACTIVE, MembershipStatus.SILENCED, MembershipStatus.SUSPENDED)
"""The standings that count as being a member."""


@frozen
class Membership:
    """A member in one community.

    Attributes:
        id: The member's id, the same in every community of the database.
        key: The host's opaque key of the user.
        name: What others see, from the host's profile when last looked up.
        role: What the membership may do.
        staff: Whether the member belongs to the company that runs the community.
        trust_level: How far the member is trusted, 0 upwards.
        status: The status of the membership.
        restricted_until: When a silence, suspension or ban ends; None for no end.
        restriction_reason: Why, in a steward's words.
        joined_at: When the member came in.
        invited_by: Whose invitation it was.
        version: Rises whenever the member may do less or other things than before.
        post_count: Posts that stand.
        reaction_count: Reactions received on posts.
        removed_count: Posts that others took down.
    """

    id: MemberId
    key: str
    name: str
    role: str
    staff: bool
    trust_level: int
    status: MembershipStatus
    restricted_until: datetime | None
    restriction_reason: str
    joined_at: datetime
    invited_by: MemberId | None
    version: int
    post_count: int
    reaction_count: int
    removed_count: int

    @property
    def is_current(self) -> bool:
        """Whether this counts as being a member."""
        return self.status in CURRENT_STATUSES


@frozen
class Profile:
    """What the host tells of a user.

    Attributes:
        name: What others see.
        email: Where mail reaches them; empty for nowhere. It is asked for when a mail is sent, and never stored.
        time_zone: Where they live by the clock, an IANA name; for quiet hours and digests.
    """

    name: str
    email: str = ""
    time_zone: str = "UTC"


class IdentityProvider(Protocol):
    """The port to the host's users; a Kit is given one with `identity=...`."""

    def profile(self, key: str) -> Profile | None:
        """The profile of the host's user with this key; None where there is no such user."""
        ...


@frozen
class Invitation:
    """A way into a community.

    Attributes:
        id: Its id.
        token: What the invited person shows; told once, when the invitation is made, and stored hashed.
        role: The role it gives.
        uses_left: How many people may still use it.
        expires_at: Until when.
    """

    id: InvitationId
    token: str | None
    role: str
    uses_left: int
    expires_at: datetime


@frozen
class InvitationNode:
    """One member in the tree of who brought whom.

    Attributes:
        member: Who.
        name: What others see.
        invited_by: Who brought them.
        depth: How far below the root, which is 0.
    """

    member: MemberId
    name: str
    invited_by: MemberId | None
    depth: int


@frozen
class TrustRequirement:
    """One rule of a trust level, and how a member stands to it.

    Attributes:
        level: The name of the level.
        rule: What is asked.
        required: How much of it.
        actual: How much the member has.
        met: Whether that is enough.
    """

    level: str
    rule: str
    required: str
    actual: str
    met: bool


@frozen
class TrustTrace:
    """Why a member is trusted as far as they are.

    Attributes:
        member: Whom it is about.
        level: The level their deeds earn now.
        name: The level's word.
        steps: Every rule of every level, in order.
    """

    member: MemberId
    level: int
    name: str
    steps: tuple[TrustRequirement, ...]
