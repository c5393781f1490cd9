"""The feature of bounties, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_developer.bounties.facts import BountyAwarded, BountyCancelled, BountyExpired, BountyOffered
from commkit_developer.bounties.ports import PointsBank, ScoreBank
from commkit_developer.bounties.records import BountyNumbers, PointsBalance
from commkit_developer.policy import MEMBER, MIGRATIONS, STEWARD, check_range, raise_if_invalid
from commkit_developer.tables import BOUNTIES

MOST_POINTS = 1_000_000


@frozen
class BountySettings:
    """The rules of bounties. A change holds for bounties that expire after it, whenever they were offered.

    Attributes:
        min_amount: Points of a bounty, at least; 1 to 1,000,000.
        max_amount: Points of a bounty, at most; 1 to 1,000,000.
        lasts: How long a bounty is open, an hour to 90 days; for bounties offered after a change.
        min_question_age: How old a question must be, up to 90 days: most are answered without one.
        auto_award_percent: What share of an expired bounty goes to the best answer, 0 to 100: the one with the highest
            score among those that were written while it was open, by anybody but its sponsor. If the accepted answer is
            among these, it gets all.
        auto_award_min_score: The score that such an answer needs at least, unless it is accepted.
        refund_percent: What share of the rest goes back to the sponsor, 0 to 100; nobody has the others any more.

    Raises:
        Invalid: A number is out of its range (`developer.bad_settings`).
    """

    min_amount: int = 50
    max_amount: int = 500
    lasts: timedelta = timedelta(days=7)
    min_question_age: timedelta = timedelta(days=2)
    auto_award_percent: int = 50
    auto_award_min_score: int = 2
    refund_percent: int = 0

    def __attrs_post_init__(self) -> None:
        check_range(
            self,
            min_amount=(1, MOST_POINTS),
            max_amount=(max(self.min_amount, 1), MOST_POINTS),
            auto_award_percent=(0, 100),
            auto_award_min_score=(-MOST_POINTS, MOST_POINTS),
            refund_percent=(0, 100),
        )
        longest = timedelta(days=90)
        faults = []
        if not timedelta(hours=1) <= self.lasts <= longest:
            faults.append(("lasts", "out_of_range", "give an hour to 90 days"))
        if not timedelta() <= self.min_question_age <= longest:
            faults.append(("min_question_age", "out_of_range", "give 0 to 90 days"))
        raise_if_invalid(faults)


bounty_feature = Feature(
    "developer.bounties",
    tables=BOUNTIES,
    migrations=MIGRATIONS,
    settings=BountySettings(),
    requires=("qa.questions",),
    port_types=(PointsBank,),
    ports={PointsBank: ScoreBank()},
    grants={
        MEMBER: {"developer.award_bounty:own"},
        STEWARD: {"developer.cancel_bounty", "developer.read_bounty_numbers"},
        "system": {"developer.expire_bounty"},
    },
    explicit_permissions=("developer.offer_bounty", "developer.award_bounty"),
    facts=(BountyOffered, BountyAwarded, BountyExpired, BountyCancelled),
    records=(PointsBalance, BountyNumbers),
    notification_kinds=(
        NotificationKind(
            name="developer.bounty_offered",
            summary="Somebody offered a bounty for your question.",
            sentence="{by} offered a bounty for “{title}”.",
        ),
        NotificationKind(
            name="developer.bounty_won",
            summary="Your answer won a bounty.",
            sentence="Your answer to “{title}” won a bounty.",
        ),
        NotificationKind(
            name="developer.bounty_ended",
            summary="A bounty of yours expired or was cancelled.",
            sentence="Your bounty for “{title}” has ended.",
        ),
    ),
)
"""Bounties: points in escrow, for an answer."""
