"""What can be told of a feed in numbers."""

from datetime import datetime

from attrs import frozen

from commkit.statistics import Share
from commkit_feedreader.feeds.records import FeedId


@frozen(kw_only=True)
class FeedNumbers:
    """Numbers of one feed that the reader sees.

    Attributes:
        feed: The feed.
        title: What it calls itself.
        entries: Entries taken in the period: the sample size of `posted` and `refused`. Listed ones count until
            retention deletes them.
        posted: Those of them that became posts, whatever became of these.
        refused: Those of them that a check, or the place where they were to stand, refused.
        fetches: Fetches since the subscription, with whatever outcome.
        succeeded: The share of them that succeeded, with its sample size; None where there was none.
        failures: Failures in a row up to now.
        succeeded_at: When the last success was; None where there was none.
    """

    feed: FeedId
    title: str
    entries: int
    posted: int
    refused: int
    fetches: int
    succeeded: Share | None
    failures: int
    succeeded_at: datetime | None
