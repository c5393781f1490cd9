"""How objects are listed by a field, and the ranges by which other lists are filtered."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from commkit.fields.feature import fields
from commkit.fields.listing import statements as sql
from commkit.fields.listing.policy import check_choices, ordered_keys
from commkit.fields.messages import ListByField
from commkit.fields.policy import as_compared, check_value, parse_value, without_limits
from commkit.fields.queries import may_read_subject, visible_references
from commkit.fields.records import FieldMatch
from commkit.fields.sort_keys.policy import HIGHEST, LOWEST, sort_key
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import ChoiceField, Field, FieldSubject, FieldValue, ReferenceField
from commkit.runtime.model.names import unknown_name
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, LAST_ID, Keyset, Page, bad_cursor, keyset, page_size

_BY_KEY = keyset(UUID, bytes, of="fields.by_field")
_START = (FIRST_ID, LOWEST)


@fields.handles(ListByField)
def list_by_field(context: Context, query: ListByField) -> Page[FieldMatch]:
    """Read a page of objects, sorted by the keys of their values; or by the order in which these are declared."""
    limit = page_size(query.limit)
    by_key = _BY_KEY.of_query(query)
    field = _filterable_field(context, query.subject, query.field)
    if isinstance(field, ChoiceField):
        check_choices(field, equals=query.equals, at_least=query.at_least, at_most=query.at_most)
        start = by_key.decode(query.after, default=_START)
        rows = _by_choice(context, query, field, start, limit + 1)
    else:
        rows = _by_sort_key(context, query, by_key, limit + 1)
    page = by_key.page(rows, limit, lambda row: (row[0], bytes(row[1])))
    return Page(tuple(_matches(page.items)), page.next)


def _by_sort_key(
    context: Context, query: ListByField, by_key: Keyset[tuple[UUID, bytes]], size: int
) -> list[tuple[Any, ...]]:
    """The next rows in the order of the stored keys."""
    values = field_range(
        context,
        query.subject,
        query.field,
        equals=query.equals,
        at_least=query.at_least,
        at_most=query.at_most,
    )
    if query.after is not None:
        id, key = by_key.decode(query.after, default=_START)
        start = query.order == "ascending"
        ends = (values["from_key"], values["from_id"]), (values["to_key"], values["to_id"])
        place = max(ends[0], (key, id)) if start else min(ends[1], (key, id))
        values |= dict(zip(("from_key", "from_id") if start else ("to_key", "to_id"), place, strict=True))
    if not may_read_subject(context, query.subject):
        return []
    return context.rows(sql.SORTED[query.subject, query.order], size=size, **values)


def _by_choice(
    context: Context, query: ListByField, field: ChoiceField, start: tuple[UUID, bytes], size: int
) -> list[tuple[Any, ...]]:
    """The next rows choice by choice: stored keys stay right when the order of the declaration changes."""
    if not may_read_subject(context, query.subject):
        return []
    rises = query.order == "ascending"
    stored = {
        bytes(key) for (key,) in context.rows(sql.STORED_KEYS, subject=query.subject, field=query.field)
    }
    # Where the last object of a choice that is not declared any more is gone, its cursor still has its place.
    known = stored if query.after is None else stored | {start[1]}
    keys = ordered_keys(field, known, equals=query.equals, at_least=query.at_least, at_most=query.at_most)
    left = [(key, FIRST_ID if rises else LAST_ID) for key in (keys if rises else keys[::-1])]
    if query.after is not None:
        places = [place for place, (key, _) in enumerate(left) if key == start[1]]
        if not places:
            raise bad_cursor()
        left = [(start[1], start[0]), *left[places[0] + 1 :]]
    if len(stored) < sql.MOST_STORED:
        left = [(key, after) for key, after in left if key in stored]
    rows: list[tuple[Any, ...]] = []
    while left and len(rows) < size:
        some, left = left[: sql.CHOICES_AT_ONCE], left[sql.CHOICES_AT_ONCE :]
        some += [(HIGHEST, FIRST_ID)] * (sql.CHOICES_AT_ONCE - len(some))  # no value has this key
        values: dict[str, Any] = {f"key_{number}": key for number, (key, _) in enumerate(some)}
        values |= {f"after_{number}": after for number, (_, after) in enumerate(some)}
        found = sql.BY_CHOICE[query.subject, query.order]
        rows += context.rows(found, field=query.field, size=size - len(rows), **values)
    return rows


def _matches(rows: Iterable[tuple[Any, ...]]) -> Iterator[FieldMatch]:
    for object, _, kind, value in rows:
        yield FieldMatch(object, parse_value(kind, value))


def field_range(
    context: Context,
    subject: FieldSubject,
    name: str,
    *,
    equals: FieldValue | None = None,
    at_least: FieldValue | None = None,
    at_most: FieldValue | None = None,
) -> dict[str, Any]:
    """The parameters of `join_field` and `where_field`: which field, and from where to where in its order.

    Args:
        context: The context; its actor is the reader.
        subject: What the objects are.
        name: The name of a filterable field.
        equals: Only this value.
        at_least: This value or more.
        at_most: This value or less.

    Raises:
        Invalid: There is no such field, it is not filterable, a value does not fit, or there is a range of choices,
            which are stored without their order.
    """
    field = _filterable_field(context, subject, name)
    if isinstance(field, ChoiceField) and (at_least is not None or at_most is not None):
        bound = "at_least" if at_least is not None else "at_most"
        raise Invalid.field(
            bound, "unordered", "give one choice with `equals`; `ListByField` has ranges of them"
        )
    low, high = (LOWEST, FIRST_ID), (HIGHEST, LAST_ID)
    if equals is not None:
        low, high = _place(field, "equals", equals, FIRST_ID), _place(field, "equals", equals, LAST_ID)
    if at_least is not None:
        low = max(low, _place(field, "at_least", at_least, FIRST_ID))
    if at_most is not None:
        high = min(high, _place(field, "at_most", at_most, LAST_ID))
    if isinstance(field, ReferenceField) and not _shows_reference(context, field, equals):
        high = low  # nothing, as if nothing referred to it
    return {
        "field": field.name,
        "field_kind": field.kind,
        "from_key": low[0],
        "from_id": low[1],
        "to_key": high[0],
        "to_id": high[1],
    }


def _filterable_field(context: Context, subject: FieldSubject, name: str) -> Field:
    declared = context.community_type.all_fields(subject)
    known = [name for name, field in declared.items() if field.filterable]
    if name in known:
        return declared[name]
    if name in declared:
        choice = f"choose one of: {', '.join(known)}" if known else "there is none here"
        raise Invalid.field("field", "unknown_field", f"{name!r} is no field to filter by; {choice}")
    raise Invalid([unknown_name("field", name, known, what="field")])


def _place(field: Field, name: str, value: FieldValue, id: UUID) -> tuple[bytes, UUID]:
    """Ahead of or behind all objects with a value."""
    errors: list[FieldError] = []
    checked = check_value(without_limits(field), as_compared(field, value), name, errors)
    if errors:
        raise Invalid(errors)
    return sort_key(field.kind, checked), id


def _shows_reference(context: Context, field: ReferenceField, equals: FieldValue | None) -> bool:
    if equals is None:
        raise Invalid.field("equals", "required", "references have no order; give the id that they refer to")
    return bool(visible_references(context, field.record, [UUID(str(equals))]))
