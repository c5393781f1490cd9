"""The SQL of lists of threads: one statement for each combination of filters and order, made when it is first asked.

Every list begins with an index in its order, that of the lead: one filter with an index of its own, or none. Where no
other filter is left, that is all. Else the rows that the index gives are looked through, at most so many: what does not
fit is left out (`fits`), and where so many did not fill the page, the filters are tried in turn, whether one of them
has few threads. If so, these are sorted.

All of it counts what the reader may see: where a page ends must not depend on what is hidden.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    true,
)

from commkit.members import membership
from commkit.posts.listing.filters.statements import (
    BY_FIELD,
    CONDITIONS,
    IS_TAG,
    Filters,
    all_fit,
    opened_between,
    source_led_by,
)
from commkit.posts.listing.messages import ThreadOrder
from commkit.posts.listing.orders.statements import ORDERS, lead_of
from commkit.posts.records import Post
from commkit.posts.statements import threads_shown
from commkit.posts.tables import AUTHORED_POSTS, POST_COLUMNS, post
from commkit.posts.tags.tables import post_tag
from commkit.runtime.storage.statements import Statement, visible_statement
from commkit.runtime.storage.visibility import Visible

FEW = 1_000
"""Threads that are sorted, at most."""
NEAR, FAR = 500, 2_000
"""Threads that are looked through for one page: at first, and at most."""
_KEPT = 512
"""Statements of each kind that are kept: who asks chooses the filters, so the number of combinations has a limit."""

_HERE = post.c.community_id == bindparam("community_id")
_OPENS = post.c.parent.is_(None)
_SIZE: Any = bindparam("size")
# How much is looked at is a parameter, too: of a limit that it does not know, PostgreSQL expects that it is reached
# soon, and reads the index in order. Of a known one it expects all threads of the average community, which are few
# enough to sort, and keeps that plan for the largest one.
_THROUGH: Any = bindparam("through")


FEW_LEADS = ("author", "tag", "field", "space", "kind", "state", "period")
"""What may have few threads, in the order in which it is tried."""


def needs_looking(sort: ThreadOrder, filters: Filters) -> bool:
    """Whether some filter is asked of each row, rather than of the index."""
    return bool(_residual(sort, filters))


def _residual(sort: ThreadOrder, filters: Filters) -> list[str]:
    by_index = {lead_of(sort, filters)} | ({"since", "until"} if sort is ThreadOrder.NEWEST else set())
    return sorted(filters - by_index)


def _led(
    sort: ThreadOrder, filters: Filters, lead: str | None
) -> tuple[tuple[Any, ...], list[ColumnElement[bool]]]:
    """The sort key and the conditions that an index answers."""
    order = ORDERS[sort]
    keys = order.keys
    conditions = list(order.only)
    if lead == "tag":
        conditions += [post_tag.c.community_id == bindparam("community_id"), IS_TAG]
        keys = (*keys[:-1], post_tag.c.post)
    elif lead is not None:
        conditions.append(CONDITIONS[lead])
    if sort is ThreadOrder.NEWEST:
        conditions += opened_between(filters, keys[-1])
        conditions += [CONDITIONS[name] for name in ("since", "until") if name in filters]
    return keys, [*conditions, order.behind(keys)]


def _shown(visible: Visible, *columns: Any, lead: str | None) -> Any:
    return (
        select(*columns)
        .select_from(source_led_by(lead, post))
        .where(_HERE, _OPENS, visible(Post, post, alone=True), visible.wanted(Post, post))
    )


def _posts_of(found: Any, sort: ThreadOrder) -> Any:
    """The posts of some ids, in order."""
    order = ORDERS[sort]
    return (
        select(*POST_COLUMNS)
        .select_from(found.join(AUTHORED_POSTS, _HERE & (post.c.id == found.c.id)))
        .order_by(*order.sorted(order.keys))
    )


@lru_cache(maxsize=_KEPT)
def page(sort: ThreadOrder, filters: Filters) -> Statement[Post]:
    """A page of threads that fit; of the next `through` threads, where filters have to be asked of each."""
    order, lead = ORDERS[sort], lead_of(sort, filters)
    keys, conditions = _led(sort, filters, lead)
    residual = _residual(sort, filters)

    def by_index(visible: Visible) -> Any:
        return (
            threads_shown(
                visible,
                visible.wanted(Post, post),
                *conditions,
                source=source_led_by(lead, AUTHORED_POSTS),
            )
            .order_by(*order.sorted(keys))
            .limit(_SIZE)
        )

    def looking(visible: Visible) -> Any:
        scanned = (
            _shown(visible, post.c.id, all_fit(residual).label("fits"), lead=lead)
            .where(*conditions)
            .order_by(*order.sorted(keys))
            .limit(_THROUGH)
            .subquery("scanned")
        )
        # In the order of the rows below, without a word of it: SQLite would else look at all of them before the first
        # goes on. The posts themselves are sorted.
        found = select(scanned.c.id).where(scanned.c.fits).limit(_SIZE).subquery("found")
        return _posts_of(found, sort)

    return visible_statement(looking if residual else by_index, into=Post)


@lru_cache(maxsize=_KEPT)
def last_looked_at(sort: ThreadOrder, filters: Filters) -> Statement[tuple[Any, ...]]:
    """The sort key of the last thread that `page` looked at; none where it came to the end of the list."""
    order, lead = ORDERS[sort], lead_of(sort, filters)
    keys, conditions = _led(sort, filters, lead)
    return visible_statement(
        lambda visible: (
            _shown(visible, *keys, lead=lead)
            .where(*conditions)
            .order_by(*order.sorted(keys))
            .limit(literal_column("1"))
            .offset(bindparam("before_last"))
        )
    )


@lru_cache(maxsize=_KEPT)
def few(sort: ThreadOrder, filters: Filters, lead: str) -> Statement[tuple[int, Post | None]]:
    """A page of the threads of one filter that fit the others, where these are few.

    Each row has the count of the threads of that filter, up to one more than few; without a post if there are none.
    """
    order = ORDERS[sort]
    id = post_tag.c.post if lead == "tag" else post.c.id
    conditions = opened_between(filters, id)
    if lead == "tag":
        conditions += [post_tag.c.community_id == bindparam("community_id"), IS_TAG]
    elif lead == "field":
        conditions.append(BY_FIELD.within)
    elif lead != "period":
        conditions.append(CONDITIONS[lead])

    def build(visible: Visible) -> Any:
        fits = and_(all_fit(sorted(filters - {lead})), *order.only).label("fits")
        some = (
            _shown(visible, *_unique(post.c.id, *order.keys), fits, lead=lead)
            .where(*conditions)
            .order_by(*(() if lead == "field" else (id.desc(),)))  # the order of its index is another one
            .limit(bindparam("one_more_than_few"))
            .cte("some")
        )
        keys = tuple(some.c[key.name] for key in order.keys)
        found = (
            select(some.c.id)
            .where(some.c.fits, order.behind(keys))
            .order_by(*order.sorted(keys))
            .limit(_SIZE)
            .subquery("found")
        )
        count = select(func.count().label("count")).select_from(some).subquery("counted")
        # One join after the other: SQLite reads all posts for a join that stands in parentheses.
        posts = (
            count.outerjoin(found, true())
            .outerjoin(post, _HERE & (post.c.id == found.c.id))
            .outerjoin(membership, AUTHORED_POSTS.onclause)
        )
        return select(count.c.count, *POST_COLUMNS).select_from(posts).order_by(*order.sorted(order.keys))

    return visible_statement(build, into=_counted)


def _unique(*columns: Any) -> tuple[Any, ...]:
    return tuple({column.name: column for column in columns}.values())


def _counted(count: int, *columns: Any) -> tuple[int, Post | None]:
    return count, Post(*columns) if columns[0] is not None else None
