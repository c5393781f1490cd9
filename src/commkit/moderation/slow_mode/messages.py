"""The command that sets slow mode."""

from datetime import timedelta

from attrs import frozen

from commkit.posts import PostId
from commkit.runtime.model.messages import Command


@frozen
class SetSlowMode(Command[None]):
    """Set the pause between two replies of one member in a thread; who moderates its space may do it, too.

    Stewards, and who moderates the space, are exempt from it.

    Attributes:
        thread: A post of the thread.
        pause: 0 seconds to 7 days; 0 ends slow mode.

    Raises:
        NotFound: There is no such thread for this actor.
        Denied: The actor moderates other spaces than its own.
        Conflict: The community does not allow slow mode for single threads.
        Invalid: The pause is out of range.
    """

    permission = "moderation.set_slow_mode"
    thread: PostId
    pause: timedelta
