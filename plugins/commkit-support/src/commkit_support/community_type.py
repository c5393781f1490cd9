"""The community type `support`."""

from commkit import CommunityType, PostKind, Role
from commkit_support.policy import AGENT, CLOSED, OPEN, SOLVED, WAITING

QUESTION = PostKind(
    name="question",
    opens=True,
    replies=("answer", "comment"),
    awaits="answer",
    states={
        OPEN: (WAITING, CLOSED),
        WAITING: (OPEN, CLOSED),
        SOLVED: (),  # only AcceptAnswer and ReopenQuestion change it: solved exactly while an answer is accepted
        CLOSED: (OPEN,),
    },
    closed={SOLVED, CLOSED},
    solved=SOLVED,
    as_reply="comment",  # a question that is merged into another one is no answer to it
)
"""The post kind that awaits an answer."""

SUPPORT = CommunityType(
    "support",
    features=("posts", "support.questions", "support.handoff", "support.clock"),
    post_kinds=(
        QUESTION,
        PostKind(name="announcement", opens=True, replies=("comment",)),
        PostKind(name="answer", replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
    reactions={"up": 1, "down": -1, "thanks": 1, "bookmark": 0},
    roles={AGENT: Role(grants={"posts.update_post_state", "posts.read_removed"}, staff=True)},
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
    summary="For people who help each other with a product, and staff that leaves nobody alone.",
)
"""The community type `support`."""
