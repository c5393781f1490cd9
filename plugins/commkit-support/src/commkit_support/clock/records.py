"""The clock of a question with its two promises, and the report of a check of all clocks."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from commkit.posts import PostId


class Goal(StrEnum):
    """What is promised to an asker."""

    FIRST_REPLY = "first_reply"
    RESOLUTION = "resolution"


class PromiseStatus(StrEnum):
    """The status of a promise."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    """Still in time, but the moment of the warning has passed."""
    OVERDUE = "overdue"
    """It is not kept, and the due time has passed."""
    PAUSED = "paused"
    """The question waits for its asker, is solved, closed or removed, and was not overdue before."""
    IN_TIME = "in_time"
    """It was kept before the due time."""
    LATE = "late"
    """It was kept after the due time."""
    MERGED = "merged"
    """The question was merged into another one, which owes the reply now."""
    NO_PROMISE = "no_promise"
    """Nothing was promised: the question was imported, or its priority has no such promise."""


@frozen
class Promise:
    """One promise of a clock; all is None where there is none.

    Attributes:
        within: The business time that was promised.
        due_at: By when it is due, in business time and moved by pauses.
        warn_at: When to warn that it is due soon.
        warned_at: When the fact that warns was emitted.
        overdue_at: When the fact that it is overdue was emitted.
    """

    within: timedelta | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    warned_at: datetime | None = None
    overdue_at: datetime | None = None


@frozen
class QuestionClock:
    """The clock of one question.

    Attributes:
        question: The question.
        opened_at: When it was asked.
        priority: Its priority, one of those of `ClockSettings`.
        first_reply: The promise of a first reply.
        replied_at: When somebody other than the asker first replied, among the replies that are not removed.
        reply: That reply.
        replied_by_staff: Whether its author belongs to the company that runs the community.
        resolution: The promise of a solution.
        resolved_at: When the question was solved or closed; None while it is neither.
        paused_since: When the current pause began; None while the clock runs.
        paused: The elapsed time of all earlier pauses.
        merged_into: The question into whose thread it was merged; None where it opens a thread.
    """

    question: PostId
    opened_at: datetime
    priority: str
    first_reply: Promise
    replied_at: datetime | None
    reply: PostId | None
    replied_by_staff: bool | None
    resolution: Promise
    resolved_at: datetime | None
    paused_since: datetime | None
    paused: timedelta
    merged_into: PostId | None = None

    def promise(self, goal: Goal) -> Promise:
        """The promise of a goal."""
        return self.first_reply if goal is Goal.FIRST_REPLY else self.resolution

    def kept_at(self, goal: Goal) -> datetime | None:
        """When the promise of a goal was kept; None where it was not, so far."""
        return self.replied_at if goal is Goal.FIRST_REPLY else self.resolved_at


@frozen
class ClockReport:
    """How many facts one `CheckClocks` emitted.

    Attributes:
        warned: Promises that are due soon, of first replies and solutions.
        overdue: Promises that are overdue.
        orphaned: Questions that became orphaned, as `qa.CheckOrphans` found.
        failed_handoffs: Handoffs that the help desk did not accept in time.
        reminded: Members who were reminded of a question that they care for.
        more: Whether one of the kinds reached the limit; send the command again.
    """

    warned: int
    overdue: int
    orphaned: int
    failed_handoffs: int
    reminded: int
    more: bool
