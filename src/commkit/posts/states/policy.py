"""Which state may follow which."""

from datetime import datetime

from attrs import evolve

from commkit.posts.records import Post
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import CommunityType


def state_after(type: CommunityType, post: Post, state: str, now: datetime, *, free: bool = False) -> Post:
    """The post in another state.

    Args:
        type: The community's type.
        post: The post as it is.
        state: The new state.
        now: The present time; a closed state keeps the time at which the post was first closed.
        free: Whether any state of the kind is allowed, whatever the transitions from the present one are.

    Raises:
        Conflict: The kind has no transition from the present state to the new one.
    """
    kind = type.kind(post.kind)
    allowed = kind.states.get(post.state, ()) if kind else ()
    if kind is None or state not in kind.states or not (free or state in allowed):
        choices = ", ".join(allowed) or "none"
        raise Conflict(
            "posts.invalid_transition", f"states after {post.state!r}: {choices}", state=post.state
        )
    closed_at = (post.closed_at or now) if state in kind.closed else None
    return evolve(post, state=state, closed_at=closed_at)
