"""Which kind of the community's type a post of another system becomes, and what stands in its way."""

from typing import Any

from commkit.importers.records import ExternalPost
from commkit.importers.statements import TargetPost
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import CommunityType, PostKind


def opening_kind(type: CommunityType) -> PostKind:
    """The type's first kind that opens threads and awaits something; else the first that opens threads.

    Raises:
        Conflict: There is none.
    """
    opening = [kind for kind in type.post_kinds if kind.opens]
    found = next((kind for kind in opening if kind.awaits), None) or next(iter(opening), None)
    if found is None:
        raise Conflict(
            "importers.no_place",
            f"no post of a {type.name!r} community opens a thread; import into another type",
        )
    return found


def opening_columns(post: ExternalPost, kind: PostKind) -> dict[str, Any]:
    """The columns of a post that opens a thread."""
    closed = next((state for state in kind.states if state in kind.closed and state != kind.solved), None)
    is_closed = post.closed_at is not None and closed is not None
    return {
        "parent": None,
        "number": 0,
        "path": b"",
        "kind": kind.name,
        "state": closed if is_closed else kind.first_state,
        "title": post.title,
        "activity_at": max(post.created_at, post.active_at or post.created_at),
        "closed_at": post.closed_at if is_closed else None,
        "answer_count": 0 if kind.awaits else None,
    }


def reply_columns(place: TargetPost, kind: PostKind) -> dict[str, Any]:
    """The columns of a post below another."""
    return {
        "thread": place.thread,
        "parent": place.id,
        "kind": kind.name,
        "state": kind.first_state,
        "title": "",
        "tags": (),
        "activity_at": None,
        "closed_at": None,
        "answer_count": None,
    }


def reply_kind(type: CommunityType, place: TargetPost | str, *, answers: bool) -> PostKind | str:
    """The kind of a reply, or why it has no place.

    Args:
        type: The community's type.
        place: The post that is replied to, or why it is not there.
        answers: Whether the reply answers an opening post; else it is a remark, on whatever post.
    """
    if isinstance(place, str):
        return place
    if answers and place.parent is not None:
        return "question absent"  # what it names is here, but is no question
    above = type.kind(place.kind)
    if answers:
        name = above and (above.awaits or next(iter(above.replies), None))
    else:
        name = above and next((name for name in above.replies if name != above.awaits), None)
    return (type.kind(name) if name else None) or f"no place for {'answers' if answers else 'comments'}"
