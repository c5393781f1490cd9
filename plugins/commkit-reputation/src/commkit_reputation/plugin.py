"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.leaderboards.feature import leaderboard_feature
from commkit_reputation.leaderboards.records import LeaderboardSettings
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.records import PointSettings
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.records import PrivilegeSettings


class Reputation:
    """Reputation, for any community type; each community may change the settings.

    Args:
        floor: The points that are shown where the sum is lower.
        per_day: The most that capped evidence of one day adds; None for no cap.
        count_erased: Whether evidence still counts whose giver was erased.
        include_staff: Whether staff is on leaderboards.
        privileges: What privileges take, compared with what a type declares, and when their founding time is over.

    Raises:
        Invalid: The cap is negative (`reputation.bad_settings`).
    """

    name = "reputation"

    def __init__(
        self,
        *,
        floor: int = 0,
        per_day: int | None = None,
        count_erased: bool = False,
        include_staff: bool = True,
        privileges: PrivilegeSettings | None = None,
    ) -> None:
        points = PointSettings(floor=floor, per_day=per_day, count_erased=count_erased)
        self._features = (
            point_feature.with_settings(points),
            privilege_feature.with_settings(privileges or PrivilegeSettings()),
            badge_feature,
            leaderboard_feature.with_settings(LeaderboardSettings(include_staff=include_staff)),
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Points, privileges, badges and leaderboards."""
        yield from self._features
