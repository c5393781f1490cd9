"""The objects that a fact names: ids in its fields, each of a class of records."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, get_args, get_type_hints
from uuid import UUID

import attrs
from attrs import frozen

from commkit.runtime.model.ids import is_id_type
from commkit.runtime.model.messages import Fact

_STAMPED = frozenset(field.name for field in attrs.fields(Fact))


@lru_cache(maxsize=1_024)
def object_fields(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a fact that hold ids of objects, with the class name of the record that each is named after.

    `post: PostId` names a `Post`, `posts: tuple[PostId, ...]` several of them.

    Args:
        kind: The class of the fact.
    """
    hints = get_type_hints(kind)
    return tuple(
        (field.name, name)
        for field in attrs.fields(kind)
        if field.name not in _STAMPED
        for name in _record_names(hints[field.name])
    )


@frozen
class NamedObjects:
    """A field of a fact that names objects.

    Attributes:
        field: The field.
        record: The class name of the objects.
        ids: Their ids.
    """

    field: str
    record: str
    ids: tuple[UUID, ...]


def named_objects(fact: Fact) -> list[NamedObjects]:
    """The fields of a fact that name objects."""
    kind: Any = type(fact)  # a class can be hashed, which mypy cannot make out of attrs classes
    found = [NamedObjects(field, record, _ids(fact, field)) for field, record in object_fields(kind)]
    record, object = getattr(fact, "record", None), getattr(fact, "object", None)
    if isinstance(record, str) and isinstance(object, UUID):
        found.append(NamedObjects("object", record, (object,)))
    return found


def _record_names(hint: Any) -> Iterator[str]:
    if is_id_type(hint):
        yield str(hint.__name__).removesuffix("Id")
    for argument in get_args(hint):
        yield from _record_names(argument)


def _ids(fact: Fact, field: str) -> tuple[UUID, ...]:
    value = getattr(fact, field)
    values = value if isinstance(value, Iterable) else (value,)
    return tuple(id for id in values if isinstance(id, UUID))
