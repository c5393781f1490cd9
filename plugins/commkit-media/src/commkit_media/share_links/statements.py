"""The statements of the share kit."""

from typing import Any

from sqlalchemy import Date, and_, bindparam, func, insert, select, update

from commkit.storage import Id, UtcDateTime, statement, upsert, visible_statement
from commkit_media.share_links.records import ShareLink
from commkit_media.tables import host_page, share_count, share_link

_COLUMNS = tuple(share_link.c[name] for name in ShareLink.__annotations__)
_HERE = share_link.c.community_id == bindparam("community_id")
_THIS = _HERE & (share_link.c.id == bindparam("id", type_=Id))

ADD = statement(lambda: insert(share_link))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(ShareLink, share_link)), into=ShareLink
)
OF_TOKEN = statement(
    lambda: select(*_COLUMNS).where(
        _HERE, share_link.c.token == bindparam("token"), share_link.c.ended_at.is_(None)
    ),
    into=ShareLink,
)
"""The link of a token that was not ended. It checks no visibility: its target does."""
EXISTS = statement(lambda: select(share_link.c.id).where(_THIS, share_link.c.ended_at.is_(None)))
END = statement(
    lambda: (
        update(share_link)
        .values(ended_at=bindparam("at", type_=UtcDateTime))
        .where(_THIS, share_link.c.ended_at.is_(None))
    )
)
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, share_link.c.id < bindparam("before", type_=Id), visible(ShareLink, share_link))
        .order_by(share_link.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=ShareLink,
)
ADDRESS_OF_THREAD = statement(
    lambda: (
        select(host_page.c.address)
        .where(
            host_page.c.community_id == bindparam("community_id"),
            host_page.c.thread == bindparam("thread", type_=Id),
        )
        .order_by(host_page.c.id)
        .limit(1)
    )
)
"""The page of a thread that the caller has loaded."""

# --- counts ----------------------------------------------------------------------------------------------------------

_given = upsert(share_count)
COUNT = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "link", "day"], set_={"count": share_count.c.count + 1}
    )
)
_BETWEEN = and_(
    share_count.c.community_id == bindparam("community_id"),
    share_count.c.day >= bindparam("since", type_=Date),
    share_count.c.day <= bindparam("until", type_=Date),
)
_n: Any = func.sum(share_count.c.count)
BY_LINK = statement(
    lambda: (
        select(share_link.c.id, share_link.c.channel, _n)
        .select_from(
            share_count.join(
                share_link,
                and_(
                    share_link.c.community_id == share_count.c.community_id,
                    share_link.c.id == share_count.c.link,
                ),
            )
        )
        .where(_BETWEEN)
        .group_by(share_link.c.id, share_link.c.channel)
        .order_by(_n.desc(), share_link.c.id)
        .limit(1_000)
    )
)
BY_DAY = statement(
    lambda: (
        select(share_count.c.day, _n).where(_BETWEEN).group_by(share_count.c.day).order_by(share_count.c.day)
    )
)
