"""The statements of featured comments."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_media.featured.records import FeaturedComment
from commkit_media.tables import featured_comment

_HERE = featured_comment.c.community_id == bindparam("community_id")
_THREAD = featured_comment.c.thread == bindparam("thread", type_=Id)
_SAME = and_(post.c.community_id == featured_comment.c.community_id, post.c.id == featured_comment.c.post)

ADD = statement(lambda: insert_if_absent(featured_comment))
DELETE = statement(
    lambda: delete(featured_comment).where(_HERE, featured_comment.c.post == bindparam("post", type_=Id))
)
FOLLOW = statement(
    lambda: (
        update(featured_comment)
        .values(thread=select(post.c.thread).where(_SAME).correlate(featured_comment).scalar_subquery())
        .where(_HERE, _THREAD)
    )
)
AMONG = statement(
    lambda: select(featured_comment.c.post).where(
        _HERE, featured_comment.c.post.in_(bindparam("posts", expanding=True, type_=Id))
    )
)
"""Which of some posts are featured. It checks no visibility: the caller shows the posts."""


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    """Those whose comment the reader may see and was not removed."""
    at, id = bindparam("after_at", type_=UtcDateTime), bindparam("before", type_=Id)
    time = featured_comment.c.featured_at
    return (
        select(*(featured_comment.c[name] for name in FeaturedComment.__annotations__))
        .select_from(featured_comment.join(post, _SAME))
        .where(
            _HERE,
            or_(time < at, and_(time == at, featured_comment.c.post < id)),
            post.c.removed_at.is_(None),
            visible(Post, post),
            *conditions,
        )
        .order_by(time.desc(), featured_comment.c.post.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page, into=FeaturedComment)
PAGE_OF_THREAD = visible_statement(lambda visible: _page(visible, _THREAD), into=FeaturedComment)
