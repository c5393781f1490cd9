"""The feature of life circles."""

from commkit import Feature, NotificationKind
from commkit_internal.life_circles.facts import CircleEnded, CircleInvitationSent, CircleStarted
from commkit_internal.policy import LEGAL, MEMBER, MIGRATIONS, PEOPLE_PARTNER, STEWARD

CIRCLES = "internal.life_circles"
"""The name of the feature, which keeps the spaces and groups of the circles."""
STAND_FOR_EMPLOYER = "internal.stand_for_employer"
"""Who holds it is in no life circle; a host grants it to further roles of its own."""

circle_feature = Feature(
    CIRCLES,
    migrations=MIGRATIONS,
    requires=("posts", "internal.units"),
    grants={
        MEMBER: {"internal.join_circle", "internal.leave_circle"},
        LEGAL: {STAND_FOR_EMPLOYER},
        PEOPLE_PARTNER: {STAND_FOR_EMPLOYER},
        STEWARD: {STAND_FOR_EMPLOYER},
        "system": {"internal.see_circle_facts"},
    },
    explicit_permissions=(STAND_FOR_EMPLOYER,),
    system_only=("internal.see_circle_facts",),
    facts=(CircleStarted, CircleInvitationSent, CircleEnded),
    notification_kinds=(
        NotificationKind(
            name="internal.circle_invitation",
            summary="A colleague invited you to a life circle.",
            sentence="{by} invited you to a life circle.",
        ),
    ),
)
"""Walled spaces of colleagues as people."""
