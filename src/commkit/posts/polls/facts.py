"""Facts about polls."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PollCreated(Fact):
    """A poll was added to a post."""

    name = "posts.poll_created"
    visible_to = "posts.read"
    post: PostId


@frozen
class PollVoteCast(Fact):
    """Somebody voted or changed their vote; the fact names neither them nor the choices."""

    name = "posts.poll_vote_cast"
    visible_to = "posts.read"
    post: PostId


@frozen
class PollVoteRetracted(Fact):
    """Somebody retracted their vote."""

    name = "posts.poll_vote_retracted"
    visible_to = "posts.read"
    post: PostId


@frozen
class PollClosed(Fact):
    """A poll was closed, by a command or at its time.

    Attributes:
        post: The post of the poll.
        ballot_count: Members who voted.
    """

    name = "posts.poll_closed"
    visible_to = "posts.read"
    post: PostId
    ballot_count: int
