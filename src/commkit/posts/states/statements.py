"""The SQL of states and accepted answers."""

from sqlalchemy import bindparam, select, update

from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))

SET_STATE = statement(
    lambda: (
        update(post)
        .values(state=bindparam("new_state"), closed_at=bindparam("new_closed_at"))
        .where(_THIS, post.c.state == bindparam("seen"), post.c.kind == bindparam("kind"))
    )
)

LOCK_ANSWER = statement(
    lambda: (
        select(post.c.id)
        .where(
            _THIS,
            post.c.thread == bindparam("thread"),
            post.c.parent.is_not(None),
            post.c.removed_at.is_(None),
        )
        .with_for_update()
    )
)
"""A visible reply of this thread, locked until the transaction ends."""

SET_ANSWER = statement(
    lambda: (
        update(post)
        .values(
            answer=bindparam("new_answer"), state=bindparam("new_state"), closed_at=bindparam("new_closed_at")
        )
        .where(_THIS, post.c.answer.is_not_distinct_from(bindparam("seen", type_=Id)))
    )
)
