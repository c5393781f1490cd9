"""The statement of question facts; it counts what the reader may see."""

from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select

from commkit.fields import field_value
from commkit.posts import Post, post
from commkit.storage import UtcDateTime, visible_statement
from commkit_qa.question_facts.records import FactCount

_KINDS: Any = bindparam("kinds", expanding=True)
_COUNT = func.count()

COUNTS = visible_statement(
    lambda visible: (
        select(
            func.min(field_value.c.value),
            _COUNT,
            _COUNT.filter(post.c.answer.is_not(None)),
            _COUNT.filter(and_(post.c.closed_at.is_(None), post.c.answer_count == 0)),
        )
        .select_from(
            field_value.join(
                post,
                and_(post.c.community_id == field_value.c.community_id, post.c.id == field_value.c.object),
            )
        )
        .where(
            field_value.c.community_id == bindparam("community_id"),
            field_value.c.subject == literal("post"),
            field_value.c.field == bindparam("field"),
            field_value.c.kind == bindparam("kind"),
            field_value.c.sort_key.is_not(None),
            post.c.parent.is_(None),
            post.c.kind.in_(_KINDS),
            post.c.removed_at.is_(None),
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
        .group_by(field_value.c.sort_key)
        .order_by(_COUNT.desc(), field_value.c.sort_key)
        .limit(bindparam("size"))
    ),
    into=FactCount,
)
