"""What other features say of the objects on a page: what they are called, marked with, and show first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from commkit.runtime.model.descriptions import Description
from commkit.runtime.sessions.context import Context

T = TypeVar("T")

ObjectKey = tuple[str, UUID]
"""The class name of an object and its id."""


def ask_by_record(
    context: Context,
    registered: Mapping[type, Callable[[Any, Sequence[UUID]], Mapping[UUID, T]]],
    objects: Iterable[ObjectKey],
) -> Mapping[ObjectKey, T]:
    """What functions say of objects of any class, each asked once, about all objects of its record.

    Args:
        context: The context.
        registered: The function of each record: `(context, ids) -> what it says by id`.
        objects: Class names and ids; those whose record has no function are left out.
    """
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for name, id in objects:
        wanted[name].add(id)
    return {
        (record.__name__, id): said
        for record, function in registered.items()
        if record.__name__ in wanted
        for id, said in function(context, sorted(wanted[record.__name__])).items()
    }


def descriptions_of(context: Context, objects: Iterable[ObjectKey]) -> Mapping[ObjectKey, Description]:
    """The descriptions of those of some objects that the reader may see and whose features describe them.

    Args:
        context: The context.
        objects: Class names and ids.
    """
    return ask_by_record(context, context.dispatch.describers, objects)


def values_of(context: Context, record: type, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """The values that a feature reads beside some objects that the reader sees, by name: one statement.

    Args:
        context: The context.
        record: The class of the objects.
        ids: Their ids.
    """
    read = context.dispatch.value_readers.get(record)
    return read(context, ids) if read is not None and ids else {}


def marks_of(context: Context, record: type, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What features mark some objects with that the reader sees: one statement for each feature that marks them.

    Args:
        context: The context.
        record: The class of the objects.
        ids: Their ids.
    """
    found: dict[UUID, set[str]] = defaultdict(set)
    for plugin, marking in context.dispatch.markings.get(record, ()) if ids else ():
        for id, words in marking(context, ids).items():
            found[id].update(f"{plugin}.{word}" for word in words)
    return {id: frozenset(words) for id, words in found.items()}


def leading_of(context: Context, record: type, id: UUID) -> list[UUID]:
    """What features put first on the page of an object, in their order; the reader may not see all of it.

    Args:
        context: The context.
        record: The class of the object.
        id: Its id.
    """
    return [found for lead in context.dispatch.leadings.get(record, ()) for found in lead(context, id)]
