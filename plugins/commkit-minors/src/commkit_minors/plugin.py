"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_minors.feature import safety_feature
from commkit_minors.ports import AgePort
from commkit_minors.rules.records import MinorsSettings


class Minors:
    """Quiet rules for minors, for any community type.

    Args:
        ages: Who knows how old the host's users are; without it nobody's age is known, so that everybody is treated as
            the settings say of those.
        rules: The rules of communities that do not set their own.
    """

    name = "minors"

    def __init__(self, *, ages: AgePort | None = None, rules: MinorsSettings | None = None) -> None:
        ports: dict[type, AgePort] = {AgePort: ages} if ages is not None else {}
        self._feature = safety_feature.with_settings(rules or MinorsSettings()).with_ports(ports)

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `minors.safety`."""
        yield self._feature
