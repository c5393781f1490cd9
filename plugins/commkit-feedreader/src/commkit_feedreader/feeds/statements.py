"""The statements of feeds."""

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_feedreader.feeds.records import Feed
from commkit_feedreader.tables import entry, feed

_HERE = feed.c.community_id == bindparam("community_id")
_THIS = _HERE & (feed.c.id == bindparam("id", type_=Id))
_NAMES = tuple(Feed.__annotations__)
_COLUMNS = tuple(feed.c[name] for name in _NAMES)


def as_feed(*values: Any) -> Feed:
    """A row of the columns of the record."""
    return Feed(**dict(zip(_NAMES, values, strict=True)))


ADD = statement(lambda: insert(feed))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Feed, feed)), into=as_feed)
ALL = visible_statement(
    lambda visible: select(*_COLUMNS).where(_HERE, visible(Feed, feed)).order_by(feed.c.id).limit(200),
    into=as_feed,
)
COUNT = statement(lambda: select(func.count()).select_from(feed).where(_HERE))
"""All of them: the limit is the community's, whoever sees them."""
OF_URL = statement(lambda: select(feed.c.id, feed.c.space).where(_HERE, feed.c.url == bindparam("url")))
CHANGE = statement(
    lambda: (
        update(feed)
        .values(
            url=bindparam("new_url"),
            kind=bindparam("new_kind"),
            space=bindparam("new_space", type_=Id),
            agent=bindparam("new_agent", type_=Id),
            older=bindparam("new_older"),
        )
        .where(_THIS)
    )
)
FORGET_DOCUMENT = statement(lambda: update(feed).values(etag="", last_modified="", failures=0).where(_THIS))
PAUSE = statement(
    lambda: (
        update(feed)
        .values(
            paused_at=bindparam("now", type_=UtcDateTime),
            paused_reason=bindparam("reason", type_=feed.c.paused_reason.type),
        )
        .where(_THIS, feed.c.paused_at.is_(None))
    )
)
RESUME = statement(
    lambda: (
        update(feed)
        .values(paused_at=None, paused_reason=None, failures=0, failure_code="")
        .where(_THIS, feed.c.paused_at.is_not(None))
    )
)
DELETE_ENTRIES = statement(
    lambda: delete(entry).where(
        entry.c.community_id == bindparam("community_id"), entry.c.feed == bindparam("feed", type_=Id)
    )
)
DELETE = statement(lambda: delete(feed).where(_THIS))
