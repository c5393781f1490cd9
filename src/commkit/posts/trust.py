"""Trust follows deeds: whenever a post or a reaction changes what its author earned, the worker looks again."""

from typing import Any

from commkit.members.messages import RecalculateTrust
from commkit.posts.feature import posts
from commkit.posts.messages import PostCreated, PostRemoved, PostRestored, ReactionAdded, ReactionRemoved


@posts.subscribes_to(PostCreated, PostRemoved, PostRestored, ReactionAdded, ReactionRemoved)
def review_trust(delivery: Any, fact: Any) -> None:
    """Review the author's trust level."""
    author = fact.actor if isinstance(fact, PostCreated) else fact.author
    if author is not None:
        with delivery.context() as context:
            if context.community.archived_at is None:
                context.do(RecalculateTrust(author))
