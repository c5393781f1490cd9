"""The statements of cross-posts."""

from sqlalchemy import and_, bindparam, func, or_, select

from commkit.posts import Post, post
from commkit.storage import Id, insert_if_absent, statement, visible_statement
from commkit_topical.cross_posting.records import LinkedThread
from commkit_topical.tables import cross_post

_HERE = cross_post.c.community_id == bindparam("community_id")
_ROOT = bindparam("original", type_=Id)

ADD = statement(lambda: insert_if_absent(cross_post))
"""Adds nothing where the original was posted in that space already: a key decides."""
ORIGINAL = statement(
    lambda: select(cross_post.c.original).where(_HERE, cross_post.c.post == bindparam("post", type_=Id))
)
"""What a cross-post leads back to. It checks no visibility: what is shown of it does."""
AMONG = statement(
    lambda: select(cross_post.c.post).where(
        _HERE, cross_post.c.post.in_(bindparam("posts", expanding=True, type_=Id))
    )
)
"""Which of some posts are cross-posts. It checks no visibility: the caller shows the posts."""
LINKED = visible_statement(
    lambda visible: (
        select(post.c.id, post.c.space, func.coalesce(post.c.reply_count, 0), post.c.score)
        .where(
            post.c.community_id == bindparam("community_id"),
            or_(
                post.c.id == _ROOT,
                post.c.id.in_(
                    select(cross_post.c.post).where(_HERE, cross_post.c.original == _ROOT).scalar_subquery()
                ),
            ),
            post.c.parent.is_(None),
            and_(post.c.removed_at.is_(None), visible(Post, post)),
        )
        .order_by(post.c.id)
        .limit(200)
    ),
    into=LinkedThread,
)
"""The original and its cross-posts that the reader sees, by age."""
