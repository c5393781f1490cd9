"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator
from datetime import timedelta

from commkit import Feature, hookimpl
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature

_DEFAULTS = FeedSettings()


class FeedReader:
    """Feeds of other sites, for any community type; each community may change the settings.

    Which addresses may be fetched is said by the `FetchPolicy` of the Kit; the size of documents by the settings.

    Args:
        max_feeds: Feeds that a community may have.
        every: How often a feed is fetched.
        max_per_fetch: Entries that are taken from one fetch.
        max_per_day: Entries of one feed that are taken within 24 hours.
        max_bytes: Bytes of a document that are read.
        pause_after: Failures in a row after which a feed is paused.
    """

    name = "feedreader"

    def __init__(
        self,
        *,
        max_feeds: int = _DEFAULTS.max_feeds,
        every: timedelta = _DEFAULTS.every,
        max_per_fetch: int = _DEFAULTS.max_per_fetch,
        max_per_day: int = _DEFAULTS.max_per_day,
        max_bytes: int = _DEFAULTS.max_bytes,
        pause_after: int = _DEFAULTS.pause_after,
    ) -> None:
        self._feature = feed_feature.with_settings(
            FeedSettings(
                max_feeds=max_feeds,
                every=every,
                max_per_fetch=max_per_fetch,
                max_per_day=max_per_day,
                max_bytes=max_bytes,
                pause_after=pause_after,
            )
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Feeds."""
        yield self._feature
