"""Who sees feeds: those who see what stands in their space."""

from sqlalchemy import ColumnElement, FromClause, exists

from commkit.spaces import outside_audience, space
from commkit.storage import Reader
from commkit_feedreader.feeds.feature import feed_feature
from commkit_feedreader.feeds.records import Feed


@feed_feature.hides(Feed)
def of_another_audience(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A feed of a space with an audience is for that audience, and its entries are hidden with it."""
    its = space.alias()
    return (
        exists()
        .where(
            its.c.community_id == row.c.community_id, its.c.id == row.c.space, outside_audience(its, reader)
        )
        .correlate_except(its)
    )
