"""Pages by keyset: a page says where it ended, and the next one starts there; deep pages cost what the first costs.

_BY_TIME = keyset(datetime, UUID, of="kudos.given")

at, id = _BY_TIME.decode(query.after, default=(LATEST, LAST_ID))
rows = context.rows(sql.PAGE, after_at=at, after=id, size=limit + 1)
return _BY_TIME.page(rows, limit, lambda row: (row.created_at, row.id))
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, NewType, TypeVar, overload
from uuid import UUID

from attrs import AttrsInstance, evolve, fields, frozen

from commkit.runtime.model.clock import from_microseconds, to_microseconds
from commkit.runtime.model.errors import Invalid

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
K = TypeVar("K", bound=tuple[Any, ...])
T = TypeVar("T")

FIRST_ID = UUID(int=0)
"""Ahead of every id."""
LAST_ID = UUID(int=2**128 - 1)
"""Behind every id."""
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
"""Ahead of every time."""
LATEST = datetime.max.replace(tzinfo=UTC)
"""Behind every time."""
LARGEST = 2**63 - 1
"""Behind every number that a database keeps."""

Cursor = NewType("Cursor", str)
"""An opaque token: the position behind the last item of a page."""


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


def page_size(limit: int) -> int:
    """How many items a page gets: the limit that was asked for.

    Raises:
        Invalid: It is not 1 to 100.
    """
    if not 1 <= limit <= MAX_PAGE_SIZE:
        raise Invalid.field("limit", "out_of_range", f"ask for 1 to {MAX_PAGE_SIZE} items; `next` leads on")
    return limit


def bad_cursor() -> Invalid:
    """The error of a cursor that no page of this kind made."""
    return Invalid.field("after", "bad_cursor", "give the `next` of an earlier page of the same query")


_WIDTHS: dict[type, int | None] = {UUID: 16, datetime: 8, int: 8, str: None, bytes: None}


_TAG_BYTES = 4


def _tag(of: str, scope: tuple[object, ...]) -> bytes:
    """What cursors of a list begin with: a cursor of another list would lead to a page that looks right and is not."""
    name = "\0".join(map(str, (of, *scope)))
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_TAG_BYTES).digest()


_NO_FILTERS = frozenset({"after", "limit", "rendered"})
"""Fields of queries that say which part of a list is shown, or how, and not what is in it."""


def _filters_of(query: AttrsInstance) -> Iterator[tuple[str, object]]:
    """The fields of a query that say what its list has, where they are given."""
    for field in fields(type(query)):
        value = getattr(query, field.name)
        if field.name not in _NO_FILTERS and value != field.default:
            yield field.name, value


@frozen
class Keyset(Generic[K]):
    """The sort key of a page, and the one form in which cursors carry it.

    Attributes:
        parts: The types of the columns that are sorted by: `UUID`, `datetime`, `int`; the last may be `str` or `bytes`.
        of: The list that the pages are of, such as `members.groups`; cursors of other lists are refused.
        scope: Which one of such lists it is: the thread, the filters and the order...; see `within` and `of_query`.
    """

    parts: tuple[type, ...]
    of: str
    scope: tuple[object, ...] = ()

    def within(self, *scope: object) -> "Keyset[K]":
        """The same for pages of one list of several, such as one thread's; cursors of the others are refused.

        Args:
            *scope: Which list it is: ids, or words.
        """
        return evolve(self, scope=(*self.scope, *scope))

    def of_query(self, query: AttrsInstance) -> "Keyset[K]":
        """The same for the pages of one query, with its filters and its order; cursors of another one are refused.

        Args:
            query: The query. What it leaves out says nothing, so a filter that is added to its class later refuses no
                cursor that is out.
        """
        return self.within(*(f"{name}={value}" for name, value in _filters_of(query)))

    def decode(self, cursor: str | None, *, default: K) -> K:
        """The sort key that a cursor stands for.

        Args:
            cursor: The `next` of the page before; None for the first page.
            default: The key in front of the first page.

        Raises:
            Invalid: The cursor was not made by a page of this list.
        """
        if cursor is None:
            return default
        widths = [_WIDTHS[part] for part in self.parts]
        fixed = sum(width or 0 for width in widths)
        data, tag = _decode(cursor), _tag(self.of, self.scope)
        if not data.startswith(tag) or len(data) == len(tag):
            raise bad_cursor()
        data = data[len(tag) :]
        if len(data) < fixed or (len(data) > fixed and None not in widths):
            raise bad_cursor()
        values: list[Any] = []
        for part, width in zip(self.parts, widths, strict=True):
            values.append(_decode_part(part, data[:width]))
            data = data[width:] if width is not None else b""
        return tuple(values)  # type: ignore[return-value]  # made of the very parts that K names

    def page(self, rows: Sequence[T], limit: int, key: Callable[[T], K]) -> Page[T]:
        """Make a page of rows that were asked for with `limit + 1`.

        Args:
            rows: At most `limit + 1` rows; the last one only proves that there is more.
            limit: Items on a page.
            key: The sort key of a row.
        """
        if len(rows) <= limit:
            return Page(tuple(rows))
        return Page(tuple(rows[:limit]), self.encode(key(rows[limit - 1])))

    def encode(self, key: K) -> Cursor:
        """The cursor that stands for a sort key."""
        data = _tag(self.of, self.scope) + b"".join(map(_encode_part, self.parts, key))
        return Cursor(base64.urlsafe_b64encode(data).decode().rstrip("="))


@overload
def keyset(first: type[A], /, *, of: str) -> Keyset[tuple[A]]: ...
@overload
def keyset(first: type[A], second: type[B], /, *, of: str) -> Keyset[tuple[A, B]]: ...
@overload
def keyset(first: type[A], second: type[B], third: type[C], /, *, of: str) -> Keyset[tuple[A, B, C]]: ...
def keyset(*parts: type, of: str) -> Keyset[Any]:
    """The sort key of a page, of columns of these types; see `Keyset`.

    Args:
        *parts: The types of the columns.
        of: The name of the list, with the feature in front: `members.groups`. Cursors of other lists are refused.
    """
    return Keyset(parts, of)


def _decode(cursor: str) -> bytes:
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        raise bad_cursor()
    return data


def _encode_part(part: type, value: Any) -> bytes:
    if part is UUID:
        data: bytes = value.bytes
        return data
    if part is datetime:  # an import may bring what is older than 1970: numbers are signed
        value = to_microseconds(value)
    if part is str:
        return str(value).encode()
    return value if part is bytes else int(value).to_bytes(8, "big", signed=True)


def _decode_text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # no page makes such a cursor, and PostgreSQL accepts no NUL
        raise bad_cursor()
    return text


def _decode_part(part: type, data: bytes) -> Any:
    if part is UUID:
        return UUID(bytes=data)
    if part is bytes:
        return data
    if part is str:
        return _decode_text(data)
    number = int.from_bytes(data, "big", signed=True)
    if part is int:
        return number
    try:
        return from_microseconds(number)
    except OverflowError:
        return LATEST if number > 0 else EARLIEST
