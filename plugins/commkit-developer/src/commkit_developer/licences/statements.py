"""The statement of licences: what the reader may see, as a number tells of a post, too."""

from typing import Any

from sqlalchemy import and_, bindparam, func, select

from commkit.fields import field_value
from commkit.posts import Post, post
from commkit.storage import UtcDateTime, Visible, visible_statement

_NAMES: Any = bindparam("names", expanding=True)


def _counts(visible: Visible) -> Any:
    licensed = and_(
        field_value.c.community_id == post.c.community_id,
        field_value.c.subject == "post",
        field_value.c.object == post.c.id,
        field_value.c.field.in_(_NAMES),
    )
    licence = func.coalesce(field_value.c.value, "")
    return (
        select(post.c.kind, licence, func.count())
        .select_from(post.outerjoin(field_value, licensed))
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.removed_at.is_(None),
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
        .group_by(post.c.kind, licence)
        .order_by(post.c.kind, licence)
    )


COUNTS = visible_statement(_counts)
"""How many posts there are: kind, licence, count."""
