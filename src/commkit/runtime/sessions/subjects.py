"""What objects of any class are called: one statement for each class that a page shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from commkit.runtime.model.subjects import Subject
from commkit.runtime.sessions.context import Context

ObjectKey = tuple[str, UUID]
"""The class name of an object and its id."""


def subjects_of(context: Context, objects: Iterable[ObjectKey]) -> Mapping[ObjectKey, Subject]:
    """The subjects of those of some objects that the reader may see and whose features describe them.

    Args:
        context: The context.
        objects: Class names and ids.
    """
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for name, id in objects:
        wanted[name].add(id)
    return {
        (record.__name__, id): subject
        for record, describe in context.dispatch.descriptions.items()
        if record.__name__ in wanted
        for id, subject in describe(context, sorted(wanted[record.__name__])).items()
    }
