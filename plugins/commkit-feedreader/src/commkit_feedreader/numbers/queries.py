"""How the numbers of feeds are read."""

from commkit import Context
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_feedreader.feeds.feature import feed_feature
from commkit_feedreader.feeds.records import FeedId
from commkit_feedreader.numbers import statements as sql
from commkit_feedreader.numbers.messages import ReadFeedNumbers
from commkit_feedreader.numbers.records import FeedNumbers


@feed_feature.handles(ReadFeedNumbers)
def read_feed_numbers(context: Context, query: ReadFeedNumbers) -> tuple[FeedNumbers, ...]:
    """One statement."""
    rows = context.rows(sql.NUMBERS, since=query.since or EARLIEST)
    return tuple(
        FeedNumbers(
            feed=FeedId(id),
            title=title,
            entries=entries,
            posted=posted,
            refused=int(refused),
            fetches=fetches,
            succeeded=share_of(fetches - failed, fetches),
            failures=failures,
            succeeded_at=at,
        )
        for id, title, entries, posted, refused, fetches, failed, failures, at in rows
    )
