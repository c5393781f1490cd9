"""What a feed must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit_feedreader.feeds.feature import feed_feature
from commkit_feedreader.feeds.messages import FetchFeed, PauseFeed, ResumeFeed
from commkit_feedreader.feeds.records import Feed


@feed_feature.offers(PauseFeed, about=Feed)
def can_be_paused(context: Context, feed: Feed) -> bool:
    """One that is fetched."""
    return feed.paused_at is None


@feed_feature.offers(FetchFeed, about=Feed)
def can_be_fetched(context: Context, feed: Feed) -> bool:
    """One that is not paused."""
    return feed.paused_at is None


@feed_feature.offers(ResumeFeed, about=Feed)
def can_be_resumed(context: Context, feed: Feed) -> bool:
    """One that is paused."""
    return feed.paused_at is not None
