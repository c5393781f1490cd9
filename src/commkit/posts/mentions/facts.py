"""Facts about mentions."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MembersMentioned(Fact):
    """A post mentions members whom it did not mention before.

    Attributes:
        post: The post.
        thread: Its thread.
        members: The members, in the order in which they are mentioned.
    """

    name = "posts.members_mentioned"
    visible_to = "posts.read"
    post: PostId
    thread: PostId
    members: tuple[MemberId, ...]
