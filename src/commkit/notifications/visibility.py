"""Whether somebody may see what a notification is about: the door of the object decides, at the moment of asking."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commkit.posts import Post, PostId, visible_post_ids
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context


def visible_object(context: Context, record: str, id: UUID) -> Any | None:
    """The object that the session's actor would get through its door; None where there is none for them.

    Args:
        context: Of the member it is about.
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


def visible_objects(context: Context, about: Iterable[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """Those among the objects of a page that the session's actor would get through their doors.

    Posts, which most notifications are about, are asked about in one statement; all others one by one.
    """
    wanted = set(about)
    posts = {pair for pair in wanted if pair[0] == Post.__name__ and context.has_loader(Post)}
    visible: set[tuple[str, UUID]] = {
        (Post.__name__, id) for id in visible_post_ids(context, [PostId(id) for _, id in posts])
    }
    return visible | {pair for pair in wanted - posts if visible_object(context, *pair) is not None}


def record_class(context: Context, name: str) -> type[Any] | None:
    """The record of this name that has a door here; None where a plugin took it away."""
    return next((record for record in context.dispatch.loaders if record.__name__ == name), None)
