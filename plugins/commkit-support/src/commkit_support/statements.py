"""The statements of questions and their clocks. Questions that were taken down are in no queue and no number."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy import (
    case as either,
)

from commkit.members import MembershipStatus, membership
from commkit.posts import post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert
from commkit_support.policy import OPEN
from commkit_support.records import FirstReplyClock
from commkit_support.tables import clock, handoff

FIRST = UUID(int=0)

CLOCK_COLUMNS = (
    clock.c.question,
    clock.c.opened_at,
    clock.c.due_at,
    clock.c.warn_at,
    clock.c.replied_at,
    clock.c.reply,
    clock.c.replied_by_staff,
    clock.c.paused_since,
    clock.c.paused,
    clock.c.warned_at,
    clock.c.breached_at,
    clock.c.orphaned_at,
    either((post.c.parent.is_not(None), post.c.thread)),
)
"""A clock beside its question, which tells whether it was merged into another one."""
_WIDTH = len(CLOCK_COLUMNS)

_HERE = clock.c.community_id == bindparam("community_id")
_THIS = _HERE & (clock.c.question == bindparam("question", type_=Id))
_QUESTION = (post.c.community_id == clock.c.community_id) & (post.c.id == clock.c.question)
_STANDS = post.c.removed_at.is_(None)
_RUNS = and_(clock.c.replied_at.is_(None), clock.c.paused_since.is_(None))
_UNANSWERED = and_(
    post.c.parent.is_(None),
    post.c.answer_count == literal_column("0"),  # a literal, so that the partial index fits
    post.c.closed_at.is_(None),
)
_HANDED_OVER = exists(
    select(handoff.c.id)
    .where(
        handoff.c.community_id == post.c.community_id,
        handoff.c.question == post.c.id,
        handoff.c.ended_at.is_(None),
    )
    .correlate(post)
)
_NOW = bindparam("now", type_=UtcDateTime)


# --- one clock ---------------------------------------------------------------------------------------------------

ADD_CLOCK = statement(insert_if_absent(clock))


def _clock_with_question(*columns: Any) -> tuple[FirstReplyClock, str, Any, Any]:
    state, author, removed_at = columns[_WIDTH:]
    return FirstReplyClock(*columns[:_WIDTH]), state, author, removed_at


CLOCK_WITH_QUESTION = statement(
    select(*CLOCK_COLUMNS, post.c.state, post.c.author, post.c.removed_at)
    .select_from(clock.join(post, _QUESTION))
    .where(_THIS),
    into=_clock_with_question,
)
"""A clock with the state, the author and the removal of its question, whoever asks: never to be shown."""

CLOCK = statement(
    select(*CLOCK_COLUMNS).select_from(clock.join(post, _QUESTION)).where(_THIS), into=FirstReplyClock
)
DELETE_CLOCK = statement(delete(clock).where(_THIS))
SET_CLOCK = statement(
    update(clock)
    .values(
        due_at=bindparam("new_due_at"),
        warn_at=bindparam("new_warn_at"),
        paused_since=bindparam("new_paused_since"),
        paused=bindparam("new_paused"),
    )
    .where(_THIS)
)
SET_REPLY = statement(
    update(clock)
    .values(
        replied_at=bindparam("new_replied_at"),
        reply=bindparam("new_reply"),
        replied_by_staff=bindparam("new_by_staff"),
    )
    .where(_THIS)
)

_question, _reply = post.alias("question"), post.alias("reply")
_BY_ANOTHER = or_(
    _reply.c.author.is_distinct_from(_question.c.author),
    # Both accounts are gone: only the names they had tell them apart.
    and_(
        _reply.c.author.is_(None),
        _question.c.author.is_(None),
        _reply.c.author_name != _question.c.author_name,
    ),
)
_merged = clock.alias("merged")
_MERGED_IN = exists(
    select(_merged.c.question)
    .where(_merged.c.community_id == _reply.c.community_id, _merged.c.question == _reply.c.id)
    .correlate(_reply)
)
"""A question that was merged into this one asks the same, and is no reply."""
_FIRST_REPLY = (
    select(_reply.c.id)
    .where(
        _reply.c.community_id == _question.c.community_id,
        _reply.c.thread == _question.c.id,
        _reply.c.parent.is_not(None),
        _reply.c.removed_at.is_(None),
        _BY_ANOTHER,
        ~_MERGED_IN,
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
FIRST_REPLY = statement(_REPLIED.where(_question.c.id == bindparam("question")))
"""A question with the first reply of somebody else that stands."""
FIRST_REPLIES = statement(
    _REPLIED.where(
        _question.c.id.in_(
            select(post.c.thread).where(
                post.c.community_id == bindparam("community_id"),
                post.c.id.in_(bindparam("posts", expanding=True)),
            )
        )
    )
)
"""The same for every question to whose threads some posts belong: in bulk, after an import."""

_imported = upsert(clock)
IMPORT_CLOCK = statement(
    _imported.on_conflict_do_update(
        index_elements=["community_id", "question"],
        set_={
            name: _imported.excluded[name]
            for name in ("replied_at", "reply", "replied_by_staff", "paused_since")
        },
    )
)


_STAFF = (membership.c.community_id == bindparam("community_id")) & membership.c.staff
STAFF = statement(
    select(membership.c.id)
    .where(
        _STAFF, membership.c.status == literal(MembershipStatus.ACTIVE), membership.c.id > bindparam("after")
    )
    .order_by(membership.c.id)
    .limit(bindparam("size"))
)


# --- what has become due -----------------------------------------------------------------------------------------


def _due(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(clock.c.question, clock.c.due_at)
        .select_from(clock.join(post, _QUESTION))
        .where(_HERE, _RUNS, _STANDS, clock.c.breached_at.is_(None), *conditions)
        .order_by(clock.c.due_at, clock.c.question)
        .limit(bindparam("size"))
    )


DUE_SOON = statement(_due(clock.c.warned_at.is_(None), clock.c.warn_at <= _NOW, clock.c.due_at >= _NOW))
OVERDUE = statement(_due(clock.c.due_at < _NOW))
NEWLY_ORPHANED = statement(
    select(clock.c.question, clock.c.opened_at)
    .select_from(clock.join(post, _QUESTION))
    .where(
        _HERE,
        _UNANSWERED,
        _STANDS,
        post.c.state == OPEN,
        post.c.created_at <= bindparam("before", type_=UtcDateTime),
        clock.c.orphaned_at.is_(None),
        clock.c.due_at.is_not(None),  # nobody promised anything for what was imported
        ~_HANDED_OVER,
    )
    .order_by(post.c.created_at, post.c.id)
    .limit(bindparam("size"))
)
MARK_WARNED = statement(update(clock).values(warned_at=_NOW).where(_THIS, _RUNS, clock.c.warned_at.is_(None)))
MARK_BREACHED = statement(
    update(clock).values(breached_at=_NOW).where(_THIS, _RUNS, clock.c.breached_at.is_(None))
)
MARK_ORPHANED = statement(update(clock).values(orphaned_at=_NOW).where(_THIS, clock.c.orphaned_at.is_(None)))


# --- queues ------------------------------------------------------------------------------------------------------


def _queued_question(*columns: Any) -> tuple[Any, ...]:
    return (*columns[_WIDTH:], FirstReplyClock(*columns[:_WIDTH]))


def _queue(*conditions: ColumnElement[bool]) -> Any:
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
        .select_from(clock.join(post, _QUESTION).outerjoin(membership, asker))
        .where(_UNANSWERED, _STANDS, post.c.state == OPEN, *conditions)
        .limit(bindparam("size"))
    )


_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))
_OLDEST = (post.c.created_at, post.c.id)
_THERE = post.c.community_id == bindparam("community_id")

OWED = statement(
    _queue(_HERE, _RUNS, tuple_(clock.c.due_at, clock.c.question) > _AFTER).order_by(
        clock.c.due_at, clock.c.question
    ),
    into=_queued_question,
)
NOT_OWED = statement(
    _queue(
        _THERE, tuple_(*_OLDEST) > _AFTER, or_(clock.c.replied_at.is_not(None), clock.c.due_at.is_(None))
    ).order_by(*_OLDEST),
    into=_queued_question,
)
ORPHANS = statement(
    _queue(
        _THERE,
        tuple_(*_OLDEST) > _AFTER,
        post.c.created_at <= bindparam("before", type_=UtcDateTime),
        ~_HANDED_OVER,
    ).order_by(*_OLDEST),
    into=_queued_question,
)


# --- numbers -----------------------------------------------------------------------------------------------------

_COUNTED: Any = select(literal_column("1")).select_from(clock.join(post, _QUESTION)).where(
    _HERE, _STANDS, post.c.parent.is_(None), clock.c.opened_at >= bindparam("since", type_=UtcDateTime)
)  # fmt: skip
_LATE = and_(
    clock.c.due_at < func.coalesce(clock.c.replied_at, _NOW, type_=UtcDateTime),
    or_(clock.c.paused_since.is_(None), clock.c.due_at < clock.c.paused_since),
)


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


COUNTS = statement(
    _COUNTED.with_only_columns(
        func.count(),
        _how_many(post.c.answer.is_not(None)),
        _how_many(_UNANSWERED),
        _how_many(
            and_(
                _UNANSWERED,
                post.c.state == OPEN,
                post.c.created_at <= bindparam("before", type_=UtcDateTime),
                ~_HANDED_OVER,
            )
        ),
        _how_many(clock.c.replied_at.is_not(None)),
        _how_many(and_(clock.c.due_at.is_not(None), or_(clock.c.replied_at.is_not(None), _LATE))),
        _how_many(_LATE),
    )
)
MIDDLE_REPLIES = statement(
    _COUNTED.with_only_columns(clock.c.opened_at, clock.c.replied_at)
    .where(clock.c.replied_at.is_not(None))
    .order_by(clock.c.replied_at - clock.c.opened_at)
    .offset(bindparam("skip"))
    .limit(bindparam("size"))
)
"""The one or two replies in the middle of all, by the time they took: for the median."""
