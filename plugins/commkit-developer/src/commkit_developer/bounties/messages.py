"""The commands and queries of bounties."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Page, Query
from commkit.posts import PostId
from commkit_developer.bounties.records import Bounty, BountyId, BountyNumbers, PointsBalance


@frozen
class OfferBounty(Command[Bounty]):
    """Set points aside for whoever answers a question; a question has one open bounty at most.

    Attributes:
        question: The question; one's own or that of somebody else.
        amount: How many points.

    Raises:
        Invalid: It is no question, or the amount is out of the range of the settings.
        Conflict: It is settled, too young, or was removed; it has an open bounty; the points do not suffice.
    """

    permission = "developer.offer_bounty"
    granted_to = "member"
    creates = True

    question: PostId
    amount: int


@frozen
class AwardBounty(Command[Bounty]):
    """Give the points of an open bounty to an answer, by its sponsor. It cannot be undone.

    Attributes:
        bounty: The bounty.
        answer: An answer to its question by somebody else.

    Raises:
        Invalid: It is no answer to the question, or nobody is known who wrote it.
        Denied: It is the sponsor's own answer (`developer.own_answer`).
        Conflict: The bounty is settled already, or the answer was removed.
    """

    permission = "developer.award_bounty"

    bounty: BountyId
    answer: PostId


@frozen
class CancelBounty(Command[Bounty]):
    """Call an open bounty off, by a steward: its points go back to its sponsor.

    Raises:
        Conflict: It is settled already.
    """

    permission = "developer.cancel_bounty"

    bounty: BountyId


@frozen
class ReadBounty(Query[Bounty]):
    """Read one bounty."""

    permission = "developer.read_bounties"
    granted_to = "visitor"

    bounty: BountyId


@frozen(kw_only=True)
class ListOpenBounties(Query[Page[Bounty]]):
    """List the open bounties, those that expire first ahead."""

    permission = "developer.read_bounties"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListQuestionBounties(Query[Page[Bounty]]):
    """List all bounties of a question, the newest first.

    Raises:
        NotFound: There is no such question for this actor.
    """

    permission = "developer.read_bounties"
    personal = ()

    question: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadPointsBalance(Query[PointsBalance]):
    """How many points the actor has, and how many they may offer."""

    permission = "developer.offer_bounty"


@frozen
class ReadBountyNumbers(Query[BountyNumbers]):
    """How many bounties are offered, awarded and expired.

    Attributes:
        since: Count only those offered from then on; all of them where it is left out.
    """

    permission = "developer.read_bounty_numbers"

    since: datetime | None = field(default=None, kw_only=True)
