"""The queries of entries."""

from attrs import field, frozen

from commkit import Page, Query
from commkit.posts import PostId
from commkit_feedreader.entries.records import FeedEntry
from commkit_feedreader.feeds.records import FeedId


@frozen
class ListFeedEntries(Query[Page[FeedEntry]]):
    """List the entries of feeds that the reader may see, the newest first: of one feed, or of all.

    An entry that became a post is listed as long as the reader may see that post.

    Attributes:
        feed: Only those of this feed; there are none where the reader does not see it.
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.
    """

    permission = "feedreader.read"
    personal = ()

    feed: FeedId | None = None
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadEntryOfPost(Query[FeedEntry | None]):
    """The entry that a post was imported from; None for a post that was not imported.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "feedreader.read"

    post: PostId
