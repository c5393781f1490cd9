"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_matching.feature import MatchingSettings, matching_feature


class Matching:
    """Matching, for any community type; each community may change the settings.

    Args:
        pool: How many requests of each side a round considers; see `MatchingSettings`.

    Raises:
        Invalid: It is out of its range (`matching.bad_settings`).
    """

    name = "matching"

    def __init__(self, *, pool: int = 300) -> None:
        self._features = (matching_feature.with_settings(MatchingSettings(pool=pool)),)

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `matching.matches`."""
        yield from self._features
