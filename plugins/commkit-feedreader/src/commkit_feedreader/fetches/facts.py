"""What happens when feeds are fetched."""

from attrs import frozen

from commkit import Fact
from commkit_feedreader.feeds.records import FeedId


@frozen
class FeedDue(Fact):
    """A feed is to be fetched now; for the worker alone.

    Attributes:
        feed: Which.
        turn: Which fetch of it this is: what came of an earlier one is not recorded any more.
    """

    name = "feedreader.feed_due"
    visible_to = None
    feed: FeedId
    turn: int


@frozen
class FeedFetched(Fact):
    """A feed was fetched.

    Attributes:
        feed: Which.
        entries: Entries of its document that were read; 0 where it did not change.
        taken: How many of them were new, or changed, and were taken.
        cut: Whether the document has more entries than were read.
    """

    name = "feedreader.feed_fetched"
    visible_to = "feedreader.manage"
    feed: FeedId
    entries: int
    taken: int
    cut: bool


@frozen
class FeedFetchFailed(Fact):
    """A feed could not be fetched, or read.

    Attributes:
        feed: Which.
        code: The code of the error, such as `fetching.timeout` or `feedreader.bad_status`.
        failures: Failures in a row, with this one.
    """

    name = "feedreader.feed_fetch_failed"
    visible_to = "feedreader.manage"
    feed: FeedId
    code: str
    failures: int


@frozen
class FeedMoved(Fact):
    """A permanent redirect led to the new address of a feed, which it has from now on."""

    name = "feedreader.feed_moved"
    visible_to = "feedreader.manage"
    feed: FeedId
