"""What a fetch begins with, and what comes of it."""

from datetime import datetime, timedelta

from attrs import frozen

from commkit_feedreader.documents.records import SourceFeed
from commkit_feedreader.feeds.records import FeedId


@frozen(kw_only=True)
class FetchTask:
    """What the worker needs to know of a feed to fetch it.

    Attributes:
        id: The feed.
        url: Where it is fetched.
        title: What it calls itself.
        kind: The post kind that its entries become; empty to list them only.
        older: Whether entries from before the subscription are posted, too.
        added_at: When the community was subscribed to it.
        paused_at: When it was paused.
        etag: The ETag of its last document; empty where there is none.
        last_modified: When its site said that it changed; empty likewise.
        turn: The last turn that was begun.
        document: How many documents were read.
    """

    id: FeedId
    url: str
    title: str
    kind: str
    older: bool
    added_at: datetime
    paused_at: datetime | None
    etag: str
    last_modified: str
    turn: int
    document: int


@frozen(kw_only=True)
class FetchOutcome:
    """What came of a fetch, before it is recorded.

    Attributes:
        code: The code of the error; empty for a success.
        status: The HTTP status of the last answer; None where there was none.
        url: Where a chain of permanent redirects led; empty where there was none.
        document: What the document says; None for a failure, and where it did not change.
        etag: Its ETag; empty where it has none.
        last_modified: When its site says that it changed; empty likewise.
        gone: Whether the feed is gone for good.
        retry_after: How long its site asks to wait; None where it asks nothing.
    """

    code: str = ""
    status: int | None = None
    url: str = ""
    document: SourceFeed | None = None
    etag: str = ""
    last_modified: str = ""
    gone: bool = False
    retry_after: timedelta | None = None
