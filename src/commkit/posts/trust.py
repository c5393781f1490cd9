"""Trust follows deeds: whenever a post or a reaction changes what its author earned, the worker looks again."""

from typing import Any

from commkit.members.messages import ReviewTrust
from commkit.posts.feature import posts
from commkit.posts.messages import PostPublished, PostRemoved, PostRestored, ReactionGiven, ReactionTaken


@posts.subscribes_to(PostPublished, PostRemoved, PostRestored, ReactionGiven, ReactionTaken)
def review_trust(delivery: Any, fact: Any) -> None:
    """Review the author's trust level."""
    author = fact.actor if isinstance(fact, PostPublished) else fact.author
    if author is not None:
        with delivery.session() as session:
            if session.community.archived_at is None:
                session.do(ReviewTrust(author))
