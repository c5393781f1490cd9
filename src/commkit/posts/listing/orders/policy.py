"""The cursors of lists of threads: one kind for each order, bound to the filter of the list."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from commkit.posts.listing.messages import ThreadFilter, ThreadOrder
from commkit.posts.records import Post
from commkit.runtime.storage.pages import (
    EARLIEST,
    FIRST_ID,
    LARGEST,
    LAST_ID,
    LATEST,
    Cursor,
    Keyset,
    keyset,
)


@frozen
class CursorCodec:
    """The cursors of one list in one order.

    Attributes:
        keyset: The types of the sort key.
        start: The sort key in front of the first page.
        names: The parameters of the sort key.
        key: The sort key of a post.
    """

    keyset: Keyset[Any]
    start: tuple[Any, ...]
    names: tuple[str, ...]
    key: Callable[[Post], tuple[Any, ...]]

    def decode(self, cursor: str | None) -> dict[str, Any]:
        """The parameters of the sort key that a cursor stands for.

        Raises:
            Invalid: It was not made by a page of this list in this order.
        """
        return dict(zip(self.names, self.keyset.decode(cursor, default=self.start), strict=True))

    def encode(self, key: tuple[Any, ...]) -> Cursor:
        """The cursor that stands for a sort key."""
        return self.keyset.encode(key)


def _active(post: Post) -> tuple[Any, ...]:
    return (post.activity_at or post.created_at, post.id)


_LIST = "posts.threads"

_CURSORS = {
    ThreadOrder.NEWEST: CursorCodec(keyset(UUID, of=_LIST), (LAST_ID,), ("after",), lambda post: (post.id,)),
    ThreadOrder.ACTIVE: CursorCodec(
        keyset(datetime, UUID, of=_LIST), (LATEST, LAST_ID), ("after_at", "after"), _active
    ),
    ThreadOrder.UNANSWERED: CursorCodec(
        keyset(datetime, UUID, of=_LIST),
        (EARLIEST, FIRST_ID),
        ("after_at", "after"),
        lambda post: (post.created_at, post.id),
    ),
    ThreadOrder.SCORE: CursorCodec(
        keyset(int, UUID, of=_LIST),
        (LARGEST, LAST_ID),
        ("after_score", "after"),
        lambda post: (post.score, post.id),
    ),
}


def cursors_of(filter: ThreadFilter) -> CursorCodec:
    """The cursors of the list of a filter, in its order; other lists refuse them."""
    codec = _CURSORS[filter.order]
    return evolve(codec, keyset=codec.keyset.of_query(filter))
