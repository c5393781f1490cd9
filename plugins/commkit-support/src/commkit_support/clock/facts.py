"""What happens to first-reply clocks."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class FirstReplyReceived(Fact):
    """Somebody other than the asker replied for the first time, which stops the clock."""

    name = "support.first_reply_received"
    visible_to = "support.read_queue"
    question: PostId
    reply: PostId
    late: bool


@frozen
class FirstReplyDueSoon(Fact):
    """A first reply is due soon."""

    name = "support.first_reply_due_soon"
    visible_to = "support.read_queue"
    question: PostId
    due_at: datetime


@frozen
class FirstReplyOverdue(Fact):
    """A first reply is overdue."""

    name = "support.first_reply_overdue"
    visible_to = "support.read_queue"
    question: PostId
    due_at: datetime


@frozen
class ResolutionDueSoon(Fact):
    """A solution is due soon."""

    name = "support.resolution_due_soon"
    visible_to = "support.read_queue"
    question: PostId
    due_at: datetime


@frozen
class ResolutionOverdue(Fact):
    """A solution is overdue."""

    name = "support.resolution_overdue"
    visible_to = "support.read_queue"
    question: PostId
    due_at: datetime


@frozen
class PriorityChanged(Fact):
    """A question got another priority, and with it other promises.

    Attributes:
        question: The question.
        before: The priority that it had.
        after: The one that it has now.
    """

    name = "support.priority_changed"
    visible_to = "support.read_queue"
    question: PostId
    before: str
    after: str
