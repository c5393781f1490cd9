"""The community type `developer`."""

from datetime import timedelta

from attrs import evolve

from commkit import CommunityType, PostKind, Role, TrustLevel
from commkit_developer.closing.feature import VOTE_TO_CLOSE, VOTE_TO_REOPEN
from commkit_developer.policy import MAINTAINER
from commkit_developer.reproduction.policy import REPRODUCTION_FIELDS
from commkit_developer.reputation.policy import BADGES, EVIDENCE
from commkit_developer.seeds import HOW_TO_ASK, HOW_TO_JUDGE
from commkit_developer.suggested_edits.feature import REVIEW_EDITS
from commkit_developer.tracker.feature import TRACKER_STAFF
from commkit_qa import ANSWER, COMMENT, QUESTION, SETTLE_QUESTIONS

_TRUSTED = frozenset({REVIEW_EDITS, VOTE_TO_CLOSE, VOTE_TO_REOPEN})
_TRUST = (
    TrustLevel(name="new"),
    TrustLevel(name="known", posts=3, removed=3, age=timedelta(days=1)),
    TrustLevel(name="regular", posts=20, reactions=10, removed=3, age=timedelta(days=15), grants=_TRUSTED),
    TrustLevel(name="pillar", posts=100, reactions=100, removed=3, age=timedelta(days=90), grants=_TRUSTED),
)
"""The core's levels; who is trusted reviews edits, and votes to close questions and to open them again."""

DEVELOPER = CommunityType(
    "developer",
    features=(
        "posts",
        "qa.questions",
        "qa.similar",
        "qa.confirmations",
        "qa.timing",
        "qa.duplicates",
        "reputation.points",
        "reputation.badges",
        "reputation.leaderboards",
        "developer.votes",
        "developer.reproduction",
        "developer.suggested_edits",
        "developer.closing",
        "developer.bounties",
        "developer.tracker",
    ),
    post_kinds=(
        evolve(QUESTION, fields=REPRODUCTION_FIELDS),
        PostKind(name="guide", opens=True, staff_only=True, replies=("comment",)),
        ANSWER,
        COMMENT,
    ),
    reactions={"up": 1, "down": -1, "bookmark": 0},
    roles={
        MAINTAINER: Role(
            grants=SETTLE_QUESTIONS
            | TRACKER_STAFF
            | {
                "qa.read_answer_times",
                "posts.update_post_state",
                "posts.edit",
                "posts.read_removed",
                REVIEW_EDITS,
                "developer.read_edit_numbers",
                VOTE_TO_CLOSE,
                VOTE_TO_REOPEN,
                "developer.read_closing_numbers",
                "developer.read_bounty_numbers",
            },
            staff=True,
        )
    },
    trust=_TRUST,
    words={
        "post": "question",
        "reply": "answer",
        "member": "developer",
        "maintainer": "maintainer",
        "steward": "moderator",
        "up": "useful",
        "down": "not useful",
        "bookmark": "saved",
        "solved": "solved",
        "waiting": "needs details",
        "closed": "closed",
    },
    summary="For developers who solve technical issues together, and keep the answers for whoever has them next.",
    declares=(*EVIDENCE, *BADGES, HOW_TO_ASK, HOW_TO_JUDGE),
)
"""The community type `developer`."""
