"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator
from datetime import timedelta

from commkit import Feature, hookimpl
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.confirmations.feature import confirmation_feature
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.freshness.feature import freshness_feature
from commkit_qa.orphans.feature import OrphanSettings, orphan_feature
from commkit_qa.question_facts.feature import fact_feature
from commkit_qa.questions.feature import QuestionSettings, question_feature
from commkit_qa.releases.feature import release_feature
from commkit_qa.releases.ports import ReleasePort
from commkit_qa.similar.feature import similar_feature
from commkit_qa.timing.feature import timing_feature

_FEATURES = (
    similar_feature,
    confirmation_feature,
    timing_feature,
    duplicate_feature,
    fact_feature,
    canonical_feature,
    freshness_feature,
)


class QuestionsAndAnswers:
    """Questions and answers, for any community type; each community may change the settings.

    Args:
        min_title: Visible characters that the title of a question needs.
        min_body: Visible characters that its text needs.
        orphan_after: When an open question that nobody replied to counts as orphaned; 3 days by default.
        releases: Where releases are told of, for `PullReleases`.

    Raises:
        Invalid: A length is negative, or the duration is not positive (`qa.bad_settings`).
    """

    name = "qa"

    def __init__(
        self,
        *,
        min_title: int = 5,
        min_body: int = 3,
        orphan_after: timedelta = timedelta(days=3),
        releases: ReleasePort | None = None,
    ) -> None:
        self._questions = question_feature.with_settings(
            QuestionSettings(min_title=min_title, min_body=min_body)
        )
        self._orphans = orphan_feature.with_settings(OrphanSettings(orphan_after=orphan_after))
        self._releases = release_feature.with_ports({} if releases is None else {ReleasePort: releases})

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """All features of questions and answers."""
        yield from (self._questions, self._orphans, *_FEATURES, self._releases)
