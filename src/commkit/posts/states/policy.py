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
        state: Where it goes.
        now: When; a closed state keeps the time at which the post was first closed.
        free: Whether it may go there whatever the ways from here are.

    Raises:
        Conflict: There is no way from here to there.
    """
    kind = type.kind(post.kind)
    ways = kind.states.get(post.state, ()) if kind else ()
    if kind is None or state not in kind.states or not (free or state in ways):
        told = ", ".join(ways) or "nowhere"
        raise Conflict(
            "posts.invalid_transition", f"from {post.state!r} it can go to: {told}", state=post.state
        )
    closed_at = (post.closed_at or now) if state in kind.closed else None
    return evolve(post, state=state, closed_at=closed_at)
