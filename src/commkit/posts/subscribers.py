"""Trust follows contributions: after a post or a reaction, the worker reviews its author's trust level."""

from typing import Any

from commkit.members import RecalculateTrust
from commkit.posts.facts import PostCreated
from commkit.posts.feature import posts
from commkit.posts.reactions.facts import ReactionAdded, ReactionRemoved
from commkit.posts.removal.facts import PostRemoved, PostRestored


@posts.subscribes_to(PostCreated, PostRemoved, PostRestored, ReactionAdded, ReactionRemoved)
def review_trust(delivery: Any, fact: Any) -> None:
    """Recalculate the author's trust level."""
    author = fact.actor if isinstance(fact, PostCreated) else fact.author
    if author is not None:
        with delivery.context() as context:
            if context.community.archived_at is None:
                context.do(RecalculateTrust(author))
