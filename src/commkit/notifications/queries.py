"""What a member may see of the objects of notifications: the loader of each decides, at the moment of asking."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commkit.posts import Post, PostId, visible_post_ids
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
    """Those of the objects, each a class name and an id, that are visible to the context's actor.

    Posts, which most notifications are about, take one statement; other objects take one each.
    """
    wanted = set(objects)
    posts = {pair for pair in wanted if pair[0] == Post.__name__ and context.has_loader(Post)}
    visible: set[tuple[str, UUID]] = {
        (Post.__name__, id) for id in visible_post_ids(context, [PostId(id) for _, id in posts])
    }
    return visible | {pair for pair in wanted - posts if visible_object(context, *pair) is not None}


def record_class(context: Context, name: str) -> type[Any] | None:
    """The record class of this name with a loader in this community; None without one."""
    return next((record for record in context.dispatch.loaders if record.__name__ == name), None)
