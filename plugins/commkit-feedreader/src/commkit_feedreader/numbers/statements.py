"""The statement of the numbers of feeds."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from commkit.storage import UtcDateTime, Visible, visible_statement
from commkit_feedreader.feeds.records import Feed
from commkit_feedreader.tables import entry, feed

_COLUMNS: tuple[Any, ...] = (
    feed.c.id,
    feed.c.title,
    func.count(entry.c.id),
    func.count(entry.c.post),
    func.coalesce(func.sum(case((entry.c.refused != "", 1), else_=0)), 0),
    feed.c.fetch_count,
    feed.c.failed_count,
    feed.c.failures,
    feed.c.succeeded_at,
)


def _numbers(visible: Visible) -> Any:
    """The counts of each feed; those without an entry in the period have zeros."""
    joined = feed.outerjoin(
        entry,
        and_(
            entry.c.community_id == feed.c.community_id,
            entry.c.feed == feed.c.id,
            entry.c.found_at >= bindparam("since", type_=UtcDateTime),
        ),
    )
    return (
        select(*_COLUMNS)
        .select_from(joined)
        .where(feed.c.community_id == bindparam("community_id"), visible(Feed, feed))
        .group_by(feed.c.community_id, feed.c.id)
        .order_by(feed.c.id)
        .limit(200)
    )


NUMBERS = visible_statement(_numbers)
