"""The statements of clocks. A removed question has no running clock."""

from typing import Any

from attrs import astuple
from sqlalchemy import (
    Column,
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from commkit.members import MembershipStatus, membership
from commkit.posts import post
from commkit.storage import Id, Statement, UtcDateTime, insert_if_absent, statement, upsert
from commkit_support.clock.records import Goal, Promise, QuestionClock
from commkit_support.tables import clock

_COLUMNS_OF = {Goal.FIRST_REPLY: "reply", Goal.RESOLUTION: "resolution"}


def column_of(goal: Goal, name: str) -> Column[Any]:
    """The column of a promise: `within`, `due_at`, `warn_at`, `warned_at` or `overdue_at`."""
    return clock.c[f"{_COLUMNS_OF[goal]}_{name}"]


_PROMISES = {
    goal: [column_of(goal, name) for name in ("within", "due_at", "warn_at", "warned_at", "overdue_at")]
    for goal in Goal
}


def promise_values(goal: Goal, promise: Promise) -> dict[str, Any]:
    """The values of the columns of a promise."""
    return {column.name: value for column, value in zip(_PROMISES[goal], astuple(promise), strict=True)}


CLOCK_COLUMNS = (
    clock.c.question,
    clock.c.opened_at,
    clock.c.priority,
    *_PROMISES[Goal.FIRST_REPLY],
    clock.c.replied_at,
    clock.c.reply,
    clock.c.replied_by_staff,
    *_PROMISES[Goal.RESOLUTION],
    # It is closed as long as it is closed: the clock is paused from that moment, or from an earlier one.
    case((post.c.closed_at.is_not(None), clock.c.paused_since)),
    clock.c.paused_since,
    clock.c.paused,
    case((post.c.parent.is_not(None), post.c.thread)),
)
"""A clock joined with its question, whose thread says whether it was merged into another one."""
_WIDTH = len(CLOCK_COLUMNS)


def as_clock(*columns: Any) -> QuestionClock:
    """The clock of the `CLOCK_COLUMNS`."""
    question, opened_at, priority, *rest = columns
    first_reply, (replied_at, reply, by_staff), resolution, last = rest[:5], rest[5:8], rest[8:13], rest[13:]
    return QuestionClock(
        question,
        opened_at,
        priority,
        Promise(*first_reply),
        replied_at,
        reply,
        by_staff,
        Promise(*resolution),
        *last,
    )


HERE = clock.c.community_id == bindparam("community_id")
_THIS = HERE & (clock.c.question == bindparam("question", type_=Id))
OF_QUESTION = (post.c.community_id == clock.c.community_id) & (post.c.id == clock.c.question)
NOT_REMOVED = post.c.removed_at.is_(None)
RUNNING = and_(clock.c.replied_at.is_(None), clock.c.paused_since.is_(None))
"""A clock that waits for a first reply."""
_UNKEPT = {Goal.FIRST_REPLY: RUNNING, Goal.RESOLUTION: clock.c.paused_since.is_(None)}
"""When a promise is not kept and its time runs: a question that is solved or closed is paused."""
UNANSWERED = and_(
    post.c.parent.is_(None),
    post.c.answer_count == literal_column("0"),  # a literal, so that the partial index fits
    post.c.closed_at.is_(None),
)
NOW = bindparam("now", type_=UtcDateTime)


# --- one clock ---------------------------------------------------------------------------------------------------

ADD_CLOCK = statement(lambda: insert_if_absent(clock))


def _clock_with_question(*columns: Any) -> tuple[QuestionClock, str, Any, Any]:
    state, author, removed_at = columns[_WIDTH:]
    return as_clock(*columns[:_WIDTH]), state, author, removed_at


def _with_question() -> Any:
    return (
        select(*CLOCK_COLUMNS, post.c.state, post.c.author, post.c.removed_at)
        .select_from(clock.join(post, OF_QUESTION))
        .where(_THIS)
    )


CLOCK_WITH_QUESTION = statement(_with_question, into=_clock_with_question)
"""A clock with the state, the author and the removal of its question. It checks no visibility: not for queries."""
LOCKED_CLOCK = statement(lambda: _with_question().with_for_update(of=clock), into=_clock_with_question)
"""The same, for what moves its promises: two at once do it one after the other."""

CLOCK = statement(
    lambda: select(*CLOCK_COLUMNS).select_from(clock.join(post, OF_QUESTION)).where(_THIS), into=as_clock
)
DELETE_CLOCK = statement(lambda: delete(clock).where(_THIS))
SET_CLOCK = statement(
    lambda: (
        update(clock)
        .values(
            {
                column: bindparam(f"new_{column.name}", type_=column.type)
                for column in (
                    *(column for goal in Goal for column in _PROMISES[goal]),
                    clock.c.priority,
                    clock.c.paused_since,
                    clock.c.paused,
                )
            }
        )
        .where(_THIS)
    )
)
SET_REPLY = statement(
    lambda: (
        update(clock)
        .values(
            replied_at=bindparam("new_replied_at"),
            reply=bindparam("new_reply"),
            replied_by_staff=bindparam("new_by_staff"),
        )
        .where(_THIS)
    )
)

_question, _reply = post.alias("question"), post.alias("reply")
_BY_ANOTHER = or_(
    _reply.c.author.is_distinct_from(_question.c.author),
    # Both accounts are erased: only the names they had tell them apart.
    and_(
        _reply.c.author.is_(None),
        _question.c.author.is_(None),
        _reply.c.author_name != _question.c.author_name,
    ),
)
_merged = clock.alias("merged")
_IS_MERGED = exists(
    select(_merged.c.question)
    .where(_merged.c.community_id == _reply.c.community_id, _merged.c.question == _reply.c.id)
    .correlate(_reply)
)
"""A question that was merged into this one is not a reply to it."""
_FIRST_REPLY = (
    select(_reply.c.id)
    .where(
        _reply.c.community_id == _question.c.community_id,
        _reply.c.thread == _question.c.id,
        _reply.c.parent.is_not(None),
        _reply.c.removed_at.is_(None),
        ~_reply.c.by_agent,
        _BY_ANOTHER,
        ~_IS_MERGED,
    )
    .order_by(_reply.c.created_at, _reply.c.id)
    .limit(1)
    .correlate(_question)
    .scalar_subquery()
)
_first = post.alias("first")
_REPLIED = (
    select(
        _question.c.id,
        _question.c.created_at,
        _question.c.kind,
        _question.c.state,
        func.coalesce(_question.c.removed_at, _question.c.closed_at, type_=UtcDateTime),
        _first.c.created_at,
        _first.c.id,
        func.coalesce(membership.c.staff, _first.c.id.is_not(None) & _first.c.author.is_(None)),
    )
    .select_from(
        _question.outerjoin(
            _first, (_first.c.community_id == _question.c.community_id) & (_first.c.id == _FIRST_REPLY)
        ).outerjoin(
            membership,
            (membership.c.community_id == _first.c.community_id) & (membership.c.id == _first.c.author),
        )
    )
    .where(_question.c.community_id == bindparam("community_id"), _question.c.parent.is_(None))
)
FIRST_REPLY = statement(lambda: _REPLIED.where(_question.c.id == bindparam("question")))
"""A question with its first reply by somebody else that is not removed; an agent's is none."""
FIRST_REPLIES = statement(
    lambda: _REPLIED.where(
        _question.c.id.in_(
            select(post.c.thread).where(
                post.c.community_id == bindparam("community_id"),
                post.c.id.in_(bindparam("posts", expanding=True)),
            )
        )
    )
)
"""The same for every question to whose threads some posts belong; for imports."""

_imported = upsert(clock)
IMPORT_CLOCK = statement(
    lambda: _imported.on_conflict_do_update(
        index_elements=["community_id", "question"],
        set_={
            name: _imported.excluded[name]
            for name in ("replied_at", "reply", "replied_by_staff", "paused_since")
        },
    )
)


_STAFF = (membership.c.community_id == bindparam("community_id")) & membership.c.staff
STAFF = statement(
    lambda: (
        select(membership.c.id)
        .where(
            _STAFF,
            membership.c.status == literal(MembershipStatus.ACTIVE),
            membership.c.id > bindparam("after"),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)


# --- what has become due -----------------------------------------------------------------------------------------


def _due(goal: Goal, *conditions: ColumnElement[bool]) -> Any:
    due_at = column_of(goal, "due_at")
    return (
        select(clock.c.question, due_at)
        .select_from(clock.join(post, OF_QUESTION))
        .where(
            HERE,
            _UNKEPT[goal],
            due_at.is_not(None),
            NOT_REMOVED,
            column_of(goal, "overdue_at").is_(None),
            *conditions,
        )
        .order_by(due_at, clock.c.question)
        .limit(bindparam("size"))
    )


def _due_soon(goal: Goal) -> Statement[Any]:
    warned_at, warn_at, due_at = (column_of(goal, name) for name in ("warned_at", "warn_at", "due_at"))
    return statement(lambda: _due(goal, warned_at.is_(None), warn_at <= NOW, due_at >= NOW))


def _overdue(goal: Goal) -> Statement[Any]:
    return statement(lambda: _due(goal, column_of(goal, "due_at") < NOW))


def _mark(goal: Goal, name: str) -> Statement[Any]:
    """Set when it was told, once: only where it still is to be told.

    Whoever moved the promise meanwhile has locked the clock, and its due time is read again after that.
    """
    told, reached = column_of(goal, name), column_of(goal, "warn_at" if name == "warned_at" else "due_at")
    return statement(
        lambda: update(clock).values({told: NOW}).where(_THIS, _UNKEPT[goal], told.is_(None), reached <= NOW)
    )


DUE_SOON = {goal: _due_soon(goal) for goal in Goal}
OVERDUE = {goal: _overdue(goal) for goal in Goal}
MARK_WARNED = {goal: _mark(goal, "warned_at") for goal in Goal}
MARK_OVERDUE = {goal: _mark(goal, "overdue_at") for goal in Goal}
