"""The community type `developer`."""

from attrs import evolve

from commkit import CommunityType, PostKind, Role
from commkit_developer.closing.feature import VOTE_TO_CLOSE, VOTE_TO_REOPEN
from commkit_developer.conversions.feature import CONVERT_OTHERS
from commkit_developer.licences.policy import licence_fields
from commkit_developer.policy import MAINTAINER, MEMBER
from commkit_developer.reproduction.policy import REPRODUCTION_FIELDS
from commkit_developer.reputation.policy import BADGES, EVIDENCE, PRIVILEGES
from commkit_developer.seeds import HOW_TO_ASK, HOW_TO_JUDGE
from commkit_developer.suggested_edits.feature import REVIEW_EDITS
from commkit_developer.tracker.feature import TRACKER_STAFF
from commkit_qa import ANSWER, CODE_LANGUAGE, COMMENT, QUESTION, SETTLE_QUESTIONS

DEVELOPER = CommunityType(
    "developer",
    features=(
        "posts",
        "qa.questions",
        "qa.similar",
        "qa.confirmations",
        "qa.timing",
        "qa.duplicates",
        "qa.facts",
        "qa.canonical",
        "qa.freshness",
        "qa.releases",
        "reputation.points",
        "reputation.privileges",
        "reputation.badges",
        "reputation.leaderboards",
        "developer.votes",
        "developer.reproduction",
        "developer.suggested_edits",
        "developer.closing",
        "developer.bounties",
        "developer.licences",
        "developer.conversions",
        "developer.tracker",
    ),
    post_kinds=(
        evolve(QUESTION, fields=(*REPRODUCTION_FIELDS, CODE_LANGUAGE)),
        PostKind(name="guide", opens=True, staff_only=True, replies=("comment",)),
        ANSWER,
        COMMENT,
    ),
    fields=licence_fields(),
    reactions={"up": 1, "down": -1, "bookmark": 0},
    roles={
        MAINTAINER: Role(
            grants=SETTLE_QUESTIONS
            | TRACKER_STAFF
            | {
                "qa.read_answer_times",
                "qa.read_fact_counts",
                "qa.mark_canonical",
                "qa.list_by_freshness",
                "qa.announce_release",
                "posts.update_post_state",
                "posts.edit",
                "posts.read_removed",
                REVIEW_EDITS,
                "developer.read_edit_numbers",
                VOTE_TO_CLOSE,
                VOTE_TO_REOPEN,
                "developer.read_closing_numbers",
                "developer.read_bounty_numbers",
                "developer.read_licence_numbers",
                CONVERT_OTHERS,
                "developer.read_conversion_numbers",
                "reputation.pass_privileges",
            },
            staff=True,
        ),
        MEMBER: Role(grants=frozenset({VOTE_TO_CLOSE, VOTE_TO_REOPEN})),  # narrowed by a privilege
    },
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
    declares=(*EVIDENCE, *PRIVILEGES, *BADGES, HOW_TO_ASK, HOW_TO_JUDGE),
)
"""The community type `developer`."""
