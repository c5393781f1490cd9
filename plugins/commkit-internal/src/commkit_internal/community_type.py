"""The community type `internal`."""

from attrs import evolve

from commkit import CommunityType, PostKind, Role
from commkit_articles import ARTICLE, COMMENT, DESK
from commkit_internal.policy import LEGAL, PEOPLE_PARTNER

INTERNAL = CommunityType(
    "internal",
    features=(
        "posts",
        "articles.desk",
        "articles.series",
        "absences.out_of_office",
        "internal.units",
        "internal.life_circles",
        "internal.kudos",
        "internal.legal_holds",
        "internal.announcements",
        "internal.idea_calls",
        "internal.directory",
        "internal.expertise",
        "internal.onboarding",
        "internal.anniversaries",
        "internal.business_objects",
    ),
    post_kinds=(
        PostKind(name="topic", opens=True, replies=("comment",)),
        evolve(ARTICLE, name="announcement"),
        COMMENT,
    ),
    reactions={"like": 1, "celebrate": 1, "bookmark": 0},
    roles={PEOPLE_PARTNER: Role(grants=DESK, staff=True), LEGAL: Role(staff=True)},
    words={
        "post": "topic",
        "reply": "comment",
        "member": "colleague",
        "steward": "community manager",
        "people_partner": "people partner",
        "legal": "legal counsel",
    },
    summary="For colleagues who work together around the systems that the company has.",
)
"""The community type `internal`."""
