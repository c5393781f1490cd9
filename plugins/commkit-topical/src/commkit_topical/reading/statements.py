"""The statements of reading lists. Posts that a reader does not see are in none that is shown to them."""

from sqlalchemy import Integer, bindparam, delete, func, insert, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_topical.reading.records import ReadingItem, ReadingList
from commkit_topical.tables import reading_item as item
from commkit_topical.tables import reading_list as reading

_COLUMNS = tuple(reading.c[name] for name in ReadingList.__annotations__)
_HERE = reading.c.community_id == bindparam("community_id")
_THIS = _HERE & (reading.c.id == bindparam("id", type_=Id))
_OWNED = _HERE & (reading.c.owner == bindparam("owner", type_=Id))
_IN_LIST = (item.c.community_id == bindparam("community_id")) & (
    item.c.reading == bindparam("reading", type_=Id)
)
_THIS_ITEM = _IN_LIST & (item.c.post == bindparam("post", type_=Id))
_WITH_POSTS = item.join(post, (post.c.community_id == item.c.community_id) & (post.c.id == item.c.post))

ADD = statement(lambda: insert(reading))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(ReadingList, reading)), into=ReadingList
)
LOCK = statement(lambda: select(reading.c.id).where(_THIS).with_for_update())
"""Locks a list, so that two additions cannot both be the last that the limit allows, or stand at one place."""
OF_OWNER = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_OWNED, visible(ReadingList, reading))
        .order_by(reading.c.id.desc())
        .limit(100)
    ),
    into=ReadingList,
)
COUNT = statement(lambda: select(func.count()).select_from(reading).where(_OWNED))
UPDATE = statement(
    lambda: (
        update(reading)
        .values(
            title=bindparam("new_title"), for_members=bindparam("shows", type_=reading.c.for_members.type)
        )
        .where(_THIS)
    )
)
DELETE_ITEMS = statement(lambda: delete(item).where(_IN_LIST))
DELETE = statement(lambda: delete(reading).where(_THIS))

# --- posts -----------------------------------------------------------------------------------------------------------

ADD_ITEM = statement(lambda: insert_if_absent(item))
"""Adds nothing where the post is in the list already: a key decides."""
LAST = statement(lambda: select(func.count(), func.coalesce(func.max(item.c.position), 0)).where(_IN_LIST))
"""How many posts a list has, and the position of the last one, whether its owner still sees them or not."""
ITEM = statement(
    lambda: select(*(item.c[name] for name in ReadingItem.__annotations__)).where(_THIS_ITEM),
    into=ReadingItem,
)
"""A post of a list. It checks no visibility: the caller loaded both."""
SEEN_OTHERS = visible_statement(
    lambda visible: (
        select(item.c.position)
        .select_from(_WITH_POSTS)
        .where(_IN_LIST, item.c.post != bindparam("post", type_=Id), visible(Post, post))
        .order_by(item.c.position, item.c.post)
        .limit(1)
        .offset(bindparam("before", type_=Integer))
    )
)
"""The position of the post in front of which another one is moved, of those that the reader sees."""
SHIFT = statement(
    lambda: (
        update(item)
        .values(position=item.c.position + 1)
        .where(_IN_LIST, item.c.position >= bindparam("since", type_=Integer))
    )
)
UPDATE_ITEM = statement(
    lambda: (
        update(item)
        .values(
            note=bindparam("new_note"),
            read_at=bindparam("new_read_at", type_=UtcDateTime),
            position=bindparam("new_position", type_=Integer),
        )
        .where(_THIS_ITEM)
    )
)
REMOVE_ITEM = statement(lambda: delete(item).where(_THIS_ITEM))
PAGE = visible_statement(
    lambda visible: (
        select(*(item.c[name] for name in ReadingItem.__annotations__))
        .select_from(_WITH_POSTS)
        .where(
            _IN_LIST,
            item.c.position > bindparam("after", type_=Integer),
            visible(Post, post),
        )
        .order_by(item.c.position)
        .limit(bindparam("size"))
    ),
    into=ReadingItem,
)
