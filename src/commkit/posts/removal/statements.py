"""The SQL of removing and restoring posts."""

from sqlalchemy import bindparam, update

from commkit.posts.tables import post
from commkit.runtime.storage.statements import statement

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))

REMOVE = statement(
    lambda: (
        update(post)
        .values(removed_at=bindparam("now"), removed_by=bindparam("by"))
        .where(_THIS, post.c.removed_at.is_(None))
        .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind, post.c.audience)
    )
)
"""Gives the row as it is now: it may have been edited or moved since it was read."""

RESTORE = statement(
    lambda: (
        update(post)
        .values(removed_at=None)
        .where(_THIS, post.c.removed_at.is_not(None))
        .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind, post.c.audience, post.c.removed_by)
    )
)
