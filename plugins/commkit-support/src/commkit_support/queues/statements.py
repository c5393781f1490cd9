"""The statements of queues and metrics: of what the reader sees, and of no removed or merged question."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, or_, select, tuple_

from commkit.members import membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, count_where, visible_statement
from commkit_qa import OPEN
from commkit_support.clock.records import Goal
from commkit_support.clock.statements import (
    CLOCK_COLUMNS,
    HERE,
    NOT_REMOVED,
    NOW,
    OF_QUESTION,
    RUNNING,
    UNANSWERED,
    as_clock,
    column_of,
)
from commkit_support.tables import clock

_CLOCK_WIDTH = len(CLOCK_COLUMNS)


def _queued_question(*columns: Any) -> tuple[Any, ...]:
    return (*columns[_CLOCK_WIDTH:], as_clock(*columns[:_CLOCK_WIDTH]))


def _queue(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    asker = (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author)
    return (
        select(
            *CLOCK_COLUMNS,
            post.c.title,
            post.c.tags,
            post.c.author,
            func.coalesce(membership.c.name, post.c.author_name),
            post.c.reply_count,
        )
        .select_from(clock.join(post, OF_QUESTION).outerjoin(membership, asker))
        .where(UNANSWERED, NOT_REMOVED, post.c.state == OPEN, visible(Post, post), *conditions)
        .limit(bindparam("size"))
    )


_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))
_BY_AGE = (post.c.created_at, post.c.id)
_OF_COMMUNITY = post.c.community_id == bindparam("community_id")

OWED = visible_statement(
    lambda visible: _queue(
        visible, HERE, RUNNING, tuple_(clock.c.reply_due_at, clock.c.question) > _AFTER
    ).order_by(clock.c.reply_due_at, clock.c.question),
    into=_queued_question,
)
NOT_OWED = visible_statement(
    lambda visible: _queue(
        visible,
        _OF_COMMUNITY,
        tuple_(*_BY_AGE) > _AFTER,
        or_(clock.c.replied_at.is_not(None), clock.c.reply_due_at.is_(None)),
    ).order_by(*_BY_AGE),
    into=_queued_question,
)


# --- metrics -----------------------------------------------------------------------------------------------------


def _questions(visible: Visible) -> Any:
    return (
        select(literal_column("1"))
        .select_from(clock.join(post, OF_QUESTION))
        .where(
            HERE,
            NOT_REMOVED,
            post.c.parent.is_(None),
            clock.c.opened_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
    )


_REPLIED, _RESOLVED = clock.c.replied_at.is_not(None), post.c.closed_at.is_not(None)
_KEPT_AT = {Goal.FIRST_REPLY: clock.c.replied_at, Goal.RESOLUTION: clock.c.paused_since}
"""When a promise was kept; a question that is solved or closed is paused since then."""


def _late(goal: Goal) -> ColumnElement[bool]:
    due_at = column_of(goal, "due_at")
    return and_(
        due_at < func.coalesce(_KEPT_AT[goal], NOW, type_=UtcDateTime),
        or_(clock.c.paused_since.is_(None), due_at < clock.c.paused_since),
    )


def _judged(goal: Goal, kept: ColumnElement[bool]) -> ColumnElement[bool]:
    """A promise that was kept or broken by now."""
    return and_(column_of(goal, "due_at").is_not(None), or_(kept, _late(goal)))


COUNTS = visible_statement(
    lambda visible: _questions(visible).with_only_columns(
        func.count(),
        count_where(post.c.answer.is_not(None)),
        count_where(UNANSWERED),
        count_where(_REPLIED),
        count_where(_judged(Goal.FIRST_REPLY, _REPLIED)),
        count_where(_late(Goal.FIRST_REPLY)),
        count_where(_judged(Goal.RESOLUTION, _RESOLVED)),
        count_where(_late(Goal.RESOLUTION)),
    )
)
MIDDLE_REPLIES = visible_statement(
    lambda visible: (
        _questions(visible)
        .with_only_columns(clock.c.opened_at, clock.c.replied_at)
        .where(clock.c.replied_at.is_not(None))
        .order_by(clock.c.replied_at - clock.c.opened_at)
        .offset(bindparam("skip"))
        .limit(bindparam("size"))
    )
)
"""The one or two first replies in the middle of all by the time they took; for the median."""
