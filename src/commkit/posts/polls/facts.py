"""Facts about polls."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PollCreated(Fact):
    """A poll was hung on a post."""

    name = "posts.poll_created"
    post: PostId


@frozen
class PollVoteCast(Fact):
    """Somebody voted, or voted otherwise; it tells who, and never for what."""

    name = "posts.poll_vote_cast"
    post: PostId


@frozen
class PollVoteRetracted(Fact):
    """Somebody took their vote back."""

    name = "posts.poll_vote_retracted"
    post: PostId


@frozen
class PollClosed(Fact):
    """A poll was closed, or its time came.

    Attributes:
        post: The post of the poll.
        ballot_count: Members who voted.
    """

    name = "posts.poll_closed"
    post: PostId
    ballot_count: int
