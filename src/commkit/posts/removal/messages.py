"""Commands that remove and restore posts."""

from attrs import frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command, TextCommand


@frozen
class RemovePost(TextCommand[Post]):
    """Remove a post; replies to it stay. A thread whose opening post is removed is not visible any more.

    Raises:
        Conflict: It is removed already.
    """

    permission = "posts.remove"
    when_ended = True
    shown = ("reason",)
    personal = ("reason",)

    post: PostId
    reason: Reason = ""


@frozen
class RestorePost(Command[Post]):
    """Restore a removed post. One of a kind that the community's type lacks stays out of sight until it has it.

    Raises:
        Conflict: It is not removed, or it opened a thread that has expired.
    """

    permission = "posts.restore"

    post: PostId
