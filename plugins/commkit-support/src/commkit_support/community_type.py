"""The community type `support`."""

from attrs import evolve

from commkit import CommunityType, PostKind, Role
from commkit_qa import ANSWER, COMMENT, ENVIRONMENT, QUESTION, SETTLE_QUESTIONS, VERSION
from commkit_support.charter.feature import PRIVATE_QUESTION
from commkit_support.policy import AGENT
from commkit_support.seeds import HOW_TO_ASK, WHO_ANSWERS

_FACTS = (VERSION, ENVIRONMENT)  # a host adds the areas of its product: `Kit(fields=...)`

SUPPORT = CommunityType(
    "support",
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
        "qa.orphans",
        "support.handoff",
        "absences.out_of_office",
        "support.assignment",
        "support.endorsements",
        "support.experts",
        "support.saved_replies",
        "support.satisfaction",
        "support.known_issues",
        "support.deflection",
        "support.clock",
        "support.yielding",
        "support.charter",
    ),
    post_kinds=(
        evolve(QUESTION, fields=_FACTS),
        evolve(PRIVATE_QUESTION, fields=_FACTS),
        PostKind(name="announcement", opens=True, staff_only=True, replies=("comment",)),
        ANSWER,
        COMMENT,
    ),
    reactions={"up": 1, "down": -1, "thanks": 1, "bookmark": 0},
    roles={
        AGENT: Role(
            grants=SETTLE_QUESTIONS
            | {
                "qa.read_answer_times",
                "qa.read_fact_counts",
                "qa.count_orphans",
                "posts.update_post_state",
                "posts.read_removed",
            },
            staff=True,
        )
    },
    archive_settings={
        "support.handoff": {"no_help_desk_reason": "this is an imported archive; nobody answers here yet"}
    },
    words={
        "post": "question",
        "reply": "answer",
        "member": "member",
        "agent": "support agent",
        "steward": "community manager",
        "up": "helpful",
        "down": "not helpful",
        "solved": "solved",
        "waiting": "waiting for the asker",
    },
    declares=(HOW_TO_ASK, WHO_ANSWERS),
    summary="For people who help each other with a product, and staff that leaves nobody alone.",
)
"""The community type `support`."""
