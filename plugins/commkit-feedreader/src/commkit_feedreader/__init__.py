"""Feeds of other sites for commkit: RSS, Atom and JSON Feed are fetched, and their entries become posts or are listed.

A community type names the feature `feedreader.feeds`. Stewards subscribe a community, or a space of it, to feeds; the
worker fetches them within the host's `FetchPolicy`.
"""

from commkit_feedreader.entries import handlers as _entries_handlers
from commkit_feedreader.entries import queries as _entries_queries
from commkit_feedreader.entries import reactions as _entries_reactions
from commkit_feedreader.entries.facts import FeedEntryImported, FeedEntryUpdated
from commkit_feedreader.entries.importing import jobs as _importing_jobs
from commkit_feedreader.entries.messages import ListFeedEntries, ReadEntryOfPost
from commkit_feedreader.entries.records import FeedEntry, FeedEntryId
from commkit_feedreader.feeds import handlers as _feeds_handlers
from commkit_feedreader.feeds import offers as _feeds_offers
from commkit_feedreader.feeds import queries as _feeds_queries
from commkit_feedreader.feeds import visibility as _feeds_visibility
from commkit_feedreader.feeds.facts import FeedAdded, FeedChanged, FeedPaused, FeedRemoved, FeedResumed
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.messages import (
    AddFeed,
    ChangeFeed,
    FetchFeed,
    ListFeeds,
    PauseFeed,
    ReadFeed,
    RemoveFeed,
    ResumeFeed,
)
from commkit_feedreader.feeds.records import Feed, FeedId, PauseReason
from commkit_feedreader.fetches import jobs as _fetches_jobs
from commkit_feedreader.fetches import subscribers as _fetches_subscribers
from commkit_feedreader.fetches.facts import FeedDue, FeedFetched, FeedFetchFailed, FeedMoved
from commkit_feedreader.numbers import queries as _numbers_queries
from commkit_feedreader.numbers.messages import ReadFeedNumbers
from commkit_feedreader.numbers.records import FeedNumbers
from commkit_feedreader.plugin import FeedReader

__all__ = [
    "AddFeed",
    "ChangeFeed",
    "Feed",
    "FeedAdded",
    "FeedChanged",
    "FeedDue",
    "FeedEntry",
    "FeedEntryId",
    "FeedEntryImported",
    "FeedEntryUpdated",
    "FeedFetchFailed",
    "FeedFetched",
    "FeedId",
    "FeedMoved",
    "FeedNumbers",
    "FeedPaused",
    "FeedReader",
    "FeedRemoved",
    "FeedResumed",
    "FeedSettings",
    "FetchFeed",
    "ListFeedEntries",
    "ListFeeds",
    "PauseFeed",
    "PauseReason",
    "ReadEntryOfPost",
    "ReadFeed",
    "ReadFeedNumbers",
    "RemoveFeed",
    "ResumeFeed",
    "feed_feature",
]

del (
    _entries_handlers,
    _entries_queries,
    _entries_reactions,
    _feeds_handlers,
    _feeds_offers,
    _feeds_queries,
    _feeds_visibility,
    _fetches_jobs,
    _fetches_subscribers,
    _importing_jobs,
    _numbers_queries,
)
