"""What happens to recurring threads."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_topical.recurring.records import RecurringThreadId


@frozen
class RecurringThreadCreated(Fact):
    """A thread opens by itself again and again from now on.

    Attributes:
        recurring: The recurring thread.
    """

    name = "topical.recurring_thread_created"
    visible_to = "topical.manage_recurring_threads"
    recurring: RecurringThreadId


@frozen
class RecurringThreadOpened(Fact):
    """A recurring thread opened; `posts.created` tells of the thread, too.

    Attributes:
        recurring: The recurring thread.
        thread: The thread.
    """

    name = "topical.recurring_thread_opened"
    visible_to = "topical.manage_recurring_threads"
    recurring: RecurringThreadId
    thread: PostId


@frozen
class RecurringThreadEnded(Fact):
    """A recurring thread opens no more: somebody ended it, or its space or its kind is there no more.

    Attributes:
        recurring: The recurring thread.
    """

    name = "topical.recurring_thread_ended"
    visible_to = "topical.manage_recurring_threads"
    recurring: RecurringThreadId
