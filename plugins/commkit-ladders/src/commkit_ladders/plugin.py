"""The plugin object that a host gives to its Kit."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_ladders.ladders.feature import ladder_feature


class Ladders:
    """Ladders, for any community type; the type declares the rules (`LadderRules`)."""

    name = "ladders"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Ladders with their games, seasons, divisions and boards."""
        yield ladder_feature
