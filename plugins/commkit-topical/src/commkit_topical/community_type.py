"""The community type `topical`."""

from commkit import CommunityType, Role
from commkit_ama import MANAGE as MANAGE_HOURS
from commkit_ama import hour_kinds
from commkit_topical.cooling.feature import LIFT
from commkit_topical.policy import GUIDE, LINK, MODERATOR, OPINION, REPLY
from commkit_topical.reading.feature import DELETE as DELETE_READING_LIST
from commkit_topical.recurring.feature import MANAGE
from commkit_topical.seeds import HOW_WE_DISAGREE, WHAT_BELONGS_HERE
from commkit_topical.voices.measures import NO_SUPPORT

_MODERATION = frozenset(
    {
        "posts.edit",
        "posts.remove",
        "posts.restore",
        "posts.read_removed",
        "posts.pin",
        "posts.lock",
        "posts.move",
        "moderation.handle",
        "moderation.decide",
        "moderation.skip_checks",
        "moderation.set_slow_mode",
        "opinion.moderate",
        LIFT,
        MANAGE,
        MANAGE_HOURS,
        DELETE_READING_LIST,
    }
)

TOPICAL = CommunityType(
    "topical",
    features=(
        "posts",
        "activitypub.actors",
        "ama.question_hours",
        "feedreader.feeds",
        "ranking.ranks",
        "opinion.consultations",
        "opinion.maps",
        "opinion.arguments",
        "topical.scope",
        "topical.mutes",
        "topical.cooling",
        "topical.cross_posts",
        "topical.recurring_threads",
        "topical.reading_lists",
        "topical.custom_feeds",
        "topical.voices",
    ),
    post_kinds=(OPINION, LINK, GUIDE, *hour_kinds(REPLY.name), REPLY),
    reactions={"up": 1, "down": -1, "insightful": 1, "bookmark": 0},
    roles={MODERATOR: Role(grants=_MODERATION, staff=False)},
    settings={"moderation": {"thread_slow_mode": True, "log_visibility": "everyone"}},
    archive_settings={"topical.scope": {"subject": "an imported archive"}},
    words={
        "post": "opinion",
        "reply": "reply",
        "space": "sub-topic",
        "member": "member",
        "moderator": "moderator",
        "steward": "community manager",
        "up": "agree",
        "down": "disagree",
        "insightful": "insightful",
        "bookmark": "saved",
    },
    summary="For people who exchange opinions about a subject, in sub-topics with rules and moderators of their own.",
    declares=(WHAT_BELONGS_HERE, HOW_WE_DISAGREE, NO_SUPPORT),
)
"""The community type `topical`; everybody reads, members write."""
