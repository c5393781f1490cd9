"""Facts about slow mode."""

from attrs import frozen

from commkit.posts import PostId
from commkit.runtime.model.messages import Fact


@frozen
class SlowModeChanged(Fact):
    """The pause between two replies of one member in a thread was changed.

    Attributes:
        thread: The thread.
        seconds: The pause; 0 for none.
    """

    name = "moderation.slow_mode_changed"
    visible_to = "posts.read"
    thread: PostId
    seconds: int
