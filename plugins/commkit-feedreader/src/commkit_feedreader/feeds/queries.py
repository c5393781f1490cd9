"""How feeds are read and listed."""

from commkit import Context
from commkit_feedreader.feeds import statements as sql
from commkit_feedreader.feeds.feature import feed_feature
from commkit_feedreader.feeds.messages import ListFeeds, ReadFeed
from commkit_feedreader.feeds.records import Feed


@feed_feature.handles(ReadFeed)
def read_feed(context: Context, query: ReadFeed) -> Feed:
    """Load it."""
    return context.get(Feed, query.feed)


@feed_feature.handles(ListFeeds)
def list_feeds(context: Context, query: ListFeeds) -> tuple[Feed, ...]:
    """One statement."""
    return tuple(context.rows(sql.ALL))
