"""How values are read, and how objects are listed by them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commkit.fields import statements as sql
from commkit.fields.feature import fields
from commkit.fields.messages import ReadFields, ReadLicences
from commkit.fields.policy import licence_of, parse_value
from commkit.fields.records import FieldValues, PostLicence
from commkit.fields.visibility import PERMISSIONS
from commkit.members import Membership
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.fields import Field, FieldKind, FieldSubject, FieldValue, ReferenceField, TextField
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE


@fields.handles(ReadFields)
def read_fields(context: Context, query: ReadFields) -> tuple[FieldValues, ...]:
    """Read the values, and put them in the order of the ids."""
    if len(query.ids) > MAX_PAGE_SIZE:
        raise Invalid.field("ids", "too_many", f"give at most {MAX_PAGE_SIZE} ids")
    found = field_values_of(context, query.subject, query.ids)
    return tuple(FieldValues(id, found[id]) for id in dict.fromkeys(query.ids) if id in found)


@fields.handles(ReadLicences)
def read_licences(context: Context, query: ReadLicences) -> tuple[PostLicence, ...]:
    """Read the values of their fields, and look up those that are licences."""
    values = field_values_of(context, "post", query.posts)
    found = {id: licence_of(context.community_type, values.get(id, {})) for id in query.posts}
    return tuple(PostLicence(id, licence) for id, licence in found.items() if licence is not None)


def field_values_of(
    context: Context, subject: FieldSubject, ids: Iterable[UUID]
) -> dict[UUID, dict[str, FieldValue]]:
    """The values of some objects, by the id of the object and the name of the field, in the order of the declarations.

    One statement, and none where the community's type declares no fields for them. Where objects have references, there
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
    if not may_read_subject(context, subject):
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
        field.name
        for field in context.community_type.all_fields("post").values()
        if isinstance(field, TextField) and (field.searchable or not searchable)
    }
    wanted = list(ids)
    if not declared or not wanted:
        return {}
    found: dict[UUID, list[str]] = {}
    for object, name, value in context.rows(sql.TEXTS, subject="post", ids=wanted):
        if name in declared:
            found.setdefault(object, []).append(value)
    return {object: "\n".join(texts) for object, texts in found.items()}


def may_read_subject(context: Context, subject: FieldSubject) -> bool:
    """Whether the actor may read such objects at all."""
    return context.can(PERMISSIONS[subject])


def _hidden_references(
    context: Context, declared: dict[str, Field], stored: dict[tuple[UUID, str], FieldValue]
) -> set[tuple[UUID, str]]:
    """The references to objects that the reader may not see, or that are not there any more."""
    by_record: dict[str, dict[tuple[UUID, str], UUID]] = {}
    for key, value in stored.items():
        field = declared[key[1]]
        if isinstance(field, ReferenceField):
            by_record.setdefault(field.record, {})[key] = UUID(str(value))
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


def count_field_values(context: Context) -> list[tuple[FieldSubject, str, FieldKind, int]]:
    """How many values each field has, whatever their objects: what has them, its name, its kind, and the count."""
    return context.rows(sql.COUNTS)
