"""Facts about follow-ups."""

from attrs import frozen

from commkit.events.records import OccurrenceId
from commkit.posts import PostId
from commkit.runtime.model.messages import Fact


@frozen
class FollowUpOpened(Fact):
    """The thread that follows an occurrence was opened.

    Attributes:
        occurrence: The occurrence.
        thread: The first post of the thread.
    """

    name = "events.follow_up_opened"
    visible_to = "events.read"
    occurrence: OccurrenceId
    thread: PostId
