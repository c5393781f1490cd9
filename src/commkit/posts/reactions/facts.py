"""Facts about reactions."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ReactionAdded(Fact):
    """A member reacted to a post."""

    name = "posts.reaction_added"
    visible_to = "posts.read"
    post: PostId
    author: MemberId | None
    reaction: str


@frozen
class ReactionRemoved(Fact):
    """A member removed their reaction from a post."""

    name = "posts.reaction_removed"
    visible_to = "posts.read"
    post: PostId
    author: MemberId | None
    reaction: str
