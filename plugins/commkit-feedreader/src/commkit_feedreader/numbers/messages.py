"""The query of the numbers of feeds."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_feedreader.numbers.records import FeedNumbers


@frozen
class ReadFeedNumbers(Query[tuple[FeedNumbers, ...]]):
    """How many entries each feed brought, and how often it could be fetched; the oldest subscription first.

    Attributes:
        since: Count only entries taken from then on; all of them where it is left out.
    """

    permission = "feedreader.read_numbers"

    since: datetime | None = field(default=None, kw_only=True)
