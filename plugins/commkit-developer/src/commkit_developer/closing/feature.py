"""The feature of closing, with its reasons and settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit.storage import Retention
from commkit_developer.closing.facts import (
    ClosedByCommunity,
    CloseVoted,
    ClosingVoteRetracted,
    ReopenedByCommunity,
    ReopenVoted,
)
from commkit_developer.closing.measures import CLOSED_BY_VOTES
from commkit_developer.closing.records import (
    CloseReason,
    ClosingNumbers,
    ClosingStatus,
    Closure,
    ReasonCount,
)
from commkit_developer.policy import MEMBER, MIGRATIONS, STEWARD, check_range, raise_if_invalid
from commkit_developer.tables import CLOSING, closing_vote

CLOSE_REASONS = (
    CloseReason(
        "developer.duplicate",
        "Asked before",
        "This was asked before. If the answers there do not help, say what is different here, and why.",
        needs_original=True,
    ),
    CloseReason(
        "developer.needs_details",
        "Needs details",
        "Nobody can see the fault for themselves yet. Add the code, what you expected, what you got, and the version.",
    ),
    CloseReason(
        "developer.needs_focus",
        "Needs focus",
        "These are several questions. Keep one of them here, and ask the others on their own.",
    ),
    CloseReason(
        "developer.off_topic",
        "Off topic",
        "This is not about what the community is for.",
    ),
    CloseReason(
        "developer.opinion_based",
        "Asks for opinions",
        "No answer could be right. Ask for facts, or say by what an answer is judged.",
    ),
)
"""The reasons of the plugin. A type with a reason of the same name gives it other words; it may declare more."""

LONGEST_EXPIRY = timedelta(days=60)


@frozen
class ClosingSettings:
    """How many votes close a question, and open it again.

    Attributes:
        votes_to_close: Votes that close a question, 1 to 20.
        votes_to_reopen: Votes that open it again, 1 to 20.
        votes_expire_after: How long a vote counts, an hour to 60 days.

    Raises:
        Invalid: A number or the time is out of its range (`developer.bad_settings`).
    """

    votes_to_close: int = 3
    votes_to_reopen: int = 3
    votes_expire_after: timedelta = timedelta(days=14)

    def __attrs_post_init__(self) -> None:
        check_range(self, votes_to_close=(1, 20), votes_to_reopen=(1, 20))
        if not timedelta(hours=1) <= self.votes_expire_after <= LONGEST_EXPIRY:
            raise_if_invalid([("votes_expire_after", "out_of_range", "give an hour to 60 days")])


VOTE_TO_CLOSE = "developer.vote_to_close"
"""The permission to vote to close questions; a type grants it to further roles, and may narrow it by a `Privilege`."""
VOTE_TO_REOPEN = "developer.vote_to_reopen"
"""The permission to vote to open questions again; askers have it for their own."""

closing_feature = Feature(
    "developer.closing",
    tables=CLOSING,
    migrations=MIGRATIONS,
    settings=ClosingSettings(),
    requires=("qa.questions",),
    collects=(CloseReason,),
    declares=(*CLOSE_REASONS, CLOSED_BY_VOTES),
    grants={
        MEMBER: {f"{VOTE_TO_REOPEN}:own"},
        STEWARD: {VOTE_TO_CLOSE, VOTE_TO_REOPEN, "developer.read_closing_numbers"},
    },
    explicit_permissions=(VOTE_TO_CLOSE, VOTE_TO_REOPEN),
    facts=(CloseVoted, ReopenVoted, ClosingVoteRetracted, ClosedByCommunity, ReopenedByCommunity),
    records=(CloseReason, ClosingStatus, Closure, ReasonCount, ClosingNumbers),
    retention=(
        Retention(
            name="developer.closing_votes",
            table=closing_vote,
            age=closing_vote.c.at,
            default=timedelta(days=90),
            purpose="A vote about closing a question, long after it stopped to count.",
            by_key=True,
        ),
    ),
    notification_kinds=(
        NotificationKind(
            name="developer.question_closed",
            summary="A question of yours was closed.",
            sentence="“{title}” was closed.",
        ),
        NotificationKind(
            name="developer.question_reopened",
            summary="A question of yours was opened again.",
            sentence="“{title}” was opened again.",
        ),
    ),
)
"""Closing by votes, with reasons that types declare."""
