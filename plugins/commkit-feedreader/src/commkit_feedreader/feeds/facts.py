"""What happens to feeds; told to those who manage them."""

from attrs import frozen

from commkit import Fact
from commkit_feedreader.feeds.records import FeedId


@frozen
class FeedAdded(Fact):
    """The community was subscribed to a feed."""

    name = "feedreader.feed_added"
    visible_to = "feedreader.manage"
    feed: FeedId


@frozen
class FeedChanged(Fact):
    """The address of a feed was changed, or what becomes of its entries."""

    name = "feedreader.feed_changed"
    visible_to = "feedreader.manage"
    feed: FeedId


@frozen
class FeedPaused(Fact):
    """A feed is not fetched any more.

    Attributes:
        feed: Which.
        reason: `steward`, `gone` or `failing`; see `PauseReason`.
    """

    name = "feedreader.feed_paused"
    visible_to = "feedreader.manage"
    feed: FeedId
    reason: str


@frozen
class FeedResumed(Fact):
    """A paused feed is fetched again."""

    name = "feedreader.feed_resumed"
    visible_to = "feedreader.manage"
    feed: FeedId


@frozen
class FeedRemoved(Fact):
    """The subscription to a feed was ended; what was posted stays."""

    name = "feedreader.feed_removed"
    visible_to = "feedreader.manage"
    deleted = ("feed",)
    feed: FeedId
