"""The orders of lists of threads: their sort keys, and the filters that have an index in each."""

from typing import Any

from attrs import frozen
from sqlalchemy import BigInteger, ColumnElement, bindparam, literal_column, tuple_

from commkit.posts.listing.filters.statements import Filters
from commkit.posts.listing.messages import ThreadOrder
from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id, UtcDateTime

_ID: Any = bindparam("after", type_=Id)
_TIME: Any = bindparam("after_at", type_=UtcDateTime)


@frozen(eq=False)
class Order:
    """An order: its sort key, and what a list in it has at all.

    Attributes:
        keys: The columns that are sorted by; the last one is the id.
        after: The parameters of the sort key that a cursor stands for.
        rises: Whether the least comes first.
        only: What is asked of every thread of such a list.
    """

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
        """The columns as they are sorted by."""
        return keys if self.rises else tuple(key.desc() for key in keys)


ORDERS = {
    ThreadOrder.NEWEST: Order((post.c.id,), (_ID,)),
    ThreadOrder.ACTIVE: Order((post.c.activity_at, post.c.id), (_TIME, _ID)),
    ThreadOrder.UNANSWERED: Order(
        (post.c.created_at, post.c.id),
        (_TIME, _ID),
        rises=True,
        # a literal, so that the partial index fits
        only=(post.c.answer_count == literal_column("0"), post.c.closed_at.is_(None)),
    ),
    ThreadOrder.SCORE: Order((post.c.score, post.c.id), (bindparam("after_score", type_=BigInteger), _ID)),
}

_LEADS = {
    ThreadOrder.NEWEST: ("author", "tag", "space", "kind", "state"),
    ThreadOrder.ACTIVE: ("space",),
    ThreadOrder.UNANSWERED: ("space",),
    ThreadOrder.SCORE: ("space",),
}
"""The filters that have an index in an order; the first of them that a list has leads it."""


def lead_of(sort: ThreadOrder, filters: Filters) -> str | None:
    """The filter whose index a list begins with; None for that of all threads."""
    return next((name for name in _LEADS[sort] if name in filters), None)
