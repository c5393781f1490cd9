"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_contests.feature import ContestSettings, contest_feature


class Contests:
    """Judged contests, for any community type; each community may change the settings.

    Args:
        settings: How entries are marked, where communities do not say so themselves.
    """

    name = "contests"

    def __init__(self, *, settings: ContestSettings | None = None) -> None:
        self._features = (contest_feature.with_settings(settings or ContestSettings()),)

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `contests.contests`."""
        yield from self._features
