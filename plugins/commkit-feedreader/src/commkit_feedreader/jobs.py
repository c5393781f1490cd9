"""The worker's own messages of the plugin."""

from commkit_feedreader.entries.importing.jobs import ImportFeedEntry, RefuseFeedEntry
from commkit_feedreader.feeds.turns.jobs import FetchDueFeed
from commkit_feedreader.fetches.jobs import RecordFeedFailure, RecordFeedFetch

__all__ = ["FetchDueFeed", "ImportFeedEntry", "RecordFeedFailure", "RecordFeedFetch", "RefuseFeedEntry"]
