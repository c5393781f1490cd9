"""How values are read, and how things are listed by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit.fields import statements as sql
from commkit.fields.feature import fields
from commkit.fields.messages import ListByField, ReadFields
from commkit.fields.policy import check_value, parse_value, without_limits
from commkit.fields.records import FieldMatch, FieldValues
from commkit.fields.sort_keys.policy import HIGHEST, LOWEST, sort_key
from commkit.fields.visibility import PERMISSIONS
from commkit.members import Membership
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import Field, FieldSubject, FieldValue, ReferenceField, TextField
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, LAST_ID, MAX_PAGE_SIZE, Page, keyset, page_size

_BY_KEY = keyset(UUID, bytes, of="fields.by_field")


@fields.handles(ReadFields)
def read_fields(context: Context, query: ReadFields) -> tuple[FieldValues, ...]:
    """Read the values, and put them in the order of the ids."""
    if len(query.ids) > MAX_PAGE_SIZE:
        raise Invalid.field("ids", "too_many", f"give at most {MAX_PAGE_SIZE} ids")
    found = field_values_of(context, query.subject, query.ids)
    return tuple(FieldValues(id, found[id]) for id in dict.fromkeys(query.ids) if id in found)


def field_values_of(
    context: Context, subject: FieldSubject, ids: Iterable[UUID]
) -> dict[UUID, dict[str, FieldValue]]:
    """The values of some things, by the id of the thing and the name of the field, in the order of the declarations.

    One statement, and none where the community's type declares no fields for them. Where things have references, there
    is another one for each record that is referred to.

    Args:
        context: The context; its actor is the reader. What they may not see is left out, and so is what has no values.
        subject: What they are.
        ids: Their ids.
    """
    declared = context.community_type.all_fields(subject)
    wanted = list(dict.fromkeys(ids))
    if not declared or not wanted:
        return {}
    if not _may_read(context, subject):
        wanted = [id for id in wanted if subject == "member" and id == context.member_or_none]
        if not wanted:
            return {}
    rows = context.rows(sql.VALUES[subject], ids=wanted)
    found: dict[UUID, dict[str, FieldValue]] = {}
    stored = {
        (object, name): parse_value(kind, value)
        for object, name, kind, value in rows
        if name in declared and declared[name].kind == kind
    }
    hidden = _hidden_references(context, declared, stored)
    for name in declared:
        for object in wanted:
            if (object, name) in stored and (object, name) not in hidden:
                found.setdefault(object, {})[name] = stored[object, name]
    return found


@fields.reads_values(Membership)
def read_member_values(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, FieldValue]]:
    """The values of members, for their views: members stand below fields."""
    return field_values_of(context, "member", ids)


def field_texts(context: Context, ids: Iterable[UUID], *, searchable: bool = False) -> dict[UUID, str]:
    """The texts in the fields of posts, whoever may see them: for indexes and checks, never to be shown.

    No statement where the community's type declares no such fields.

    Args:
        context: The context.
        ids: The ids of the posts.
        searchable: Whether only those are wanted that searches find.
    """
    declared = {
        its.name
        for its in context.community_type.all_fields("post").values()
        if isinstance(its, TextField) and (its.searchable or not searchable)
    }
    wanted = list(ids)
    if not declared or not wanted:
        return {}
    found: dict[UUID, list[str]] = {}
    for object, name, value in context.rows(sql.TEXTS, subject="post", ids=wanted):
        if name in declared:
            found.setdefault(object, []).append(value)
    return {object: "\n".join(texts) for object, texts in found.items()}


def _may_read(context: Context, subject: FieldSubject) -> bool:
    return context.can(PERMISSIONS[subject])


def _hidden_references(
    context: Context, declared: dict[str, Field], stored: dict[tuple[UUID, str], FieldValue]
) -> set[tuple[UUID, str]]:
    """The references to objects that the reader may not see, or that are not there any more."""
    by_record: dict[str, dict[tuple[UUID, str], UUID]] = {}
    for key, value in stored.items():
        its = declared[key[1]]
        if isinstance(its, ReferenceField):
            by_record.setdefault(its.record, {})[key] = UUID(str(value))
    hidden: set[tuple[UUID, str]] = set()
    for record, references in by_record.items():
        seen = visible_references(context, record, references.values())
        hidden |= {key for key, target in references.items() if target not in seen}
    return hidden


def visible_references(context: Context, record: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of some ids whose objects the actor may see.

    Args:
        context: The context.
        record: The class name of their record.
        ids: The ids.
    """
    found = next((known for known in context.dispatch.loaders if known.__name__ == record), None)
    return context.visible_ids(found, ids) if found is not None else set()


@fields.handles(ListByField)
def list_by_field(context: Context, query: ListByField) -> Page[FieldMatch]:
    """Read a page of things, sorted by the keys of their values."""
    limit = page_size(query.limit)
    values = field_range(
        context,
        query.subject,
        query.field,
        equals=query.equals,
        at_least=query.at_least,
        at_most=query.at_most,
    )
    if query.after is not None:
        id, key = _BY_KEY.within(query.subject, query.field, query.order).decode(
            query.after, default=(FIRST_ID, LOWEST)
        )
        start = query.order == "ascending"
        ends = (values["from_key"], values["from_id"]), (values["to_key"], values["to_id"])
        place = max(ends[0], (key, id)) if start else min(ends[1], (key, id))
        values |= dict(zip(("from_key", "from_id") if start else ("to_key", "to_id"), place, strict=True))
    if not _may_read(context, query.subject):
        return Page(())
    rows = context.rows(sql.SORTED[query.subject, query.order], size=limit + 1, **values)
    page = _BY_KEY.within(query.subject, query.field, query.order).page(
        rows, limit, lambda row: (row[0], bytes(row[1]))
    )
    return Page(tuple(_matches(page.items)), page.next)


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
        subject: What the things are.
        name: The name of a filterable field.
        equals: Only this value.
        at_least: This value or more.
        at_most: This value or less.

    Raises:
        Invalid: There is no such field, it is not filterable, or a value does not fit.
    """
    its = context.community_type.all_fields(subject).get(name)
    if its is None or not its.filterable:
        known = [each.name for each in context.community_type.all_fields(subject).values() if each.filterable]
        choice = f"choose one of: {', '.join(known)}" if known else "there is none here"
        raise Invalid.field("field", "unknown_field", f"{name!r} is no field to filter by; {choice}")
    low, high = (LOWEST, FIRST_ID), (HIGHEST, LAST_ID)
    if equals is not None:
        low, high = _place(its, "equals", equals, FIRST_ID), _place(its, "equals", equals, LAST_ID)
    if at_least is not None:
        low = max(low, _place(its, "at_least", at_least, FIRST_ID))
    if at_most is not None:
        high = min(high, _place(its, "at_most", at_most, LAST_ID))
    if isinstance(its, ReferenceField) and not _shows_reference(context, its, equals):
        high = low  # nothing, as if nothing referred to it
    return {
        "field": its.name,
        "field_kind": its.kind,
        "from_key": low[0],
        "from_id": low[1],
        "to_key": high[0],
        "to_id": high[1],
    }


def _place(its: Field, name: str, value: FieldValue, id: UUID) -> tuple[bytes, UUID]:
    """Ahead of or behind all things with a value."""
    errors: list[FieldError] = []
    checked = check_value(without_limits(its), value, name, errors)
    if errors:
        raise Invalid(errors)
    return sort_key(its.kind, checked), id


def _shows_reference(context: Context, its: ReferenceField, equals: FieldValue | None) -> bool:
    if equals is None:
        raise Invalid.field("equals", "required", "references have no order; give the id that they refer to")
    return bool(visible_references(context, its.record, [UUID(str(equals))]))
