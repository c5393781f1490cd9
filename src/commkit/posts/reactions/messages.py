"""Commands and queries of reactions."""

from attrs import frozen

from commkit.posts.messages import Word
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command, Query


@frozen
class AddReaction(Command[Post]):
    """React to a post; the same reaction again changes nothing.

    Raises:
        Invalid: The type has no such reaction.
        Denied: It would change the score of the actor's own post.
        Conflict: The post was removed.
    """

    permission = "posts.add_reaction"
    personal = ()

    post: PostId
    reaction: Word


@frozen
class RemoveReaction(Command[Post]):
    """Remove the actor's reaction from a post; without one, nothing changes.

    Raises:
        Conflict: The post was removed.
    """

    permission = "posts.add_reaction"
    when_ended = True
    personal = ()

    post: PostId
    reaction: Word


@frozen
class CountReactions(Query[tuple[ReactionCount, ...]]):
    """Count the reactions to a post, by name."""

    permission = "posts.read"

    post: PostId
