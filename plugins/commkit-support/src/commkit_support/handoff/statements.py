"""The statements of handoffs."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, or_, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_support.handoff.records import Handoff, HandoffState
from commkit_support.tables import handoff

_COLUMNS = (
    handoff.c.id,
    handoff.c.question,
    handoff.c.state,
    handoff.c.reason,
    handoff.c.offered_by,
    handoff.c.offered_at,
    handoff.c.changed_at,
    handoff.c.ended_at,
    handoff.c.ticket,
    handoff.c.text,
    handoff.c.answer,
    handoff.c.failure_reason,
    handoff.c.remaining,
    handoff.c.resolution_remaining,
)


def _handoff(id: Any, question: Any, state: str, *rest: Any) -> Handoff:
    return Handoff(id, question, HandoffState(state), *rest)


_HERE = handoff.c.community_id == bindparam("community_id")
_SOURCE = handoff.join(
    post, (post.c.community_id == handoff.c.community_id) & (post.c.id == handoff.c.question)
)
_VISIBLE = or_(
    bindparam("sees_all"), (post.c.author == bindparam("me", type_=Id)) & post.c.removed_at.is_(None)
)
"""Staff sees the handoffs of all questions that they see, an asker those of their own that are not removed."""


def is_handed_over(question: FromClause) -> ColumnElement[bool]:
    """Whether the help desk has a question, given as a row of posts."""
    return exists(
        select(handoff.c.id)
        .where(
            handoff.c.community_id == question.c.community_id,
            handoff.c.question == question.c.id,
            handoff.c.ended_at.is_(None),
        )
        .correlate(question)
    )


ADD = statement(lambda: insert_if_absent(handoff))
"""Adds nothing where the question has an active handoff: a unique index decides."""

ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(_SOURCE)
        .where(_HERE, handoff.c.id == bindparam("id"), _VISIBLE, visible(Post, post))
    ),
    into=_handoff,
)
OF_QUESTION = statement(
    lambda: (
        select(*_COLUMNS)
        .select_from(_SOURCE)
        .where(_HERE, handoff.c.question == bindparam("question"), _VISIBLE)
        .order_by(handoff.c.id)
    ),
    into=_handoff,
)
ACTIVE_HANDOFF = statement(
    lambda: select(handoff.c.id).where(
        _HERE, handoff.c.question == bindparam("question"), handoff.c.ended_at.is_(None)
    )
)
EXPIRED_OFFERS = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            handoff.c.ended_at.is_(None),
            handoff.c.state == HandoffState.OFFERED.value,
            handoff.c.offered_at < bindparam("before", type_=UtcDateTime),
        )
        .order_by(handoff.c.offered_at, handoff.c.id)
        .limit(bindparam("size"))
    ),
    into=_handoff,
)
SAVE = statement(
    lambda: (
        update(handoff)
        .values(
            state=bindparam("new_state"),
            changed_at=bindparam("new_changed_at"),
            ended_at=bindparam("new_ended_at"),
            ticket=bindparam("new_ticket"),
            text=bindparam("new_text"),
            answer=bindparam("new_answer"),
            failure_reason=bindparam("new_failure_reason"),
        )
        .where(_HERE, handoff.c.id == bindparam("id"), handoff.c.state == bindparam("seen"))
    )
)
