"""The SQL of first posts."""

from typing import Any

from sqlalchemy import bindparam, exists, select

from commkit.posts.first_posts.tables import first_post
from commkit.posts.records import Post
from commkit.posts.statements import posts_shown
from commkit.posts.tables import AUTHORED_POSTS, post
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement


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

FIRST_POSTS = visible_statement(
    lambda visible: (
        posts_shown(
            visible,
            first_post.c.community_id == bindparam("community_id"),
            first_post.c.post < bindparam("after"),
            post.c.removed_at.is_(None),
            ~_REPLIED,
            source=first_post.join(AUTHORED_POSTS, _beside(first_post)),
        )
        .order_by(first_post.c.post.desc())
        .limit(bindparam("size"))
    ),
    into=Post,
)
