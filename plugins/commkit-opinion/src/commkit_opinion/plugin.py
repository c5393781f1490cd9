"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_opinion.arguments.feature import ArgumentSettings, argument_feature
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import ConsultationSettings
from commkit_opinion.maps.feature import MapSettings, map_feature


class Opinion:
    """Structured opinion, for any community type; each community may change the settings.

    Args:
        consultations: The rules of consultations.
        maps: How maps are computed.
        arguments: The rules of arguments.
    """

    name = "opinion"

    def __init__(
        self,
        *,
        consultations: ConsultationSettings | None = None,
        maps: MapSettings | None = None,
        arguments: ArgumentSettings | None = None,
    ) -> None:
        self._features = (
            consultation_feature.with_settings(consultations or ConsultationSettings()),
            map_feature.with_settings(maps or MapSettings()),
            argument_feature.with_settings(arguments or ArgumentSettings()),
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Consultations, maps and arguments."""
        yield from self._features
