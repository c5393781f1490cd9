"""The SQL of placing."""

from sqlalchemy import bindparam, update

from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

PLACE = statement(
    lambda: (
        update(post)
        .values(space=bindparam("new_space", type_=Id), audience=bindparam("new_audience", type_=Id))
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == bindparam("thread"),
            post.c.parent.is_(None),
            post.c.space.is_not_distinct_from(bindparam("seen_space", type_=Id)),
            post.c.audience.is_not_distinct_from(bindparam("seen_audience", type_=Id)),
        )
        .returning(post.c.tags, post.c.removed_at)
    )
)
"""Gives the row as it is now; changes nothing where the thread was moved or merged since it was read."""
