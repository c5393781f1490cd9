"""The SQL of lists of threads: one statement for each combination of filters and order, made when it is first asked.

Every list begins with an index in its order, that of the lead: one filter with an index of its own, or none. Where no
other filter is left, that is all. Else the rows that the index gives are looked through, at most so many: what does not
fit is left out (`fits`), and where so many did not fill the page, the filters are tried in turn, whether one of them
has few threads. If so, these are sorted.

All of it counts what the reader may see: where a page ends must not depend on what is hidden.
"""

from functools import lru_cache
from typing import Any

from attrs import frozen
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    true,
    tuple_,
)

from commkit.fields import join_field, where_field
from commkit.members import membership
from commkit.posts.listing.messages import ThreadOrder
from commkit.posts.records import Post
from commkit.posts.statements import threads_shown
from commkit.posts.tables import AUTHORED_POSTS, POST_COLUMNS, post
from commkit.posts.tags.tables import post_tag, tag
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, visible_statement
from commkit.runtime.storage.visibility import Visible

FEW = 1_000
"""Threads that are sorted, at most."""
NEAR, FAR = 500, 2_000
"""Threads that are looked through for one page: at first, and at most."""
MOST_VALUES = 8
"""Kinds or states that a filter names, at most; statements have so many parameters."""

_KEPT = 512
"""Statements of each kind that are kept: who asks chooses the filters, so the number of combinations has a limit."""
Filters = frozenset[str]
"""The filters of a list.

One of each: `space`, `tag`, `author`, `made_with`, `since`, `until`, `field`, `kind` or `kinds`, `state` or `states`.
"""

_HERE = post.c.community_id == bindparam("community_id")
_OPENS = post.c.parent.is_(None)
_SIZE: Any = bindparam("size")
# How much is looked at is a parameter, too: of a limit that it does not know, PostgreSQL expects that it is reached
# soon, and reads the index in order. Of a known one it expects all threads of the average community, which are few
# enough to sort, and keeps that plan for the largest one.
_THROUGH: Any = bindparam("through")
_ID: Any = bindparam("after", type_=Id)
_TIME: Any = bindparam("after_at", type_=UtcDateTime)


@frozen(eq=False)
class _Order:
    keys: tuple[Any, ...]
    after: tuple[Any, ...]
    rises: bool = False
    only: tuple[ColumnElement[bool], ...] = ()

    def behind(self, keys: tuple[Any, ...]) -> ColumnElement[bool]:
        """The condition that a row stands behind the cursor."""
        left: Any = keys[0] if len(keys) == 1 else tuple_(*keys)
        right: Any = self.after[0] if len(keys) == 1 else tuple_(*self.after)
        behind: ColumnElement[bool] = left > right if self.rises else left < right
        return behind

    def sorted(self, keys: tuple[Any, ...]) -> tuple[Any, ...]:
        return keys if self.rises else tuple(key.desc() for key in keys)


_ORDERS = {
    ThreadOrder.NEWEST: _Order((post.c.id,), (_ID,)),
    ThreadOrder.ACTIVE: _Order((post.c.activity_at, post.c.id), (_TIME, _ID)),
    ThreadOrder.UNANSWERED: _Order(
        (post.c.created_at, post.c.id),
        (_TIME, _ID),
        rises=True,
        # a literal, so that the partial index fits
        only=(post.c.answer_count == literal_column("0"), post.c.closed_at.is_(None)),
    ),
    ThreadOrder.SCORE: _Order((post.c.score, post.c.id), (bindparam("after_score", type_=BigInteger), _ID)),
}

_LEADS = {
    ThreadOrder.NEWEST: ("author", "tag", "space", "kind", "state"),
    ThreadOrder.ACTIVE: ("space",),
    ThreadOrder.UNANSWERED: ("space",),
    ThreadOrder.SCORE: ("space",),
}
"""The filters that have an index in an order; the first of them that a list has leads it."""

FEW_LEADS = ("author", "tag", "field", "space", "kind", "state", "period")
"""What may have few threads, in the order in which it is tried."""

_IS_TAG = post_tag.c.tag == func.coalesce(
    select(tag.c.synonym_of)
    .where(tag.c.community_id == bindparam("community_id"), tag.c.name == bindparam("tag"))
    .scalar_subquery(),
    bindparam("tag"),
)
_OF_POST = (post_tag.c.community_id == post.c.community_id) & (post_tag.c.post == post.c.id)


def _any_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column.in_([bindparam(f"{name}_{number}", type_=column.type) for number in range(MOST_VALUES)])


_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "space": post.c.space == bindparam("space", type_=Id),
    "kind": post.c.kind == bindparam("kind"),
    "kinds": _any_of(post.c.kind, "kind"),
    "state": post.c.state == bindparam("state"),
    "states": _any_of(post.c.state, "state"),
    "author": post.c.author == bindparam("author", type_=Id),
    "made_with": post.c.made_with == bindparam("made_with", type_=post.c.made_with.type),
    "since": post.c.created_at >= bindparam("since", type_=UtcDateTime),
    "until": post.c.created_at < bindparam("until", type_=UtcDateTime),
    # The offset keeps PostgreSQL from reading everything that has the tag into a hash table.
    "tag": exists(select(post_tag.c.post).where(_OF_POST, _IS_TAG).offset(literal_column("0"))).correlate(
        post
    ),
    "field": where_field("post", post),
}
"""What each filter asks of a thread."""

_BY_FIELD = join_field("post", post)


def lead_of(sort: ThreadOrder, filters: Filters) -> str | None:
    """The filter whose index a list begins with; None for that of all threads."""
    return next((name for name in _LEADS[sort] if name in filters), None)


def needs_looking(sort: ThreadOrder, filters: Filters) -> bool:
    """Whether some filter is asked of each row, rather than of the index."""
    return bool(_residual(sort, filters))


def _residual(sort: ThreadOrder, filters: Filters) -> list[str]:
    by_index = {lead_of(sort, filters)} | ({"since", "until"} if sort is ThreadOrder.NEWEST else set())
    return sorted(filters - by_index)


def _fits(names: list[str]) -> ColumnElement[bool]:
    return and_(true(), *(_CONDITIONS[name] for name in names))


def _made(filters: Filters, id: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """When it was opened, by its id: the order of ids is that of time, to the millisecond."""
    bounds = {"since": id >= bindparam("since_id", type_=Id), "until": id < bindparam("until_id", type_=Id)}
    return [bound for name, bound in bounds.items() if name in filters]


def _led(
    sort: ThreadOrder, filters: Filters, lead: str | None
) -> tuple[tuple[Any, ...], list[ColumnElement[bool]]]:
    """The sort key and the conditions that an index answers."""
    order = _ORDERS[sort]
    keys = order.keys
    conditions = list(order.only)
    if lead == "tag":
        conditions += [post_tag.c.community_id == bindparam("community_id"), _IS_TAG]
        keys = (*keys[:-1], post_tag.c.post)
    elif lead is not None:
        conditions.append(_CONDITIONS[lead])
    if sort is ThreadOrder.NEWEST:
        conditions += _made(filters, keys[-1])
        conditions += [_CONDITIONS[name] for name in ("since", "until") if name in filters]
    return keys, [*conditions, order.behind(keys)]


def _source(lead: str | None, whole: FromClause) -> FromClause:
    if lead == "tag":
        return whole.join(post_tag, _OF_POST)
    return whole.join(_BY_FIELD.table, _BY_FIELD.on) if lead == "field" else whole


def _shown(visible: Visible, *columns: Any, lead: str | None) -> Any:
    return (
        select(*columns)
        .select_from(_source(lead, post))
        .where(_HERE, _OPENS, visible(Post, post, alone=True))
    )


def _posts_of(found: Any, sort: ThreadOrder) -> Any:
    """The posts of some ids, in order."""
    order = _ORDERS[sort]
    return (
        select(*POST_COLUMNS)
        .select_from(found.join(AUTHORED_POSTS, _HERE & (post.c.id == found.c.id)))
        .order_by(*order.sorted(order.keys))
    )


@lru_cache(maxsize=_KEPT)
def page(sort: ThreadOrder, filters: Filters) -> Statement[Post]:
    """A page of threads that fit; of the next `through` threads, where filters have to be asked of each."""
    order, lead = _ORDERS[sort], lead_of(sort, filters)
    keys, conditions = _led(sort, filters, lead)
    residual = _residual(sort, filters)

    def by_index(visible: Visible) -> Any:
        return (
            threads_shown(visible, *conditions, source=_source(lead, AUTHORED_POSTS))
            .order_by(*order.sorted(keys))
            .limit(_SIZE)
        )

    def looking(visible: Visible) -> Any:
        scanned = (
            _shown(visible, post.c.id, _fits(residual).label("fits"), lead=lead)
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
    order, lead = _ORDERS[sort], lead_of(sort, filters)
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
    order = _ORDERS[sort]
    id = post_tag.c.post if lead == "tag" else post.c.id
    conditions = _made(filters, id)
    if lead == "tag":
        conditions += [post_tag.c.community_id == bindparam("community_id"), _IS_TAG]
    elif lead == "field":
        conditions.append(_BY_FIELD.within)
    elif lead != "period":
        conditions.append(_CONDITIONS[lead])

    def build(visible: Visible) -> Any:
        fits = and_(_fits(sorted(filters - {lead})), *order.only).label("fits")
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
