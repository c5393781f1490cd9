"""What happens to bounties."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_developer.bounties.records import BountyId


@frozen
class BountyOffered(Fact):
    """Somebody set points aside for an answer."""

    name = "developer.bounty_offered"
    visible_to = "developer.read_bounties"
    bounty: BountyId
    question: PostId
    amount: int


@frozen
class BountyAwarded(Fact):
    """An answer got the points of a bounty, or a share of them.

    Attributes:
        bounty: The bounty.
        question: The question.
        answer: The answer.
        winner: Whose answer it is.
        sponsor: Who set the points aside.
        points: How many points the winner got.
        automatically: Whether the rules gave them when it expired, and not its sponsor.
    """

    name = "developer.bounty_awarded"
    visible_to = "developer.read_bounties"
    bounty: BountyId
    question: PostId
    answer: PostId
    winner: MemberId
    sponsor: MemberId
    points: int
    automatically: bool


@frozen
class BountyExpired(Fact):
    """A bounty expired, and no answer got its points."""

    name = "developer.bounty_expired"
    visible_to = "developer.read_bounties"
    bounty: BountyId
    question: PostId
    sponsor: MemberId
    refunded: int


@frozen
class BountyCancelled(Fact):
    """A bounty was called off, and its points went back to its sponsor."""

    name = "developer.bounty_cancelled"
    visible_to = "developer.read_bounties"
    bounty: BountyId
    question: PostId
    sponsor: MemberId
    refunded: int
