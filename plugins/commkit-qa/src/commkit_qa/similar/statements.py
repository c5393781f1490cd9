"""The statement of similar questions."""

from sqlalchemy import bindparam, func, select

from commkit.posts import Post, post
from commkit.storage import Id, visible_statement

QUESTIONS = visible_statement(
    lambda visible: select(
        post.c.id,
        post.c.title,
        post.c.state,
        post.c.answer,
        func.coalesce(post.c.answer_count, 0),
        post.c.tags,
        post.c.created_at,
    ).where(
        post.c.community_id == bindparam("community_id"),
        post.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        post.c.parent.is_(None),
        post.c.kind.in_(bindparam("kinds", expanding=True)),
        post.c.removed_at.is_(None),
        visible(Post, post),
    )
)
"""Those of some posts that are questions which the reader may see."""
