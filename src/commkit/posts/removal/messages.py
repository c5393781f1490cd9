"""Commands that remove and restore posts."""

from attrs import frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command


@frozen
class RemovePost(Command[Post]):
    """Take a post down; replies to it stay. A thread whose opening post is down is not seen any more.

    Raises:
        Conflict: It is down already.
    """

    permission = "posts.remove"
    personal = ("reason",)

    post: PostId
    reason: Reason = ""


@frozen
class RestorePost(Command[Post]):
    """Put a post up again.

    Raises:
        Conflict: It is not down.
    """

    permission = "posts.restore"

    post: PostId
