"""How values are given: checked before the object is written, and kept in its transaction."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.fields import statements as sql
from commkit.fields.facts import MemberFieldsUpdated
from commkit.fields.feature import fields
from commkit.fields.messages import UpdateMemberFields
from commkit.fields.policy import check_values, impersonal_fields
from commkit.fields.queries import visible_references
from commkit.fields.sort_keys.policy import sort_key
from commkit.members import Membership
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import Field, FieldSubject, FieldValue, ReferenceField
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@frozen
class CheckedFields:
    """Values that were checked; `save_fields` keeps them.

    Attributes:
        subject: What they are of.
        values: Values by the declaration of the field; None takes one away.
    """

    subject: FieldSubject
    values: tuple[tuple[Field, FieldValue | None], ...] = ()


def check_fields(
    context: Context,
    subject: FieldSubject,
    given: Mapping[str, FieldValue | None] | None,
    *,
    kind: str = "",
    new: bool = False,
) -> CheckedFields:
    """Check the values that a command gives; call it before anything is written.

    Args:
        context: The context of the command.
        subject: What the object is.
        given: Values by the name of the field; None for no change. In an edit, a value of None takes one away, also one
            that the object was given as one of another kind.
        kind: Of a post, its kind.
        new: Whether the object is made; then every required field must be there.

    Raises:
        Invalid: A value does not fit, a field is unknown, or a required one is missing; each is named `fields.version`.
    """
    declared = context.community_type.declared_fields(subject, kind)
    if not given and not (new and declared):
        return CheckedFields(subject)
    # A moved post still shows what it was given as one of another kind.
    others = {} if new else context.community_type.all_fields(subject)
    cleaned = check_values(declared, given or {}, new=new, others=others)
    known = others | {field.name: field for field in declared}
    chosen = tuple((field, cleaned[field.name]) for field in known.values() if field.name in cleaned)
    _check_references(context, chosen)
    return CheckedFields(subject, chosen)


def save_fields(context: Context, checked: CheckedFields, object: UUID, *, owner: MemberId | None) -> None:
    """Keep values that were checked, in the transaction of the object.

    Args:
        context: The context of the command.
        checked: What `check_fields` gave.
        object: The id of the object.
        owner: Whose values they are: the author's, the host's, the member's. Kept whatever is declared now, since a
            field may become personal later.
    """
    save_many_fields(context, [(checked, object, owner)])


def save_many_fields(context: Context, saved: Iterable[tuple[CheckedFields, UUID, MemberId | None]]) -> None:
    """Keep values of many objects in two statements at most; the arguments are those of `save_fields`.

    Args:
        context: The context of the command.
        saved: What `check_fields` gave, the id of the object, and whose values they are.
    """
    rows: list[dict[str, Any]] = []
    removed: list[dict[str, Any]] = []
    for checked, object, owner in saved:
        for field, value in checked.values:
            key = {"subject": checked.subject, "object": object, "field": field.name}
            if value is None:
                removed.append(key)
                continue
            stored = {"value": str(value), "sort_key": sort_key(field.kind, value), "owner": owner}
            rows.append({**key, "kind": field.kind, **stored})
    context.run_many(sql.SAVE, rows)
    context.run_many(sql.REMOVE, removed)


def merge_fields(context: Context, subject: FieldSubject, merged: UUID, into: UUID) -> None:
    """Give an object the values that it lacks of one that is merged into it; that one keeps none.

    Args:
        context: The context of the command.
        subject: What both are.
        merged: The id of the one that is merged.
        into: The id of the one that stays.
    """
    # Also where the type declares none now: it may have, and may again.
    context.run(sql.MOVE, subject=subject, object=merged, into=into)
    context.run(sql.REMOVE_ALL, subject=subject, object=merged)


def forget_fields(context: Context, subject: FieldSubject, objects: Iterable[UUID]) -> None:
    """Delete the values of objects that are kept no longer.

    Args:
        context: The context of the command.
        subject: What they are.
        objects: Their ids.
    """
    context.run_many(sql.REMOVE_ALL, [{"subject": subject, "object": object} for object in objects])


def disown_fields(context: Context, owner: MemberId) -> None:
    """Leave the values of somebody who is erased that are nobody's personal data; what still is theirs is deleted then.

    Only what the type of the session's community declares as `personal=False` now is left: a value whose field is not
    declared any more, or as another kind of field, is theirs. What is held stays as it is.

    Args:
        context: The context of the community.
        owner: Whose values.
    """
    impersonal = impersonal_fields(context.community_type)
    rows = [
        {"whose": owner, "of_subject": subject, "name": name, "of_kind": kind}
        for subject, name, kind in impersonal
    ]
    context.run_many(sql.disown(context.registry.holds), rows)


@fields.handles(UpdateMemberFields)
def update_member_fields(context: Context, command: UpdateMemberFields) -> Membership:
    """Keep the values of the member."""
    member = context.get(Membership, command.member, need="fields.update_member")
    checked = check_fields(context, "member", command.fields)
    save_fields(context, checked, member.id, owner=member.id)
    context.emit(MemberFieldsUpdated(member=member.id))
    return member


def _check_references(context: Context, chosen: tuple[tuple[Field, FieldValue | None], ...]) -> None:
    """What is referred to must be there for whoever refers to it; asked once for each record."""
    given = [
        (field, UUID(str(value)))
        for field, value in chosen
        if isinstance(field, ReferenceField) and value is not None
    ]
    by_record: dict[str, set[UUID]] = {}
    for field, id in given:
        by_record.setdefault(field.record, set()).add(id)
    seen = {record: visible_references(context, record, ids) for record, ids in by_record.items()}
    errors = [
        FieldError(f"fields.{field.name}", "not_found", f"there is no such {field.record} here")
        for field, id in given
        if id not in seen[field.record]
    ]
    if errors:
        raise Invalid(errors)
