"""Which kind of post may open a thread or reply to which, and where a reply is in the tree."""

from commkit.posts.messages import CreateThread
from commkit.posts.records import Post
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.types import CommunityType, PostKind

_LEVEL = 4
"""Bytes of a path for each level: numbers up to 4,294,967,295, in order as bytes."""


def opening_kind(type: CommunityType, command: CreateThread) -> PostKind:
    """The kind of an opening post.

    Raises:
        Invalid: The type has no such kind, it opens no thread, or it wants a title.
    """
    kind = type.kind(command.kind)
    if kind is None or not kind.opens:
        choices = ", ".join(kind.name for kind in type.post_kinds if kind.opens)
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {choices}")
    if kind.titled and not command.title.strip():
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")
    return kind


def reply_kind(type: CommunityType, parent: Post, name: str | None) -> PostKind:
    """The kind of a reply.

    Raises:
        Invalid: That kind may not stand below this post, or nothing may.
    """
    above = type.kind(parent.kind)
    allowed = above.replies if above else ()
    kind = type.kind(name or (allowed[0] if allowed else ""))
    if kind is None or kind.name not in allowed:
        told = ", ".join(allowed) or "nothing"
        raise Invalid.field("kind", "unknown_kind", f"below a {parent.kind} may stand: {told}")
    return kind


def fitting_kind(type: CommunityType, parent: str, name: str) -> PostKind | None:
    """The kind that a reply has below a post of another kind: its own where that may stand there.

    Else it is the one that it names for that (`as_reply`), else the first one that may stand there. None where
    nothing may.
    """
    above, own = type.kind(parent), type.kind(name)
    allowed = above.replies if above else ()
    wishes = (name, own.as_reply if own else None, *allowed[:1])
    return next((type.kind(wish) for wish in wishes if wish is not None and wish in allowed), None)


def path_below(parent: bytes, number: int, max_depth: int) -> bytes:
    """The path of a reply; one to a post on the lowest level stands beside that post."""
    return parent[: _LEVEL * (max_depth - 1)] + number.to_bytes(_LEVEL, "big")
