"""The command that sets slow mode."""

from datetime import timedelta

from attrs import frozen

from commkit.posts import PostId
from commkit.runtime.model.messages import Command


@frozen
class SetSlowMode(Command[None]):
    """Set the pause between two replies of one member in a thread. Stewards are exempt.

    Attributes:
        thread: A post of the thread.
        pause: 0 seconds to 7 days; 0 ends slow mode.

    Raises:
        NotFound: There is no such thread for this actor.
        Conflict: The community does not allow slow mode for single threads.
        Invalid: The pause is out of range.
    """

    permission = "moderation.set_slow_mode"
    thread: PostId
    pause: timedelta
