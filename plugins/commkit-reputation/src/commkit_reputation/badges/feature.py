"""The feature of badges."""

from commkit import Feature, NotificationKind
from commkit_reputation.badges.facts import BadgeAwarded, BadgeRevoked
from commkit_reputation.badges.records import Badge, BadgeInfo

badge_feature = Feature(
    "reputation.badges",
    requires=("reputation.points",),
    collects=(Badge,),
    facts=(BadgeAwarded, BadgeRevoked),
    records=(BadgeInfo,),
    notification_kinds=(
        NotificationKind(
            name="reputation.badge_awarded",
            summary="You were awarded a badge.",
            sentence="You were awarded the badge “{title}”.",
        ),
    ),
)
"""Badges by rules over evidence."""
