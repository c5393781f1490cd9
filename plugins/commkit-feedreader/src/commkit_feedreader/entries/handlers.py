"""How an entry is loaded."""

from uuid import UUID

from commkit import Context
from commkit_feedreader.entries import statements as sql
from commkit_feedreader.entries.records import FeedEntry
from commkit_feedreader.feeds.feature import feed_feature
from commkit_feedreader.feeds.records import Feed
from commkit_feedreader.tables import entry


@feed_feature.loads(FeedEntry, table=entry, part_of=(Feed, "feed"))
def fetch_entry(context: Context, id: UUID) -> FeedEntry | None:
    """The entry with this id, for who may see its feed's space and its post."""
    return context.one(sql.ONE, id=id) if context.can("feedreader.read") else None
