"""The SQL of hiding posts and showing them again."""

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from commkit.posts.hiding.tables import hidden_post
from commkit.posts.statements import is_by_another
from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_HERE = post.c.community_id == bindparam("community_id")
_THIS = _HERE & (post.c.id == bindparam("id"))
_ROW = (post.c.id, post.c.thread, post.c.parent, post.c.tags, post.c.author, post.c.audience)
_HIDDEN = hidden_post.c.community_id == bindparam("community_id")
_HIDDEN_ONE = _HIDDEN & (hidden_post.c.post == bindparam("post", type_=Id))
_KNOWN: ColumnElement[bool] = post.c.kind.in_(bindparam("kinds", expanding=True))

TO_HIDE = statement(
    lambda: select(*_ROW).where(_HERE, post.c.removed_at.is_(None), ~_KNOWN).order_by(post.c.id)
)
"""The posts of other kinds than these."""
TO_HIDE_IN = statement(
    lambda: (
        select(*_ROW)
        .where(
            _HERE,
            post.c.removed_at.is_(None),
            post.c.thread.in_(bindparam("threads", expanding=True, type_=Id)),
        )
        .order_by(post.c.id)
    )
)
"""The posts of these threads."""
TO_SHOW = statement(
    lambda: (
        select(*_ROW)
        .select_from(
            hidden_post.join(
                post, (post.c.community_id == hidden_post.c.community_id) & (post.c.id == hidden_post.c.post)
            )
        )
        .where(_HIDDEN, _HERE, _KNOWN)
        .order_by(post.c.id)
    )
)
"""The hidden posts of these kinds."""

HIDE = statement(lambda: update(post).values(removed_at=bindparam("now"), removed_by=None).where(_THIS))
SHOW = statement(lambda: update(post).values(removed_at=None).where(_THIS))
ADD_HIDDEN = statement(lambda: insert(hidden_post))
DELETE_HIDDEN = statement(lambda: delete(hidden_post).where(_HIDDEN_ONE))
IS_HIDDEN = statement(lambda: select(hidden_post.c.post).where(_HIDDEN_ONE))
REMOVED_BY = statement(
    lambda: select(post.c.removed_by).where(_THIS, post.c.removed_at.is_not(None)).with_for_update()
)
MAKE_REMOVED = statement(
    lambda: (
        update(post)
        .values(removed_at=bindparam("now"), removed_by=bindparam("by"))
        .where(_THIS)
        .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind, post.c.audience, post.c.number)
    )
)
"""Of a hidden post: from now on it is removed, and stays so."""

_answer = post.alias("given")
_answers = (
    select(func.count())
    .select_from(_answer)
    .where(
        _answer.c.community_id == bindparam("community_id"),
        _answer.c.thread == post.c.id,
        _answer.c.parent == post.c.id,
        _answer.c.kind == bindparam("awaits"),
        _answer.c.removed_at.is_(None),
        ~_answer.c.by_agent,
        is_by_another(_answer, post),
    )
    .correlate(post)
    .scalar_subquery()
)
_OF_KIND = _HERE & post.c.parent.is_(None) & (post.c.kind == bindparam("kind"))

COUNT_ANSWERS = statement(lambda: update(post).values(answer_count=_answers).where(_OF_KIND))
FORGET_ANSWERS = statement(lambda: update(post).values(answer_count=None).where(_OF_KIND))

KINDS = statement(
    lambda: (
        select(post.c.kind, post.c.state, func.count())
        .where(_HERE, post.c.removed_at.is_(None))
        .group_by(post.c.kind, post.c.state)
    )
)
"""How many posts there are of each kind in each state."""
