"""Feeds: the tokens by which members read feeds and calendars, and what plugins bring to feeds."""

from commkit.feeds import handlers as _handlers
from commkit.feeds import jobs as _jobs
from commkit.feeds import queries as _queries
from commkit.feeds import reactions as _reactions
from commkit.feeds import visibility as _visibility
from commkit.feeds.contents import queries as _contents_queries
from commkit.feeds.contents.messages import ReadEntryDetails, ReadFeedChannel, ReadPostFeed
from commkit.feeds.contents.records import (
    EntryDetails,
    EntryNotice,
    EntrySource,
    FeedChannel,
    FeedPosts,
    PostFeed,
)
from commkit.feeds.feature import FeedSettings, feeds
from commkit.feeds.messages import CreateFeedToken, ListMyFeedTokens, RevokeFeedToken
from commkit.feeds.records import FeedToken, FeedTokenId

__all__ = [
    "CreateFeedToken",
    "EntryDetails",
    "EntryNotice",
    "EntrySource",
    "FeedChannel",
    "FeedPosts",
    "FeedSettings",
    "FeedToken",
    "FeedTokenId",
    "ListMyFeedTokens",
    "PostFeed",
    "ReadEntryDetails",
    "ReadFeedChannel",
    "ReadPostFeed",
    "RevokeFeedToken",
    "feeds",
]

del _contents_queries, _handlers, _jobs, _queries, _reactions, _visibility
