"""Pages by keyset: a page tells where it ended, and the next one starts there; deep pages cost what the first costs."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Generic, NewType, TypeVar

from attrs import frozen

from commkit.runtime.model.errors import Invalid

T = TypeVar("T")

Cursor = NewType("Cursor", str)
"""An opaque token: the place behind the last item of a page."""


@frozen
class Page(Generic[T]):
    """Some items and where the next ones start.

    Attributes:
        items: At most `limit` items, in order.
        next: Give it as `after` to get the next page; None at the end.
    """

    items: tuple[T, ...]
    next: Cursor | None = None


MAX_PAGE_SIZE = 100
"""Items on a page, at most."""


def page_size(wish: int) -> int:
    """How many items a page gets: the wish, brought to 1 to 100."""
    return min(max(wish, 1), MAX_PAGE_SIZE)


def cut(rows: Sequence[T], limit: int, key: Callable[[T], bytes]) -> Page[T]:
    """Make a page of rows that were asked for with `limit + 1`.

    Args:
        rows: At most `limit + 1` rows; the last one only proves that there is more.
        limit: Items on a page.
        key: The sort key of a row, as bytes.
    """
    if len(rows) <= limit:
        return Page(tuple(rows))
    return Page(tuple(rows[:limit]), encode_cursor(key(rows[limit - 1])))


def encode_cursor(key: bytes) -> Cursor:
    """The cursor that stands for a sort key."""
    return Cursor(base64.urlsafe_b64encode(key).decode().rstrip("="))


def decode_cursor(cursor: str, size: int | None = None) -> bytes:
    """The sort key a cursor stands for.

    Args:
        cursor: What a page gave as `next`.
        size: How many bytes the key must have, where that is fixed.

    Raises:
        Invalid: The cursor was not made by a page of this kind.
    """
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key or (size is not None and len(key) != size):
        raise Invalid.field("after", "bad_cursor", "give the `next` of an earlier page of the same query")
    return key
