"""What a filter asks in SQL, and the cursors of lists, which say their order."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from commkit.fields import field_range
from commkit.posts.listing.messages import ThreadFilter, ThreadOrder
from commkit.posts.listing.statements import MOST_VALUES, Filters
from commkit.posts.records import Post
from commkit.posts.tags.policy import normalize_tag
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import first_id_from
from commkit.runtime.sessions.context import Context
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


def parameters(context: Context, filter: ThreadFilter) -> tuple[Filters, dict[str, Any]]:
    """The filters that are set, and the parameters of their statements.

    Raises:
        Invalid: There are too many kinds or states, the tag is malformed, there is no such field, or a value does not
            fit.
    """
    given: dict[str, Any] = {
        "space": filter.space,
        "author": filter.author,
        "made_with": filter.made_with,
        "tag": normalize_tag(filter.tag) if filter.tag is not None else None,
        "since": filter.since,
        "until": filter.until,
    }
    values = {name: value for name, value in given.items() if value is not None}
    names = set(values)
    if filter.since is not None:
        values["since_id"] = first_id_from(filter.since)
    if filter.until is not None:
        values["until_id"] = first_id_from(filter.until, behind=True)
    for name, wanted in (("kind", filter.kinds), ("state", filter.states)):
        chosen = _values(name, wanted)
        values |= chosen
        names |= {name} & chosen.keys() or ({f"{name}s"} if chosen else set())
    by_field = _field_values(context, filter)
    return frozenset(names | ({"field"} if by_field else set())), values | by_field


def _field_values(context: Context, filter: ThreadFilter) -> dict[str, Any]:
    """The parameters of the field, where one is named."""
    bounds = {"equals": filter.equals, "at_least": filter.at_least, "at_most": filter.at_most}
    if filter.field is not None:
        return field_range(context, "post", filter.field, **bounds)
    if any(value is not None for value in bounds.values()):
        raise Invalid.field("field", "required", "name the field that has this value")
    return {}


def _values(name: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    """One parameter for one kind or state; as many as the statement has for several."""
    given = tuple(dict.fromkeys(wanted))
    if len(given) > MOST_VALUES:
        raise Invalid([FieldError(f"{name}s", "too_many", f"give at most {MOST_VALUES}")])
    if len(given) == 1:
        return {name: given[0]}
    return {f"{name}_{n}": given[min(n, len(given) - 1)] for n in range(MOST_VALUES)} if given else {}


def each_value(filters: Filters, values: dict[str, Any], lead: str) -> list[tuple[Filters, dict[str, Any]]]:
    """The same filters for each single value of one of them; once where it has one value, or is a period."""
    several = f"{lead}s"
    if several not in filters:
        return [(filters, values)]
    one = (filters - {several}) | {lead}
    wanted = dict.fromkeys(values[f"{lead}_{number}"] for number in range(MOST_VALUES))
    return [(one, values | {lead: value}) for value in wanted]
