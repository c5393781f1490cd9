"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import CommunityType, Feature, hookimpl
from commkit_activitypub import ActivityPub
from commkit_ama import QuestionHours
from commkit_feedreader import FeedReader
from commkit_opinion import Opinion
from commkit_ranking import Ranking
from commkit_topical.community_type import TOPICAL
from commkit_topical.cooling.feature import CoolingSettings, cooling_feature
from commkit_topical.cross_posting.feature import cross_post_feature
from commkit_topical.custom_feeds.feature import CustomFeedSettings, custom_feed_feature
from commkit_topical.muting.feature import muting_feature
from commkit_topical.reading.feature import ReadingSettings, reading_feature
from commkit_topical.recurring.feature import recurring_feature
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.voices.feature import voice_feature


class Topical:
    """Opinions about a subject. All settings are defaults that each community may change.

    It brings `commkit_activitypub.ActivityPub`, `commkit_ama.QuestionHours`, `commkit_feedreader.FeedReader`,
    `commkit_opinion.Opinion` and `commkit_ranking.Ranking`: give one of them to the Kit, too, for other defaults of it.

    Args:
        scope: What communities are about, where they do not say so themselves.
        cooling: When threads are slowed down, and how much.
        custom_feeds: How many custom feeds members keep.
        reading: How many reading lists members keep, and how long they are.
    """

    name = "topical"

    def __init__(
        self,
        *,
        scope: ScopeSettings | None = None,
        cooling: CoolingSettings | None = None,
        custom_feeds: CustomFeedSettings | None = None,
        reading: ReadingSettings | None = None,
    ) -> None:
        self._features = (
            scope_feature.with_settings(scope or ScopeSettings()),
            muting_feature,
            cross_post_feature,
            recurring_feature,
            voice_feature,
            cooling_feature.with_settings(cooling or CoolingSettings()),
            custom_feed_feature.with_settings(custom_feeds or CustomFeedSettings()),
            reading_feature.with_settings(reading or ReadingSettings()),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """ActivityPub, question hours, feeds of other sites, structured opinion, ranks of threads."""
        yield ActivityPub
        yield QuestionHours
        yield FeedReader
        yield Opinion
        yield Ranking

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `topical`."""
        yield TOPICAL
