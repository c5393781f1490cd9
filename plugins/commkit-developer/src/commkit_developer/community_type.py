"""The community type `developer`."""

from attrs import evolve

from commkit import CommunityType, Role
from commkit_developer.policy import MAINTAINER
from commkit_developer.reproduction.policy import REPRODUCTION_FIELDS
from commkit_qa import ANSWER, COMMENT, QUESTION, SETTLE_QUESTIONS

DEVELOPER = CommunityType(
    "developer",
    features=(
        "posts",
        "qa.questions",
        "qa.similar",
        "qa.timing",
        "developer.votes",
        "developer.reproduction",
    ),
    post_kinds=(evolve(QUESTION, fields=REPRODUCTION_FIELDS), ANSWER, COMMENT),
    reactions={"up": 1, "down": -1, "bookmark": 0},
    roles={
        MAINTAINER: Role(
            grants=SETTLE_QUESTIONS
            | {"qa.read_answer_times", "posts.update_post_state", "posts.edit", "posts.read_removed"},
            staff=True,
        )
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
    # Evidence and privileges of members, once a plugin collects them: edits that were kept (`developer.edit_approved`),
    # votes to close that the community followed... Nothing collects them yet, and what nobody reads is refused.
    declares=(),
)
"""The community type `developer`."""
