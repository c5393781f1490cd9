"""Who sees feed tokens."""

from sqlalchemy import ColumnElement, FromClause

from commkit.feeds.feature import feeds
from commkit.feeds.records import FeedToken
from commkit.runtime.storage.readers import Reader


@feeds.hides(FeedToken)
def of_another_member(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A token is its member's alone, whatever anybody's role."""
    return row.c.member != reader.member
