"""The community type `media`."""

from attrs import evolve

from commkit import CommunityType, PostKind, Role
from commkit_ama import ANSWER_ALL
from commkit_ama import MANAGE as MANAGE_HOURS
from commkit_articles import ARTICLE, COMMENT, DESK
from commkit_media.featured.feature import FEATURE_COMMENTS
from commkit_media.front.feature import EDIT_FRONT
from commkit_media.live.feature import REPORT
from commkit_media.newsletters.feature import EDIT_NEWSLETTERS
from commkit_media.pages.feature import MANAGE_PAGES
from commkit_media.policy import EDITOR, EXPERT, MODERATOR, MODES, PRESS_KIT, REPORTER
from commkit_media.press.feature import DECIDE_ACCREDITATIONS, MANAGE_PRESS
from commkit_media.seeds import HOUSE_RULES, HOW_WE_CORRECT
from commkit_media.share_links.feature import MANAGE_SHARE_LINKS

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
        MANAGE_PAGES,
    }
)
_EDITING = frozenset(
    {
        "media.set_sections",
        MANAGE_HOURS,
        "media.set_closing",
        FEATURE_COMMENTS,
        EDIT_FRONT,
        EDIT_NEWSLETTERS,
        REPORT,
        ANSWER_ALL,
        MANAGE_PRESS,
        DECIDE_ACCREDITATIONS,
        MANAGE_SHARE_LINKS,
    }
)

MEDIA = CommunityType(
    "media",
    features=(
        "posts",
        "articles.desk",
        "articles.series",
        "articles.from_threads",
        "ama.question_hours",
        "media.pages",
        "media.reviews",
        "media.live",
        "media.featured",
        "media.flair",
        "media.closing",
        "media.front",
        "media.press",
        "media.share_links",
        "media.newsletters",
    ),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",)),
        ARTICLE,
        evolve(ARTICLE, name="press_release"),
        COMMENT,
        *MODES,
        PRESS_KIT,
    ),
    reactions={"like": 1, "insightful": 1, "bookmark": 0},
    roles={
        EDITOR: Role(grants=DESK | _MODERATION | _EDITING, staff=True),
        REPORTER: Role(grants=frozenset({"articles.read_desk", REPORT}), staff=True),
        MODERATOR: Role(grants=_MODERATION, staff=True),
        EXPERT: Role(grants=frozenset({ANSWER_ALL})),
    },
    words={
        "post": "article",
        "reply": "comment",
        "member": "reader",
        "editor": "editor",
        "reporter": "reporter",
        "moderator": "moderator",
        "expert": "expert",
        "steward": "editor in chief",
        "like": "like",
        "insightful": "insightful",
        "bookmark": "saved",
        "retired": "withdrawn",
    },
    summary="For the news and the content of a company: articles, comments on its own pages, questions to experts.",
    declares=(HOUSE_RULES, HOW_WE_CORRECT),
)
"""The community type `media`; everybody reads, members comment."""
