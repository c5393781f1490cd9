"""The facts of placing."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact
from commkit.spaces import SpaceId


@frozen
class ThreadMoved(Fact):
    """A thread was moved to another space, with all that belongs to it.

    Attributes:
        thread: The id of the post that opened it.
        before: The space that it stood in; None for none.
        space: The space that it stands in; None for none.
        shown: Whether all who saw where it stood saw it there: it was not removed, nor for an audience of its own.
    """

    name = "posts.thread_moved"
    visible_to = "posts.read"
    moved_from = "before"
    thread: PostId
    before: SpaceId | None
    space: SpaceId | None
    shown: bool = True

    def was_shown_there(self) -> bool:
        """Whether it was."""
        return self.shown
