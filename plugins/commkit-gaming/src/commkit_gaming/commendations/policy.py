"""Whether one more commendation is within the limits."""

from datetime import datetime, timedelta

from commkit import RateLimited
from commkit_gaming.commendations.feature import CommendationSettings

_DAY = timedelta(days=1)


def check_limits(
    settings: CommendationSettings,
    now: datetime,
    today: tuple[int, datetime | None],
    pair: tuple[int, datetime | None],
) -> None:
    """Check how often somebody commended, and one member.

    Args:
        settings: The limits.
        now: The moment.
        today: How often they did within 24 hours, and when first.
        pair: How often they commended this member within the time of the settings, and when first.

    Raises:
        RateLimited: As often as they may.
    """
    count, first = today
    if count >= settings.per_day and first is not None:
        raise RateLimited(
            "gaming.too_many_commendations",
            f"you commended {count} times within 24 hours; commend again later",
            retry_after=first + _DAY - now,
        )
    count, first = pair
    if count >= settings.per_pair and first is not None:
        raise RateLimited(
            "gaming.commended_often",
            f"you commended this member {count} times within {settings.pair_days} days; commend somebody else",
            retry_after=first + settings.pair_time - now,
        )
