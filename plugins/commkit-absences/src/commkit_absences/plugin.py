"""The plugin object that a host gives to its Kit."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_absences.feature import absence_feature


class Absences:
    """Absences and deputies, for any community type."""

    name = "absences"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `absences.out_of_office`."""
        yield absence_feature
