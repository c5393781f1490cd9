"""Feeds: the tokens by which members read feeds and calendars."""

from commkit.feeds import handlers as _handlers
from commkit.feeds import jobs as _jobs
from commkit.feeds import queries as _queries
from commkit.feeds import reactions as _reactions
from commkit.feeds import visibility as _visibility
from commkit.feeds.feature import feeds
from commkit.feeds.messages import CreateFeedToken, ListMyFeedTokens, RevokeFeedToken
from commkit.feeds.records import FeedToken, FeedTokenId

__all__ = [
    "CreateFeedToken",
    "FeedToken",
    "FeedTokenId",
    "ListMyFeedTokens",
    "RevokeFeedToken",
    "feeds",
]

del _handlers, _jobs, _queries, _reactions, _visibility
