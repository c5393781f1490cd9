"""The SQL of ranked replies: how ranks are kept, and lists by them, each one range of an index."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    tuple_,
)

from commkit.posts import Post, post
from commkit.storage import Id, Statement, UtcDateTime, Visible, statement, upsert, visible_statement
from commkit_ranking.policy import ReplyOrder
from commkit_ranking.replies.policy import rises
from commkit_ranking.tables import REPLY_KEY, past_reply_rank, reply_rank

_COMMUNITY: Any = bindparam("community_id")
_POSTS: Any = bindparam("posts", expanding=True, type_=Id)
_PARENT: Any = bindparam("parent", type_=Id)
_AS_OF: Any = bindparam("as_of", type_=UtcDateTime)
RANK_COLUMNS = tuple(column for column in reply_rank.c if column.name not in ("community_id", "post"))
"""What is compared when a reply is looked at again; the last is since when it holds."""

MEASURED = statement(
    lambda: (
        select(post.c.id, post.c.parent, post.c.created_at, reply_rank.c.post, *RANK_COLUMNS)
        .select_from(
            post.outerjoin(
                reply_rank,
                (reply_rank.c.community_id == post.c.community_id) & (reply_rank.c.post == post.c.id),
            )
        )
        .where(post.c.community_id == _COMMUNITY, post.c.id.in_(_POSTS), post.c.parent.is_not(None))
        .order_by(post.c.id)
    )
)
"""Some replies, and the ranks that they have; whoever sees them, to keep ranks only."""
ADD_PAST = statement(lambda: insert(past_reply_rank))
_new = upsert(reply_rank)
SET = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "post"],
        set_={column.name: _new.excluded[column.name] for column in RANK_COLUMNS},
    )
)
DELETE = statement(
    lambda: delete(reply_rank).where(reply_rank.c.community_id == _COMMUNITY, reply_rank.c.post.in_(_POSTS))
)
DELETE_PAST = statement(
    lambda: delete(past_reply_rank).where(
        past_reply_rank.c.community_id == _COMMUNITY, past_reply_rank.c.post.in_(_POSTS)
    )
)
ONE = statement(
    lambda: select(reply_rank).where(
        reply_rank.c.community_id == _COMMUNITY, reply_rank.c.post == bindparam("post", type_=Id)
    )
)
"""The ranks of one reply, in the order of the table's columns; load the post first."""

# --- lists -----------------------------------------------------------------------------------------------------------


def _with_posts(row: Any) -> Any:
    return row.join(post, (post.c.community_id == row.c.community_id) & (post.c.id == row.c.post))


def _shown(visible: Visible) -> ColumnElement[bool]:
    """Whether a reply is shown in a thread that the reader sees; see `commkit.posts.ReadThread`."""
    shown: ColumnElement[bool] = visible(Post, post, alone=True) & visible.wanted(Post, post, within=True)
    return shown


def _page(visible: Visible, row: Any, order: ReplyOrder, *conditions: ColumnElement[bool]) -> Any:
    key = row.c[REPLY_KEY[order]]
    position = tuple_(key, row.c.post)
    start = tuple_(bindparam("key", type_=BigInteger), bindparam("after", type_=Id))
    columns = (key, row.c.post)
    return (
        select(row.c.post, key)
        .select_from(_with_posts(row))
        .where(
            row.c.community_id == _COMMUNITY,
            row.c.parent == _PARENT,
            row.c.since <= _AS_OF,
            position > start if rises(order) else position < start,
            *conditions,
            _shown(visible),
        )
        .order_by(*(column if rises(order) else column.desc() for column in columns))
        .limit(bindparam("size"))
    )


@cache
def standing(order: ReplyOrder) -> Statement[tuple[Any, ...]]:
    """The next replies that have not moved since a moment: id and key. The caller loaded the parent."""
    return visible_statement(lambda visible: _page(visible, reply_rank, order))


@cache
def moved(order: ReplyOrder) -> Statement[tuple[Any, ...]]:
    """The next of the replies that have moved since a moment, where they stood: id and key."""
    return visible_statement(
        lambda visible: _page(
            visible, past_reply_rank, order, past_reply_rank.c.until > _AS_OF, post.c.parent == _PARENT
        )
    )


def _is_shown(visible: Visible) -> ColumnElement[bool]:
    """The same of a row of ranks; the offset keeps PostgreSQL from reading all posts into a hash table."""
    return exists(
        select(post.c.id)
        .where(
            post.c.community_id == reply_rank.c.community_id,
            post.c.id == reply_rank.c.post,
            _shown(visible),
        )
        .offset(literal_column("0"))
    ).correlate(reply_rank)


REPLIES = visible_statement(
    lambda visible: (
        select(reply_rank.c.parent, func.count())
        .where(reply_rank.c.community_id == _COMMUNITY, reply_rank.c.parent.in_(_POSTS), _is_shown(visible))
        .group_by(reply_rank.c.parent)
    )
)
"""How many replies some posts have, of those that the reader may see."""
