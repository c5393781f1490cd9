"""The statements of custom feeds."""

from sqlalchemy import bindparam, delete, func, insert, select, update

from commkit.spaces import Space, space
from commkit.storage import Id, statement, visible_statement
from commkit_topical.custom_feeds.records import CustomFeed
from commkit_topical.tables import custom_feed as feed
from commkit_topical.tables import custom_feed_space as item

_COLUMNS = tuple(feed.c[name] for name in CustomFeed.__annotations__)
_HERE = feed.c.community_id == bindparam("community_id")
_THIS = _HERE & (feed.c.id == bindparam("id", type_=Id))
_OWNED = _HERE & (feed.c.owner == bindparam("owner", type_=Id))
_IN_FEED = (item.c.community_id == bindparam("community_id")) & (item.c.feed == bindparam("feed", type_=Id))

ADD = statement(lambda: insert(feed))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(CustomFeed, feed)), into=CustomFeed
)
MINE = visible_statement(
    lambda visible: (
        select(*_COLUMNS).where(_OWNED, visible(CustomFeed, feed)).order_by(feed.c.id.desc()).limit(100)
    ),
    into=CustomFeed,
)
COUNT = statement(lambda: select(func.count()).select_from(feed).where(_OWNED))
WITH_TITLE = statement(
    lambda: select(feed.c.id).where(
        _OWNED, feed.c.title == bindparam("title"), feed.c.id != bindparam("id", type_=Id)
    )
)
"""Another feed of a member with a title. Lock the membership first, so that it stays true."""
RENAME = statement(lambda: update(feed).values(title=bindparam("new_title")).where(_THIS))
DELETE = statement(lambda: delete(feed).where(_THIS))

# --- spaces ----------------------------------------------------------------------------------------------------------

ADD_SPACE = statement(lambda: insert(item))
DELETE_SPACES = statement(lambda: delete(item).where(_IN_FEED))
SPACES = visible_statement(
    lambda visible: (
        select(item.c.feed, item.c.space)
        .select_from(
            item.join(space, (space.c.community_id == item.c.community_id) & (space.c.id == item.c.space))
        )
        .where(
            item.c.community_id == bindparam("community_id"),
            item.c.feed.in_(bindparam("feeds", expanding=True, type_=Id)),
            visible(Space, space),
        )
        .order_by(item.c.feed, item.c.space)
    )
)
"""The spaces of some feeds that the reader sees."""
