"""The feature of matches, with its settings."""

from attrs import frozen

from commkit import Feature, Invalid, NotificationKind
from commkit_matching.kinds.records import MatchKind, MatchKindInfo, SideInfo, WishInfo
from commkit_matching.matches.facts import MatchClosed, MatchEnded, MatchMade, MatchProposed
from commkit_matching.matches.records import ExplainedPart, MatchExplanation, MatchView, Partner
from commkit_matching.matches.retention import MATCH_RETENTION
from commkit_matching.numbers.measures import MATCHED
from commkit_matching.numbers.records import MatchingNumbers
from commkit_matching.outcomes.facts import MatchOutcomeGiven
from commkit_matching.outcomes.records import OutcomeNumbers
from commkit_matching.policy import FEATURE, MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, SYSTEM_ROLE
from commkit_matching.requests.facts import MatchRequested, MatchRequestWithdrawn
from commkit_matching.requests.records import MatchRequest, RequestDetails
from commkit_matching.rounds.facts import MatchingRoundRun
from commkit_matching.rounds.records import ExcludedByLimit, MatchingChances, MatchingRound
from commkit_matching.tables import metadata


@frozen
class MatchingSettings:
    """How rounds are run.

    Attributes:
        pool: How many requests of each side a round considers, 2 to 1,000. The work grows with the square of it; those
            who were not considered come first in the next round.

    Raises:
        Invalid: It is out of its range (`matching.bad_settings`).
    """

    pool: int = 300

    def __attrs_post_init__(self) -> None:
        if not 2 <= self.pool <= 1_000:
            raise Invalid.field(
                "pool", "out_of_range", "give 2 to 1,000 requests", error_code="matching.bad_settings"
            )


matching_feature = Feature(
    FEATURE,
    tables=metadata,
    migrations=MIGRATIONS,
    settings=MatchingSettings(),
    requires=("members",),
    collects=(MatchKind,),
    declares=(MATCHED,),
    grants={
        SILENCED: {"matching.withdraw"},
        SUSPENDED: {"matching.withdraw"},
        MEMBER: {
            "matching.ask",
            "matching.answer",
            "matching.give_outcome",
            "matching.propose",
            "matching.view",
            "matching.withdraw",
        },
        STEWARD: {"matching.run", "matching.read_numbers"},
        SYSTEM_ROLE: {"matching.keep"},
    },
    persons_only=("matching.ask", "matching.answer", "matching.give_outcome", "matching.propose"),
    retention=MATCH_RETENTION,
    facts=(
        MatchRequested,
        MatchRequestWithdrawn,
        MatchingRoundRun,
        MatchProposed,
        MatchMade,
        MatchClosed,
        MatchEnded,
        MatchOutcomeGiven,
    ),
    records=(
        MatchKindInfo,
        SideInfo,
        WishInfo,
        MatchRequest,
        RequestDetails,
        MatchingRound,
        MatchingChances,
        ExcludedByLimit,
        MatchView,
        Partner,
        MatchExplanation,
        ExplainedPart,
        OutcomeNumbers,
        MatchingNumbers,
    ),
    notification_kinds=(
        NotificationKind(
            name="matching.proposed",
            summary="Somebody is proposed to you; accept or decline.",
            sentence="A match is proposed to you.",
        ),
        NotificationKind(
            name="matching.made", summary="A match of yours was made.", sentence="Your match was made."
        ),
        NotificationKind(
            name="matching.closed",
            summary="A proposal that you accepted came to nothing.",
            sentence="A match that was proposed to you did not come about.",
        ),
        NotificationKind(
            name="matching.ended",
            summary="A match of yours is over; say what came of it.",
            sentence="Your match is over.",
        ),
    ),
)
"""Matches of the kinds that types and features declare."""
