"""What a member may see of the objects of notifications, at the moment of asking.

Statements ask the rules of records whose visibility is composed; of other records the loader of each object decides.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context


def visible_object(context: Context, record: str, id: UUID) -> Any | None:
    """Load an object as the context's actor; None if it does not exist or is not visible to them.

    Args:
        context: The context of the member.
        record: The class name of the object.
        id: Its id.
    """
    kind = record_class(context, record)
    if kind is None:
        return None
    try:
        return context.get(kind, id)
    except NotFound:
        return None


def visible_objects(context: Context, objects: Iterable[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """Those of the objects, each a class name and an id, that are visible to the context's actor."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for name, id in objects:
        ids[name].add(id)
    classes = {name: record_class(context, name) for name in ids}
    return {
        (name, id)
        for name, kind in classes.items()
        if kind is not None
        for id in context.visible_ids(kind, ids[name])
    }


def visible_by_loader(context: Context, objects: Iterable[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """Those that are visible of some objects that a statement showed: it did not ask the loaders of some classes."""
    found = set(objects)
    asked = {known for known in found if not context.visibility.composes(known[0])}
    return (found - asked) | visible_objects(context, asked)


def record_class(context: Context, name: str) -> type[Any] | None:
    """The record class of this name with a loader in this community; None without one."""
    return next((record for record in context.dispatch.loaders if record.__name__ == name), None)
