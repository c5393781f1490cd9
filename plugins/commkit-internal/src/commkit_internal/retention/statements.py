"""The statements of retention by kind. The worker and stewards count all threads, whoever sees them."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    tuple_,
    update,
)

from commkit.posts import post
from commkit.privacy import Holds
from commkit.storage import Id, Statement, UtcDateTime, count_where, statement, upsert
from commkit_internal.meetings.tasks.records import MeetingTaskState
from commkit_internal.retention.records import RetentionRule
from commkit_internal.tables import meeting_task, must_read, retention_rule

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_HERE = retention_rule.c.community_id == _COMMUNITY
_THIS = _HERE & (retention_rule.c.kind == bindparam("kind"))
_COLUMNS = tuple(retention_rule.c[name] for name in RetentionRule.__annotations__)


def _set() -> Any:
    adding = upsert(retention_rule)
    changed = ("days", "set_by", "set_at", "applies_from", "scheduled")
    return adding.on_conflict_do_update(
        index_elements=[retention_rule.c.community_id, retention_rule.c.kind],
        set_={name: adding.excluded[name] for name in changed},
    )


SET = statement(_set)
SET_SCHEDULED = statement(
    lambda: update(retention_rule).values(scheduled=bindparam("new_scheduled", type_=Id)).where(_THIS)
)
LOCK = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=RetentionRule)
DELETE = statement(lambda: delete(retention_rule).where(_THIS))
ALL = statement(
    lambda: select(*_COLUMNS).where(_HERE).order_by(retention_rule.c.kind).limit(1_000), into=RetentionRule
)

# --- threads ---------------------------------------------------------------------------------------------------------

_thread = post.alias()
_THREADS = and_(
    _thread.c.community_id == _COMMUNITY,
    _thread.c.parent.is_(None),
    _thread.c.kind == bindparam("kind"),
    _thread.c.activity_at.is_not(None),
)
"""The threads of a kind that have not expired."""
_IS_OLD = _thread.c.activity_at < bindparam("before", type_=UtcDateTime)


def _has_to_be_read(row: FromClause) -> ColumnElement[bool]:
    must = must_read.alias()
    return (
        exists()
        .where(must.c.community_id == row.c.community_id, must.c.post == row.c.id, must.c.ended_at.is_(None))
        .correlate_except(must)
    )


def _has_to_be_done(row: FromClause) -> ColumnElement[bool]:
    task = meeting_task.alias()
    return (
        exists()
        .where(
            task.c.community_id == row.c.community_id,
            task.c.minutes == row.c.id,
            task.c.state == MeetingTaskState.OPEN,
            row.c.removed_at.is_(None),
        )
        .correlate_except(task)
    )


def _is_needed(row: FromClause) -> ColumnElement[bool]:
    """Whether a thread still has to be read, or has open tasks, however old it is."""
    return or_(_has_to_be_read(row), _has_to_be_done(row))


def _is_held(holds: Holds) -> ColumnElement[bool]:
    """Whether any post of a thread is held."""
    if not holds.may_hold(post):
        return false()
    return (
        exists()
        .where(
            post.c.community_id == _thread.c.community_id,
            post.c.thread == _thread.c.id,
            holds.held(post),
        )
        .correlate_except(post)
    )


@lru_cache(maxsize=64)
def expiring(holds: Holds) -> Statement[tuple[Any, ...]]:
    """The next threads that expire, the oldest first and behind a place, locked; of each how many posts it has.

    On PostgreSQL the conditions are asked again of a row that somebody else changed until it was locked: a thread that
    was replied to meanwhile is left out.
    """
    place = (_thread.c.activity_at, _thread.c.id)
    return Statement(
        lambda: (
            select(_thread.c.id, _thread.c.activity_at, _thread.c.last_number)
            .where(
                _THREADS,
                _IS_OLD,
                tuple_(*place)
                > tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)),
                not_(_is_held(holds)),
                not_(_has_to_be_read(_thread)),  # each by itself, for which PostgreSQL then asks an index
                not_(_has_to_be_done(_thread)),
            )
            .order_by(*place)
            .limit(bindparam("size", type_=Integer))
            .with_for_update(of=_thread)
        ),
        replan=True,
    )


@lru_cache(maxsize=64)
def counts(holds: Holds) -> Statement[tuple[Any, ...]]:
    """How many threads of a kind there are, how many are old, how many of these are held, and how many needed only."""
    held = _is_held(holds)
    return statement(
        lambda: (
            select(
                func.count(),
                count_where(_IS_OLD),
                count_where(and_(_IS_OLD, held)),
                count_where(and_(_IS_OLD, not_(held), _is_needed(_thread))),
            )
            .select_from(_thread)
            .where(_THREADS)
        )
    )


NEXT = statement(
    lambda: (
        select(_thread.c.activity_at).where(_THREADS, not_(_IS_OLD)).order_by(_thread.c.activity_at).limit(1)
    )
)
"""The last activity of the next thread that will be old."""
