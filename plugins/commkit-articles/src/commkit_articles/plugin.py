"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator
from typing import Literal

from commkit import Feature, hookimpl
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.series.feature import series_feature
from commkit_articles.sources.feature import sources_feature


class Articles:
    """Articles with a desk, for any community type; each community may change the settings.

    Args:
        review_required: Whether only what was approved is published.
        allow_self_review: Whether who wrote an article may approve it.
        retracted_text: What becomes of the text of an article that is retracted: `struck` or `gone`.
    """

    name = "articles"

    def __init__(
        self,
        *,
        review_required: bool = True,
        allow_self_review: bool = False,
        retracted_text: Literal["struck", "gone"] = "struck",
    ) -> None:
        self._desk = desk_feature.with_settings(
            DeskSettings(
                review_required=review_required,
                allow_self_review=allow_self_review,
                retracted_text=retracted_text,
            )
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The desk, series, and articles that are made of threads."""
        yield from (self._desk, series_feature, sources_feature)
