"""The statements of conversions."""

from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from commkit.posts import post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_developer.conversions.records import Conversion
from commkit_developer.tables import conversion

_COLUMNS = tuple(conversion.c[name] for name in Conversion.__annotations__)
_HERE = conversion.c.community_id == bindparam("community_id")
_THIS = _HERE & (conversion.c.id == bindparam("id", type_=Id))
_STANDING = conversion.c.ended_at.is_(None)

ADD = statement(lambda: insert_if_absent(conversion))
"""Adds nothing where another one of the post stands: a unique index decides."""
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(Conversion, conversion)), into=Conversion
)
END = statement(
    lambda: (
        update(conversion)
        .values(ended_at=bindparam("now", type_=UtcDateTime), undone=bindparam("new_undone"))
        .where(_THIS, _STANDING)
    )
)
"""Ends a conversion once: no row where somebody else was faster."""
END_OF_POST = statement(
    lambda: (
        update(conversion)
        .values(ended_at=bindparam("now", type_=UtcDateTime))
        .where(_HERE, conversion.c.post == bindparam("post", type_=Id), _STANDING)
    )
)
"""Ends what stands of a post that is converted again."""
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(
            _HERE,
            conversion.c.thread == bindparam("thread", type_=Id),
            conversion.c.id < bindparam("before", type_=Id),
            visible(Conversion, conversion),
        )
        .order_by(conversion.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Conversion,
)


def _counts(visible: Visible) -> Any:
    return (
        select(
            conversion.c.before,
            conversion.c.after,
            func.count(),
            func.count().filter(conversion.c.undone),
        )
        .where(
            _HERE,
            conversion.c.converted_at >= bindparam("since", type_=UtcDateTime),
            visible(Conversion, conversion),
        )
        .group_by(conversion.c.before, conversion.c.after)
        .order_by(conversion.c.before, conversion.c.after)
    )


COUNTS = visible_statement(_counts)
_opener = post.alias("opener")
STUCK = statement(
    lambda: (
        select(post.c.id)
        .select_from(
            post.join(
                _opener, (_opener.c.community_id == post.c.community_id) & (_opener.c.id == post.c.thread)
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            or_(
                _opener.c.answer == post.c.id,
                _opener.c.locked_at.is_not(None),
                _opener.c.removed_at.is_not(None),
            ),
        )
    )
)
"""Those of some posts that cannot be moved: accepted answers, and what stands in locked or removed threads.

It checks no visibility: the caller shows the posts.
"""
