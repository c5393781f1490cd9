"""The command that moves a thread to another space."""

from attrs import field, frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import TextCommand
from commkit.spaces import SpaceId


@frozen
class MoveThread(TextCommand[Post]):
    """Move a thread to a space, or out of all spaces.

    From then on its audience is that of the space. Where the space has none, a thread for a group alone stays that.
    Repeated, it changes nothing.

    A moderator of both spaces may, and whoever may move posts everywhere.

    Attributes:
        thread: The id of the post that opened it.
        space: The space; None for none.
        reason: Why it is moved.

    Raises:
        NotFound: There is no such thread or space for this actor.
        Denied: The actor moderates only one of the two, or is not in the audience of the space.
        Invalid: The post does not open a thread.
        Conflict: The space is archived or takes other kinds, or the thread stands behind a wall.
    """

    permission = "posts.move"
    shown = ("reason",)
    personal = ("reason",)

    thread: PostId
    space: SpaceId | None
    reason: Reason = field(default="", kw_only=True)
