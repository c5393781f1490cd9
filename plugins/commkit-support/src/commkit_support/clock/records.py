"""The first-reply clock of a question, and the report of a check of all clocks."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from commkit.posts import PostId


class FirstReplyStatus(StrEnum):
    """The status of a first-reply clock."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    """Still in time, but the moment of the warning has passed."""
    OVERDUE = "overdue"
    """Nobody but the asker has replied, and the due time has passed."""
    PAUSED = "paused"
    """The question waits for its asker, is solved, closed or removed, and was not overdue before."""
    IN_TIME = "in_time"
    """Somebody replied before the due time."""
    LATE = "late"
    """Somebody replied after the due time."""
    MERGED = "merged"
    """The question was merged into another one, which owes the reply now."""
    NO_PROMISE = "no_promise"
    """The question was imported: no reply was promised for it."""


@frozen
class FirstReplyClock:
    """The first-reply clock of one question.

    Attributes:
        question: The question.
        opened_at: When it was asked.
        due_at: By when the first reply is promised, in business time and moved by pauses; None without a promise.
        warn_at: When to warn that it is due soon; None without a promise.
        replied_at: When somebody other than the asker first replied, among the replies that are not removed.
        reply: That reply.
        replied_by_staff: Whether its author belongs to the company that runs the community.
        paused_since: When the current pause began; None while the clock runs.
        paused: The elapsed time of all earlier pauses.
        warned_at: When `FirstReplyDueSoon` was emitted.
        overdue_at: When `FirstReplyOverdue` was emitted.
        orphaned_at: When `QuestionOrphaned` was emitted.
        merged_into: The question into whose thread it was merged; None where it opens a thread.
    """

    question: PostId
    opened_at: datetime
    due_at: datetime | None
    warn_at: datetime | None
    replied_at: datetime | None
    reply: PostId | None
    replied_by_staff: bool | None
    paused_since: datetime | None
    paused: timedelta
    warned_at: datetime | None
    overdue_at: datetime | None
    orphaned_at: datetime | None
    merged_into: PostId | None = None


@frozen
class ClockReport:
    """How many facts one `CheckFirstReplyClocks` emitted.

    Attributes:
        warned: Questions whose reply is due soon.
        overdue: Questions whose reply is overdue.
        orphaned: Questions that became orphaned.
        failed_handoffs: Handoffs that the help desk did not accept in time.
        more: Whether one of the kinds reached the limit; send the command again.
    """

    warned: int
    overdue: int
    orphaned: int
    failed_handoffs: int
    more: bool
