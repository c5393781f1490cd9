"""The SQL of ranks: what they come from, and how they are kept."""

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, literal, select

from commkit.posts import post, reaction_count
from commkit.storage import FIRST_ID, Id, statement, upsert
from commkit_ranking.tables import active_people, past_rank, rank, reply_rank

_COMMUNITY: Any = bindparam("community_id")
_POSTS: Any = bindparam("posts", expanding=True, type_=Id)
_AFTER: Any = bindparam("after", type_=Id)
_SIZE: Any = bindparam("size")
_OPENS = (post.c.community_id == _COMMUNITY) & post.c.parent.is_(None)
RANK_COLUMNS = tuple(column for column in rank.c if column.name not in ("community_id", "post"))
"""What is compared when a thread is looked at again; the last is since when it holds."""

MEASURED = statement(
    lambda: (
        select(
            post.c.id,
            post.c.parent,
            post.c.created_at,
            func.coalesce(post.c.activity_at, post.c.created_at),
            post.c.space,
            func.coalesce(active_people.c.people, 0),
            reply_rank.c.post,
            rank.c.post,
            *RANK_COLUMNS,
        )
        .select_from(
            post.outerjoin(rank, (rank.c.community_id == post.c.community_id) & (rank.c.post == post.c.id))
            .outerjoin(
                reply_rank,
                (reply_rank.c.community_id == post.c.community_id) & (reply_rank.c.post == post.c.id),
            )
            .outerjoin(
                active_people,
                (active_people.c.community_id == post.c.community_id)
                & (active_people.c.space == func.coalesce(post.c.space, literal(FIRST_ID, Id))),
            )
        )
        .where(post.c.community_id == _COMMUNITY, post.c.id.in_(_POSTS))
        .order_by(post.c.id)
    )
)
"""Some posts, and the ranks that they have; whoever sees them, to keep ranks only."""

COUNTS = statement(
    lambda: select(
        reaction_count.c.post,
        reaction_count.c.reaction,
        reaction_count.c.local_count + reaction_count.c.imported_count,
    ).where(reaction_count.c.community_id == _COMMUNITY, reaction_count.c.post.in_(_POSTS))
)

OPENED = statement(
    lambda: select(post.c.thread).where(post.c.community_id == _COMMUNITY, post.c.id.in_(_POSTS)).distinct()
)
"""The threads that some posts are in."""

LOCK = statement(
    lambda: (
        select(post.c.id)
        .where(post.c.community_id == _COMMUNITY, post.c.id.in_(_POSTS))
        .order_by(post.c.id)
        .with_for_update()
    )
)
"""Who votes on a post holds its row, too: what is read behind this lock is what the ranks become."""

ADD_PAST = statement(lambda: insert(past_rank))

_new = upsert(rank)
SET = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "post"],
        set_={column.name: _new.excluded[column.name] for column in RANK_COLUMNS},
    )
)

DELETE = statement(lambda: delete(rank).where(rank.c.community_id == _COMMUNITY, rank.c.post.in_(_POSTS)))
DELETE_PAST = statement(
    lambda: delete(past_rank).where(past_rank.c.community_id == _COMMUNITY, past_rank.c.post.in_(_POSTS))
)

THREADS = statement(
    lambda: select(post.c.id).where(_OPENS, post.c.id > _AFTER).order_by(post.c.id).limit(_SIZE)
)
POSTS = statement(
    lambda: (
        select(post.c.id)
        .where(post.c.community_id == _COMMUNITY, post.c.id > _AFTER)
        .order_by(post.c.id)
        .limit(_SIZE)
    )
)

RANKED = statement(
    lambda: (
        select(rank.c.post)
        .where(rank.c.community_id == _COMMUNITY, rank.c.post > _AFTER)
        .order_by(rank.c.post)
        .limit(_SIZE)
    )
)

ONE = statement(
    lambda: select(rank).where(rank.c.community_id == _COMMUNITY, rank.c.post == bindparam("post", type_=Id))
)
"""The ranks of one thread, in the order of the table's columns; load the post first."""
