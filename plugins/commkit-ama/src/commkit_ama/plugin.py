"""The plugin object that a host gives to its Kit."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_ama.feature import hour_feature


class QuestionHours:
    """Question hours (AMA), for any community type: it names the feature, and has the kinds of `hour_kinds`."""

    name = "ama"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The feature `ama.question_hours`."""
        yield hour_feature
