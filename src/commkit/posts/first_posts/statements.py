"""The SQL of first posts."""

from typing import Any

from sqlalchemy import bindparam, exists, select

from commkit.posts.first_posts.tables import first_post
from commkit.posts.records import Post
from commkit.posts.statements import THREAD_VISIBLE, visible
from commkit.posts.tables import AUTHORED_POSTS, POST_COLUMNS, post
from commkit.runtime.storage.statements import insert_if_absent, statement

_HERE = post.c.community_id == bindparam("community_id")


def _beside(table: Any) -> Any:
    return (table.c.community_id == post.c.community_id) & (table.c.post == post.c.id)


RECORD_FIRST_POST = statement(lambda: insert_if_absent(first_post))

_below = post.alias("below")

_REPLIED = exists(
    select(_below.c.id)
    .where(
        _below.c.community_id == post.c.community_id,
        _below.c.thread == post.c.thread,
        _below.c.path > post.c.path,
        _below.c.parent == post.c.id,
        _below.c.removed_at.is_(None),
    )
    .correlate(post)
)

FIRST_POSTS = statement(
    lambda: (
        select(*POST_COLUMNS)
        .select_from(first_post.join(AUTHORED_POSTS, _beside(first_post)))
        .where(
            first_post.c.community_id == bindparam("community_id"),
            first_post.c.post < bindparam("after"),
            _HERE,
            visible(post),
            THREAD_VISIBLE,
            ~_REPLIED,
        )
        .order_by(first_post.c.post.desc())
        .limit(bindparam("size"))
    ),
    into=Post,
)
