"""The SQL of lists by rank: one statement for each combination of order, period and filters.

Each begins with one range of an index, in order. What a list had at a moment is what ranks hold since before it, and
of the threads that have moved since, the ranks that held then. Filters without an index in an order are asked of each
row. All of it counts what the reader may see: where a page ends must not depend on what is hidden.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    and_,
    bindparam,
    exists,
    literal_column,
    select,
    true,
    tuple_,
)

from commkit.posts import Post, post, post_tag
from commkit.storage import Id, Statement, UtcDateTime, Visible, visible_statement
from commkit_ranking.policy import Period, RankOrder
from commkit_ranking.tables import LEADING_SPACE, past_rank, rank

FEW = 1_000
"""Threads that are sorted, at most."""
CHUNK, FAR = 500, 2_000
"""Threads that are looked through at once, and for one page."""

_COMMUNITY: Any = bindparam("community_id")
_AS_OF: Any = bindparam("as_of", type_=UtcDateTime)
_SIZE: Any = bindparam("size")
_SPACE: Any = bindparam("space", type_=Id)
_IS_TAG = (post_tag.c.community_id == _COMMUNITY) & (post_tag.c.tag == bindparam("tag"))
_JOINED = rank.join(post, (post.c.community_id == rank.c.community_id) & (post.c.id == rank.c.post))

Filters = frozenset[str]
"""The filters of a list: `space` and `tag`."""

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "space": post.c.space == _SPACE,
    # The offset keeps PostgreSQL from reading everything that has the tag into a hash table.
    "tag": exists(
        select(post_tag.c.post).where(_IS_TAG, post_tag.c.post == post.c.id).offset(literal_column("0"))
    ).correlate(post),
}


def residual(order: RankOrder, period: Period, filters: Filters) -> list[str]:
    """The filters that are asked of each row, as no index has them in this order."""
    by_index = {"space"} if _is_led_by_space(order, period, filters) else set()
    return sorted(filters - by_index)


def _is_led_by_space(order: RankOrder, period: Period, filters: Filters) -> bool:
    return "space" in filters and order in LEADING_SPACE and period is Period.ALL


def _fits(names: Sequence[str]) -> ColumnElement[bool]:
    return and_(true(), *(_CONDITIONS[name] for name in names))


def _opened_in(period: Period) -> list[ColumnElement[bool]]:
    return [] if period is Period.ALL else [rank.c[period.value] == bindparam("start", type_=Date)]


def _behind(key: Any, id: Any) -> ColumnElement[bool]:
    behind: ColumnElement[bool] = tuple_(key, id) < tuple_(
        bindparam("key", type_=BigInteger), bindparam("after", type_=Id)
    )
    return behind


def _ranked(visible: Visible, *columns: Any, source: Any = _JOINED) -> Any:
    return (
        select(*columns)
        .select_from(source)
        .where(
            rank.c.community_id == _COMMUNITY,
            post.c.parent.is_(None),
            visible(Post, post, alone=True),
            visible.wanted(Post, post),
        )
    )


@cache
def standing(order: RankOrder, period: Period, filters: Filters) -> Statement[tuple[Any, ...]]:
    """The next threads that have not moved since a moment: id, key, and whether each fits."""
    key = rank.c[order.value]
    by_space = [rank.c.space == _SPACE] if _is_led_by_space(order, period, filters) else []
    fits = _fits(residual(order, period, filters))
    return visible_statement(
        lambda visible: (
            _ranked(visible, rank.c.post, key, fits)
            .where(rank.c.since <= _AS_OF, *_opened_in(period), *by_space, _behind(key, rank.c.post))
            .order_by(key.desc(), rank.c.post.desc())
            .limit(_SIZE)
        )
    )


@cache
def moved(order: RankOrder, period: Period, filters: Filters) -> Statement[tuple[Any, ...]]:
    """The next of the threads that have moved since a moment and fit, where they stood: id and key."""

    def build(visible: Visible) -> Any:
        # Limited, by a number that no list reaches, and in the order of the index: of a range that is open at one end
        # PostgreSQL expects a third of the table, and would read all of it, and all ranks and posts to go with it.
        recent = (
            select(past_rank.c.post, past_rank.c.since, past_rank.c[order.value].label("key"))
            .where(past_rank.c.community_id == _COMMUNITY, past_rank.c.until > _AS_OF)
            .order_by(past_rank.c.until.desc())
            .limit(bindparam("all"))
            .subquery("recent")
        )
        source = recent.join(post, (post.c.community_id == _COMMUNITY) & (post.c.id == recent.c.post))
        if period is not Period.ALL:
            source = source.join(rank, (rank.c.community_id == _COMMUNITY) & (rank.c.post == recent.c.post))
        return (
            select(recent.c.post, recent.c.key)
            .select_from(source)
            .where(
                recent.c.since <= _AS_OF,
                post.c.parent.is_(None),
                visible(Post, post, alone=True),
                visible.wanted(Post, post),
                *_opened_in(period),
                _fits(sorted(filters)),
                _behind(recent.c.key, recent.c.post),
            )
            .order_by(recent.c.key.desc(), recent.c.post.desc())
            .limit(_SIZE)
        )

    return visible_statement(build)


@cache
def few(lead: str, order: RankOrder, period: Period, filters: Filters) -> Statement[tuple[Any, ...]]:
    """The threads of one filter, up to one more than few: id, key, and whether they fit and have not moved."""
    tagged = post_tag.join(
        rank, (rank.c.community_id == post_tag.c.community_id) & (rank.c.post == post_tag.c.post)
    ).join(post, (post.c.community_id == rank.c.community_id) & (post.c.id == rank.c.post))
    fits = and_(rank.c.since <= _AS_OF, *_opened_in(period), _fits(sorted(filters - {lead})))
    source, within = (tagged, _IS_TAG) if lead == "tag" else (_JOINED, rank.c.space == _SPACE)
    # In the order of the filter's index: so the databases read that, and stop after so many.
    in_order = (post_tag.c.post,) if lead == "tag" else (rank.c.hot, rank.c.post)
    return visible_statement(
        lambda visible: (
            _ranked(visible, rank.c.post, rank.c[order.value], fits, source=source)
            .where(within)
            .order_by(*(column.desc() for column in in_order))
            .limit(bindparam("one_more_than_few"))
        )
    )
