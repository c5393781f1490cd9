"""Badges of another system: kept as given there, each time that it was, beside those that rules award here."""

from collections.abc import Sequence

from commkit import Context
from commkit.importers import ImportedBadge
from commkit_reputation.badges import statements as sql
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.badges.records import AwardId, BadgeRank

ELSEWHERE = "elsewhere:"
"""What the names of badges begin with that were given elsewhere; no declared badge has such a name."""

_LONGEST_NAME = 100


@badge_feature.imports(ImportedBadge)
def take_badges(context: Context, badges: Sequence[ImportedBadge]) -> list[str]:
    """Award each as it is called there, about the record that is kept of it; nobody is notified, no rule is asked."""
    return [_take(context, badge) for badge in badges]


def _take(context: Context, badge: ImportedBadge) -> str:
    name = stored_name(badge.level, badge.name)
    if badge.level not in set(BadgeRank):
        return "no class of bronze, silver or gold"
    if len(name) > _LONGEST_NAME:
        return "a name too long"
    context.run(
        sql.ADD,
        id=AwardId(context.new_id(at=badge.at)),
        badge=name,
        member=badge.member,
        about=badge.id,
        awarded_at=badge.at,
    )
    return ""


def stored_name(level: str, name: str) -> str:
    """The name of a badge that was given elsewhere.

    Args:
        level: Its class there.
        name: What it is called there.
    """
    return f"{ELSEWHERE}{level}:{name}"


def given_elsewhere(name: str) -> tuple[str, BadgeRank] | None:
    """What a badge is called and how much it takes, of one that was given elsewhere; None of any other.

    Args:
        name: The name of the badge of an award.
    """
    if not name.startswith(ELSEWHERE):
        return None
    level, _, title = name.removeprefix(ELSEWHERE).partition(":")
    return (title, BadgeRank(level)) if level in set(BadgeRank) else None
