"""A bounty, the points of a member, and the numbers of bounties."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person

BountyId = NewType("BountyId", UUID)
"""The id of a bounty; its order is the order of time."""


class BountyState(StrEnum):
    """The state of a bounty; all but the first are final."""

    OPEN = "open"
    """Its points are held for whoever answers."""
    AWARDED = "awarded"
    """Its sponsor gave them to an answer."""
    EXPIRED = "expired"
    """Its time was over: the rules of the settings gave its points away, or back."""
    CANCELLED = "cancelled"
    """It was called off, and its points went back."""


@frozen
class Bounty:
    """Points that a member set aside for an answer.

    `awarded`, `refunded` and `forfeited` are `amount` together, once it is settled.

    Attributes:
        id: Its id.
        question: The question.
        sponsor: Who set the points aside.
        amount: How many points.
        state: Its state.
        offered_at: When it was offered.
        expires_at: When it expires.
        settled_at: When it was awarded, expired or was cancelled; None while it is open.
        answer: The answer that got points; None for none.
        winner: Whose answer it is.
        awarded: Points that the winner got.
        refunded: Points that the sponsor got back.
        forfeited: Points that nobody has any more.
    """

    id: BountyId
    question: PostId
    sponsor: Annotated[MemberId, Person()]
    amount: int
    state: BountyState
    offered_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    answer: PostId | None
    winner: Annotated[MemberId | None, Person(owns=False)]
    awarded: int
    refunded: int
    forfeited: int


@frozen
class PointsBalance:
    """The points of a member, as bounties count them.

    Attributes:
        earned: What they earned, as the bank of points says.
        won: What bounties brought them.
        held: What they set aside in bounties that are open.
        spent: What their bounties gave away or forfeited.
        available: `earned` and `won` less `held` and `spent`: what they may offer. Below 0 where they lost earned
            points since.
    """

    earned: int
    won: int
    held: int
    spent: int
    available: int


@frozen
class BountyNumbers:
    """The numbers of bounties, over those that were offered in a time and whose questions the reader may see.

    Attributes:
        offered: Bounties offered.
        open: Those that are open.
        awarded: Those that their sponsors awarded.
        expired: Those that expired.
        cancelled: Those that were cancelled.
        points_offered: The points of all of them together.
        points_awarded: What winners got of them.
        award_rate: Bounties that brought a winner points among those that are settled, 0 to 1; None where none is.
    """

    offered: int
    open: int
    awarded: int
    expired: int
    cancelled: int
    points_offered: int
    points_awarded: int
    award_rate: float | None
