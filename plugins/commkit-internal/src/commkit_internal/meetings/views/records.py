"""Minutes with their text, decisions and tasks."""

from attrs import frozen

from commkit.posts import Post
from commkit_internal.meetings.decisions.records import MeetingDecision
from commkit_internal.meetings.records import Minutes
from commkit_internal.meetings.tasks.records import MeetingTask


@frozen
class MinutesView:
    """Minutes with their text, decisions and tasks.

    Attributes:
        minutes: The minutes.
        post: Their post.
        decisions: The decisions in them, in the order in which they were recorded; up to 200.
        tasks: The tasks in them, in the order in which they were assigned; up to 200.
    """

    minutes: Minutes
    post: Post
    decisions: tuple[MeetingDecision, ...]
    tasks: tuple[MeetingTask, ...]
