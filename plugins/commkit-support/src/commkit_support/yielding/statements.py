"""The statements of held answers. Each says who may see them: members who are not told find none."""

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, update

from commkit.members import membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_support.tables import held_answer
from commkit_support.yielding.records import HeldAnswer, HeldState

_HERE = held_answer.c.community_id == bindparam("community_id")
_THIS = _HERE & (held_answer.c.id == bindparam("held", type_=Id))
_IS_HELD = held_answer.c.state == HeldState.HELD
_OF_QUESTION = _HERE & (held_answer.c.question == bindparam("question", type_=Id))
_COLUMNS = (
    held_answer.c.id,
    held_answer.c.question,
    held_answer.c.author,
    held_answer.c.body,
    held_answer.c.markup,
    held_answer.c.held_at,
    held_answer.c.publish_at,
    held_answer.c.scheduled,
    held_answer.c.state,
    held_answer.c.post,
)
_SHOWN = or_(bindparam("sees_all"), held_answer.c.author == bindparam("me", type_=Id))

ADD = statement(lambda: insert(held_answer))
ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(
            held_answer.join(
                post,
                (post.c.community_id == held_answer.c.community_id) & (post.c.id == held_answer.c.question),
            )
        )
        .where(_THIS, _SHOWN, visible(Post, post))
    ),
    into=HeldAnswer,
)
OF_QUESTION = statement(
    lambda: select(*_COLUMNS).where(_OF_QUESTION, _IS_HELD, _SHOWN).order_by(held_answer.c.id).limit(100),
    into=HeldAnswer,
)
WAITING = statement(
    lambda: select(*_COLUMNS).where(_OF_QUESTION, _IS_HELD).order_by(held_answer.c.id), into=HeldAnswer
)
"""The held answers to a question, for reactions. It checks no visibility: not for queries."""
END = statement(
    lambda: (
        update(held_answer)
        .values(state=bindparam("new_state"), post=bindparam("new_post", type_=Id))
        .where(_THIS, _IS_HELD)
    )
)
"""Ends it, once: of publishing and giving way at the same moment one comes first."""
SET_POST = statement(lambda: update(held_answer).values(post=bindparam("new_post", type_=Id)).where(_THIS))
SET_TIME = statement(
    lambda: (
        update(held_answer)
        .values(
            publish_at=bindparam("new_time", type_=UtcDateTime),
            scheduled=bindparam("new_scheduled", type_=Id),
        )
        .where(_THIS, _IS_HELD)
    )
)
IS_PEER = statement(
    lambda: (
        select(membership.c.id)
        .select_from(
            post.join(
                membership,
                (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == bindparam("answer", type_=Id),
            ~post.c.by_agent,
            ~membership.c.staff,
        )
    )
)
"""The author of an answer, where they are a person who is not staff."""


def _count(state: HeldState) -> ColumnElement[int]:
    return func.count().filter(held_answer.c.state == state)


NUMBERS = statement(
    lambda: (
        select(func.count(), *(_count(state) for state in HeldState))
        .select_from(held_answer)
        .where(_HERE, held_answer.c.held_at >= bindparam("since", type_=UtcDateTime))
    )
)
