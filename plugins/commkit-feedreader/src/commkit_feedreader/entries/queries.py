"""How entries are listed, and what says that a post was imported."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_feedreader.entries import statements as sql
from commkit_feedreader.entries.messages import ListFeedEntries, ReadEntryOfPost
from commkit_feedreader.entries.records import FeedEntry
from commkit_feedreader.feeds.feature import feed_feature

_ENTRIES = keyset(datetime, UUID, of="feedreader.entries")


@feed_feature.handles(ListFeedEntries)
def list_feed_entries(context: Context, query: ListFeedEntries) -> Page[FeedEntry]:
    """One statement."""
    limit = page_size(query.limit)
    at, after = _ENTRIES.decode(query.after, default=(LATEST, LAST_ID))
    given = {} if query.feed is None else {"feed": query.feed}
    rows = context.rows(
        sql.ALL if query.feed is None else sql.OF_FEED, after_at=at, after=after, size=limit + 1, **given
    )
    return _ENTRIES.page(rows, limit, lambda entry: (entry.published_at, entry.id))


@feed_feature.handles(ReadEntryOfPost)
def read_entry_of_post(context: Context, query: ReadEntryOfPost) -> FeedEntry | None:
    """Load the post, then its entry."""
    return context.one(sql.OF_POST, post=context.get(Post, query.post).id)


@feed_feature.marks(Post)
def mark_imported(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Posts that were imported from a feed; `ReadEntryOfPost` has the link."""
    rows = context.rows(sql.MARKED, ids=list(ids)) if ids and context.can("feedreader.read") else ()
    return {post: ("imported",) for (post,) in rows}
