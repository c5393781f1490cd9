"""The kind of post that an external post becomes in a community type, or the reason why it cannot be imported."""

from typing import Any

from commkit.importers.records import ExternalPost, TargetPost
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import CommunityType, PostKind


def opening_kind(type: CommunityType) -> PostKind:
    """The type's first kind that opens threads and awaits something; else the first that opens threads.

    Raises:
        Conflict: There is none.
    """
    opening = [kind for kind in type.post_kinds if kind.opens]
    kind = next((opener for opener in opening if opener.awaits), None) or next(iter(opening), None)
    if kind is None:
        raise Conflict(
            "importers.no_opening_kind",
            f"no post of a {type.name!r} community opens a thread; import into another type",
        )
    return kind


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


def reply_columns(target: TargetPost, kind: PostKind) -> dict[str, Any]:
    """The columns of a reply."""
    return {
        "thread": target.thread,
        "parent": target.id,
        "kind": kind.name,
        "state": kind.first_state,
        "title": "",
        "tags": (),
        "activity_at": None,
        "closed_at": None,
        "answer_count": None,
    }


def reply_kind(type: CommunityType, target: TargetPost | str, *, answers: bool) -> PostKind | str:
    """The kind of a reply, or the reason why it cannot be imported.

    Args:
        type: The community's type.
        target: The post that is replied to, or the reason why it was not found.
        answers: Whether the reply answers an opening post; else it is a comment on any post.
    """
    if isinstance(target, str):
        return target
    if answers and target.parent is not None:
        return "question missing"  # the post exists, but it is a reply
    above = type.kind(target.kind)
    if answers:
        name = above and (above.awaits or next(iter(above.replies), None))
    else:
        name = above and next((name for name in above.replies if name != above.awaits), None)
    return (type.kind(name) if name else None) or f"{'answers' if answers else 'comments'} not supported"


def message_kind(type: CommunityType, target: TargetPost, author: MemberId | None) -> PostKind | None:
    """The kind of a message that replies to a post in a conversation; None where nothing may reply to it.

    Args:
        type: The community's type.
        target: The post that is replied to.
        author: Who wrote the message; None where they have no membership.
    """
    above = type.kind(target.kind)
    if above is None or not above.replies:
        return None
    other = next((name for name in above.replies if name != above.awaits), None)
    answers = target.parent is None and (author is None or author != target.author)
    return type.kind((above.awaits if answers else other) or above.awaits or above.replies[0])
