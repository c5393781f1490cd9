"""The plugin object that a host gives to its Kit."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.ports import RatingSource


class Tournaments:
    """Tournaments, for any community type.

    Args:
        ratings: Who knows how strong members are, for seeds by rating; without it nobody has a rating.
    """

    name = "tournaments"

    def __init__(self, *, ratings: RatingSource | None = None) -> None:
        ports: dict[type, RatingSource] = {RatingSource: ratings} if ratings is not None else {}
        self._feature = tournament_feature.with_ports(ports)

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `tournaments.brackets`."""
        yield self._feature
