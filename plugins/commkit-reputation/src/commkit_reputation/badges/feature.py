"""The feature of badges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Feature, NotificationKind
from commkit_reputation.badges.facts import BadgeAwarded, BadgeRevoked
from commkit_reputation.badges.measures import BADGE_HOLDERS
from commkit_reputation.badges.records import Badge, BadgeInfo
from commkit_reputation.points.records import Evidence, VoteEvidence

badge_feature = Feature(
    "reputation.badges",
    requires=("reputation.points",),
    collects=(Badge,),
    declares=(BADGE_HOLDERS,),
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


@badge_feature.checks_declared
def check_evidence(declared: Mapping[type, Sequence[Any]]) -> Iterable[str]:
    """A badge names evidence that is declared, too."""
    known = {each.name for kind in (Evidence, VoteEvidence) for each in declared[kind]}
    for badge in declared[Badge]:
        for name in badge.evidence:
            if name not in known:
                yield f"the badge {badge.name!r} names the evidence {name!r}, which is not declared"
