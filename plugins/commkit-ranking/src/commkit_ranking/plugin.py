"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from commkit import Feature, hookimpl
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.records import RankSettings


class Ranking:
    """Ranks of threads, for any community type; each community may change the settings.

    Args:
        up: The names of the reactions that are votes for a thread; with `down` left out, too, all that add to a score.
        down: The names of the reactions that are votes against it.
        settle: How long after a vote the thread moves, 0 to 1 minute.

    Raises:
        Invalid: A reaction is named twice, or the time is out of range (`ranking.bad_settings`).
    """

    name = "ranking"

    def __init__(
        self,
        *,
        up: Iterable[str] = (),
        down: Iterable[str] = (),
        settle: timedelta = timedelta(seconds=2),
    ) -> None:
        self._feature = rank_feature.with_settings(
            RankSettings(up=tuple(up), down=tuple(down), settle=settle)
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature of ranks."""
        yield self._feature
