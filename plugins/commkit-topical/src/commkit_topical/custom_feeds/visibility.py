"""Who sees custom feeds."""

from sqlalchemy import ColumnElement, FromClause

from commkit.storage import Reader
from commkit_topical.custom_feeds.feature import custom_feed_feature
from commkit_topical.custom_feeds.records import CustomFeed


@custom_feed_feature.hides(CustomFeed)
def feed_of_somebody_else(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A feed is for its owner alone."""
    hidden: ColumnElement[bool] = row.c.owner != reader.member
    return hidden
