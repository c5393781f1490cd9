"""The statements of cooling."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, update

from commkit.posts import Post, post
from commkit.storage import (
    Id,
    Statement,
    UtcDateTime,
    count_where,
    insert_if_absent,
    statement,
    visible_statement,
)
from commkit_topical.cooling.records import Cooling, CoolingEnd, Turn
from commkit_topical.tables import apology, cooling

_COLUMNS = tuple(cooling.c[name] for name in Cooling.__annotations__)
_HERE = cooling.c.community_id == bindparam("community_id")
_POSTS_HERE = post.c.community_id == bindparam("community_id")
_THREAD = bindparam("thread", type_=Id)
_above = post.alias("above")


def _is_apology() -> ColumnElement[bool]:
    """Whether a reply is an apology, which heats nothing up."""
    return exists(
        select(apology.c.post)
        .where(apology.c.community_id == post.c.community_id, apology.c.post == post.c.id)
        .correlate(post)
    )


TURNS = statement(
    lambda: (
        select(post.c.id, post.c.author, _above.c.author, post.c.created_at)
        .select_from(
            post.join(
                _above, and_(_above.c.community_id == post.c.community_id, _above.c.id == post.c.parent)
            )
        )
        .where(
            _POSTS_HERE,
            post.c.thread == _THREAD,
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            post.c.author.is_not(None),
            post.c.removed_at.is_(None),
            ~post.c.by_agent,
            ~_is_apology(),
        )
        .order_by(post.c.created_at, post.c.id)
        .limit(500)
    ),
    into=Turn,
)
"""The replies of people in a thread since a moment, without apologies, in order of time. It checks no visibility."""


def _while_heated() -> ColumnElement[bool]:
    """Whether a reply was written while its thread was heated: it tells nothing of what is usual."""
    heated = cooling.alias("heated")
    return exists(
        select(heated.c.id)
        .where(
            heated.c.community_id == post.c.community_id,
            heated.c.thread == post.c.thread,
            heated.c.since <= post.c.created_at,
            or_(heated.c.ended_at.is_(None), heated.c.ended_at > post.c.created_at),
        )
        .correlate_except(heated)
    )


_GAPS_BEFORE = and_(
    post.c.parent.is_not(None),
    post.c.created_at < bindparam("before", type_=UtcDateTime),
    ~post.c.by_agent,
    ~_while_heated(),
)
OWN_TIMES = statement(
    lambda: (
        select(post.c.created_at)
        .where(_POSTS_HERE, post.c.thread == _THREAD, _GAPS_BEFORE)
        .order_by(post.c.created_at.desc())
        .limit(200)
    )
)
"""When the replies of a thread before a moment were written, the newest first."""


def _active_in(space: ColumnElement[bool]) -> Any:
    """The threads of a space that were active last, without one."""
    return (
        select(post.c.id)
        .where(_POSTS_HERE, post.c.parent.is_(None), post.c.id != _THREAD, space)
        .order_by(post.c.activity_at.desc())
        .limit(30)
    )


ACTIVE_IN_SPACE = statement(lambda: _active_in(post.c.space == bindparam("space", type_=Id)))
ACTIVE_OUTSIDE = statement(lambda: _active_in(post.c.space.is_(None)))
"""The same of threads that stand in no space. Neither checks visibility: they are for rules."""
TIMES_OF = statement(
    lambda: (
        select(post.c.thread, post.c.created_at)
        .where(
            _POSTS_HERE,
            post.c.thread.in_(bindparam("threads", expanding=True, type_=Id)),
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            _GAPS_BEFORE,
        )
        .order_by(post.c.thread, post.c.created_at)
        .limit(2_000)
    )
)
"""When the replies of some threads were written, thread by thread."""

START = statement(lambda: insert_if_absent(cooling))
"""Adds nothing where the thread cools already: `running` is unique."""
RUNNING = statement(lambda: select(*_COLUMNS).where(_HERE, cooling.c.running == _THREAD), into=Cooling)
"""The cooling that a thread has now. It checks no visibility: the caller loaded the thread."""
LOCKED = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, cooling.c.id == bindparam("id", type_=Id), cooling.c.running.is_not(None))
        .with_for_update()
    ),
    into=Cooling,
)
RUNNING_AMONG = statement(
    lambda: select(cooling.c.running, cooling.c.since).where(
        _HERE, cooling.c.running.in_(bindparam("threads", expanding=True, type_=Id))
    )
)
POSTPONE = statement(
    lambda: (
        update(cooling)
        .values(review_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, cooling.c.id == bindparam("id", type_=Id))
    )
)
END = statement(
    lambda: (
        update(cooling)
        .values(running=None, ended_at=bindparam("at", type_=UtcDateTime), end=bindparam("why"))
        .where(_HERE, cooling.c.id == bindparam("id", type_=Id), cooling.c.running.is_not(None))
    )
)
HEATED_AGAIN = statement(
    lambda: (
        update(cooling)
        .values(again_at=bindparam("at", type_=UtcDateTime))
        .where(
            _HERE,
            cooling.c.first == bindparam("one", type_=Id),
            cooling.c.second == bindparam("other", type_=Id),
            cooling.c.ended_at >= bindparam("since", type_=UtcDateTime),
            cooling.c.again_at.is_(None),
        )
    )
)
"""Marks the ended coolings of a pair that heats a thread again."""

POSTS_BY = visible_statement(
    lambda visible: (
        select(post.c.id)
        .where(
            _POSTS_HERE,
            post.c.thread == _THREAD,
            post.c.author == bindparam("member", type_=Id),
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            post.c.removed_at.is_(None),
            visible(Post, post),
        )
        .order_by(post.c.id.desc())
        .limit(100)
    )
)

"""What a member wrote in a thread since a moment, of what the reader sees."""
APOLOGY = statement(
    lambda: select(apology.c.post).where(
        apology.c.community_id == bindparam("community_id"),
        apology.c.cooling == bindparam("cooling", type_=Id),
        apology.c.author == bindparam("author", type_=Id),
    )
)

_REPAIRED = exists(
    select(apology.c.post)
    .where(apology.c.community_id == cooling.c.community_id, apology.c.cooling == cooling.c.id)
    .correlate(cooling)
)
"""Whether somebody apologised in a cooling."""
_PAIR_KNOWN = and_(cooling.c.first.is_not(None), cooling.c.second.is_not(None))
_OBSERVED = and_(_PAIR_KNOWN, cooling.c.ended_at < bindparam("observed_until", type_=UtcDateTime))


def _in(end: CoolingEnd) -> ColumnElement[bool]:
    return cooling.c.end == end


_THREAD_OF = and_(post.c.community_id == cooling.c.community_id, post.c.id == cooling.c.thread)
_BETWEEN = and_(
    _HERE,
    cooling.c.started_at >= bindparam("since", type_=UtcDateTime),
    cooling.c.started_at < bindparam("until", type_=UtcDateTime),
)
COUNTS = visible_statement(
    lambda visible: (
        select(
            func.count(),
            count_where(cooling.c.running.is_not(None)),
            count_where(_in(CoolingEnd.COOLED)),
            count_where(_in(CoolingEnd.LONGEST)),
            count_where(_OBSERVED),
            count_where(_OBSERVED & cooling.c.again_at.is_not(None)),
            count_where(_REPAIRED),
            count_where(_OBSERVED & _REPAIRED),
            count_where(_OBSERVED & _REPAIRED & cooling.c.again_at.is_not(None)),
        )
        .select_from(cooling.join(post, _THREAD_OF))
        .where(_BETWEEN, visible(Post, post))
    )
)


def _pairs(*conditions: ColumnElement[bool]) -> Statement[tuple[Any, ...]]:
    return visible_statement(
        lambda visible: (
            select(cooling.c.first, cooling.c.second)
            .select_from(cooling.join(post, _THREAD_OF))
            .where(_BETWEEN, _OBSERVED, *conditions, visible(Post, post))
            .distinct()
            .limit(5)
        )
    )


PAIRS = _pairs()
"""Up to five different pairs: whether there are enough of them to tell a share."""
PAIRS_REPAIRED = _pairs(_REPAIRED)
"""The same of coolings in which somebody apologised."""
PAIRS_UNREPAIRED = _pairs(~_REPAIRED)
"""The same of the others."""
THREAD_OF = statement(
    lambda: select(post.c.thread).where(_POSTS_HERE, post.c.id == bindparam("post", type_=Id))
)
"""The thread of a post. It checks no visibility: it is for rules."""
AUTHORS = statement(
    lambda: (
        select(post.c.author)
        .where(_POSTS_HERE, post.c.thread == _THREAD, post.c.author.is_not(None), post.c.removed_at.is_(None))
        .distinct()
        .limit(1_000)
    )
)
"""Who wrote in a thread."""
