"""The record of a membership."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.folding import fold

NAME_LENGTH = 200
"""Characters of the name of a member, at most."""


class MembershipKind(StrEnum):
    """Who has a membership.

    The host itself (`SYSTEM`) has none: what it writes has no author, so "system" is not stored anywhere.
    """

    PERSON = "person"
    AGENT = "agent"
    """A program, which acts for a person or for the host."""


class MembershipStatus(StrEnum):
    """The status of a membership."""

    ACTIVE = "active"
    """A member without a restriction."""
    REQUESTED = "requested"
    """Asked to join, and waits for a steward."""
    SILENCED = "silenced"
    """May read and react, not write."""
    SUSPENDED = "suspended"
    """May only read."""
    BANNED = "banned"
    """Outside, and may not come back."""
    LEFT = "left"
    """Outside; left, was rejected, or a ban ended."""


CURRENT_STATUSES = (MembershipStatus.ACTIVE, MembershipStatus.SILENCED, MembershipStatus.SUSPENDED)
"""The statuses that count as being a member."""

RESTRICTED_STATUSES = (MembershipStatus.SILENCED, MembershipStatus.SUSPENDED, MembershipStatus.BANNED)
"""The statuses that end when a restriction does."""


@frozen(slots=False)  # a frozen class without slots is made in half the time, and every session makes one
class Membership:
    """A member in one community.

    Attributes:
        id: The member's id, the same in every community of the database.
        key: The host's opaque key of the user.
        name: The name that others see, from the host's profile when last looked up.
        role: A role of the community's type.
        staff: Whether the member belongs to the company that runs the community.
        trust_level: The trust level, 0 upwards.
        status: The status of the membership.
        restricted_until: When a silence, suspension or ban ends; None for no end.
        restriction_reason: Why, in a steward's words; empty for no restriction.
        joined_at: When the member joined.
        invited_by: The member who invited them, if any.
        version: Increased by each change that takes something from the member or gives another role, so that their
            open sessions become stale.
        post_count: Visible posts of theirs.
        reaction_count: Reactions received on posts.
        removed_count: Posts of theirs that others removed.
        kind: Whether they are a person or an agent; never changed.
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
    kind: MembershipKind = MembershipKind.PERSON

    @property
    def name_key(self) -> str:
        """The name as it is compared: without regard to case and to what shows nothing."""
        return name_key(self.name)

    @property
    def is_current(self) -> bool:
        """Whether this counts as being a member."""
        return self.status in CURRENT_STATUSES


def name_key(name: str) -> str:
    """The form in which the name of a member is stored for being compared."""
    return fold(name)[:NAME_LENGTH]


def new_membership(
    id: MemberId,
    key: str,
    name: str,
    *,
    role: str,
    staff: bool,
    joined_at: datetime,
    status: MembershipStatus = MembershipStatus.ACTIVE,
    invited_by: MemberId | None = None,
    kind: MembershipKind = MembershipKind.PERSON,
) -> Membership:
    """The membership of somebody who has contributed nothing yet; the arguments are as for `Membership`."""
    return Membership(
        id=id,
        key=key,
        name=name,
        role=role,
        staff=staff,
        trust_level=0,
        status=status,
        restricted_until=None,
        restriction_reason="",
        joined_at=joined_at,
        invited_by=invited_by,
        version=1,
        post_count=0,
        reaction_count=0,
        removed_count=0,
        kind=kind,
    )
