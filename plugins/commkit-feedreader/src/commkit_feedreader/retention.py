"""How long entries are listed."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, exists

from commkit.storage import Retention
from commkit_feedreader.tables import entry, feed


def _is_listed_only(row: Table) -> ColumnElement[bool]:
    """An entry that became a post stays as long as its feed: it says that the post was imported, and from where."""
    return row.c.post.is_(None)


def _is_still_in_the_feed(row: Table) -> ColumnElement[bool]:
    """What the last document of a feed has would be taken for new at once if it were forgotten."""
    return exists().where(
        feed.c.community_id == row.c.community_id, feed.c.id == row.c.feed, feed.c.document == row.c.document
    )


FEED_RETENTION = (
    Retention(
        "feedreader.entries",
        table=entry,
        age=entry.c.seen_at,
        default=timedelta(days=365),
        by_key=True,
        where=_is_listed_only,
        needed=_is_still_in_the_feed,
        purpose="An entry of a feed that was only listed, since its feed last had it.",
    ),
)
"""What the worker deletes of feeds."""
