"""What happens to badges."""

from uuid import UUID

from attrs import frozen

from commkit import Fact, MemberId
from commkit_reputation.badges.records import AwardId


@frozen
class BadgeAwarded(Fact):
    """A member was awarded a badge.

    Attributes:
        award: The award.
        member: Who.
        badge: The name of the badge.
        about: The thing it was awarded for; None for none.
    """

    name = "reputation.badge_awarded"
    visible_to = "reputation.read"
    inward = ("about",)
    award: AwardId
    member: MemberId
    badge: str
    about: UUID | None


@frozen
class BadgeRevoked(Fact):
    """A badge was revoked, since its rule does not hold any more.

    Attributes:
        award: The award that was.
        member: Who had it.
        badge: The name of the badge.
    """

    name = "reputation.badge_revoked"
    visible_to = "reputation.read"
    deleted = ("award",)
    award: AwardId
    member: MemberId
    badge: str
