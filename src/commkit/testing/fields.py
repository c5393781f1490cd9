"""The fields of messages, facts and records, and the ids in them."""

from collections.abc import Iterator
from typing import Any, cast, get_args, get_type_hints
from uuid import UUID

import attrs

from commkit.runtime.model.ids import is_id_type


def attributes_of(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """The fields of a class of messages, facts or records; all of them are attrs classes."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", cls))
    return fields


def id_type_in(hint: Any) -> str | None:
    """The name of the id type in an annotation, such as `PostId` in `PostId | None`; None where it holds no id."""
    if is_id_type(hint):
        return str(hint.__name__)
    return next((name for inner in get_args(hint) if (name := id_type_in(inner)) is not None), None)


def id_fields(cls: type[Any]) -> dict[str, str]:
    """The fields of a message that hold ids, and the names of their types."""
    hints = get_type_hints(cls, include_extras=True)
    return {
        attribute.name: name
        for attribute in attributes_of(cls)
        if (name := id_type_in(hints[attribute.name])) is not None
    }


def ids_in(value: Any) -> Iterator[tuple[str, UUID]]:
    """Every id in a record, or in a page of records, with the name of its type.

    An `id` that is of no type of its own has the name of its record: that of a `Handoff` is a `handoff`.
    """
    if isinstance(value, tuple | list):
        for item in value:
            yield from ids_in(item)
    elif attrs.has(type(value)):
        hints = get_type_hints(type(value))
        for attribute in attributes_of(type(value)):
            inner = getattr(value, attribute.name)
            name = id_type_in(hints[attribute.name])
            if name is None and attribute.name == "id":
                name = type(value).__name__.lower()
            if name is None or not isinstance(inner, UUID):
                yield from ids_in(inner)
            else:
                yield name, inner
