"""Commands and queries of reactions."""

from attrs import frozen

from commkit.posts.messages import Word
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command, Query


@frozen
class AddReaction(Command[Post]):
    """Give a post a reaction; to give it twice changes nothing.

    Raises:
        Invalid: The type has no such reaction.
        Denied: It would raise the score of one's own post.
        Conflict: The post was taken down.
    """

    permission = "posts.add_reaction"
    personal = ()

    post: PostId
    reaction: Word


@frozen
class RemoveReaction(Command[Post]):
    """Take a reaction back; to take back what was not given changes nothing.

    Raises:
        Conflict: The post was taken down.
    """

    permission = "posts.add_reaction"
    personal = ()

    post: PostId
    reaction: Word


@frozen
class CountReactions(Query[tuple[ReactionCount, ...]]):
    """How often each reaction was given to a post."""

    permission = "posts.read"

    post: PostId
