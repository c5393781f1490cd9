"""What support knows of a question, as records."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId


class SlaStatus(StrEnum):
    """Where the first-reply clock of a question stands."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    """Still in time, but the moment of the warning has passed."""
    OVERDUE = "overdue"
    """Nobody but the asker has replied, and the reply is due."""
    PAUSED = "paused"
    """The question waits for its asker, is settled or taken down, and was not overdue before."""
    IN_TIME = "in_time"
    """Somebody replied before it was due."""
    LATE = "late"
    """Somebody replied after it was due."""
    MERGED = "merged"
    """The question was merged into another one, which owes the reply now."""
    NO_PROMISE = "no_promise"
    """It came in by an import: nobody here promised a reply in time."""


@frozen
class FirstReplyClock:
    """The first-reply clock of one question.

    Attributes:
        question: Whose clock it is.
        opened_at: When it was asked.
        due_at: By when the first reply is promised, in business time and moved by pauses; None without a promise.
        warn_at: When to warn that it is due soon; None without a promise.
        replied_at: When somebody other than the asker first replied, among the replies that stand.
        reply: That reply.
        replied_by_staff: Whether it came from the company that runs the community.
        paused_since: Since when the clock stands still.
        paused: For how long it stood still before that, in elapsed time.
        warned_at: When the warning was told.
        breached_at: When it was told that the reply is overdue.
        orphaned_at: When it was told that the question was left alone.
        merged_into: The question whose thread it belongs to, where it was merged into another one.
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
    breached_at: datetime | None
    orphaned_at: datetime | None
    merged_into: PostId | None = None


@frozen
class QueuedQuestion:
    """A question that waits for an answer.

    Attributes:
        id: The question.
        title: What it is called.
        tags: Its tags.
        author: Who asks; None where the account is gone.
        author_name: The asker's name as others see it.
        reply_count: Replies that stand, none of which is an answer.
        clock: Its clock.
        sla_status: Where the clock stands now.
    """

    id: PostId
    title: str
    tags: tuple[str, ...]
    author: MemberId | None
    author_name: str
    reply_count: int
    clock: FirstReplyClock
    sla_status: SlaStatus


@frozen
class ClockReport:
    """What one look at the clocks told.

    Attributes:
        warned: Questions whose reply is due soon.
        overdue: Questions whose reply is overdue.
        orphaned: Questions left alone.
        failed_handoffs: Handoffs that the help desk did not take in time.
        more: Whether there is more to tell; look again.
    """

    warned: int
    overdue: int
    orphaned: int
    failed_handoffs: int
    more: bool


@frozen
class SupportMetrics:
    """How a support community does.

    Only questions that stand, and were not merged into others, are counted; shares are from 0 to 1.

    Attributes:
        questions: Questions asked.
        solved: Those with an accepted answer.
        resolution_rate: `solved` among `questions`; None without questions.
        unanswered: Those that are not closed and have no answer. A comment is no answer.
        orphaned: Unanswered ones in state `open`, older than `orphan_after` and not in the hands of a help desk.
        replied: Those to which somebody other than the asker replied, by answer or comment.
        median_first_reply: The median of the elapsed time (not business time, pauses not deducted) from asking to that
            first reply, over `replied`; None where it is 0. Questions still without a reply are not in it, so read it
            beside `unanswered` and `breach_rate`.
        promised: Questions with a promise that was kept or broken by now: the first reply came, or is overdue. Imported
            questions have no promise.
        breached: Those of them whose first reply came late or has not come.
        breach_rate: `breached` among `promised`; None without any.
    """

    questions: int
    solved: int
    resolution_rate: float | None
    unanswered: int
    orphaned: int
    replied: int
    median_first_reply: timedelta | None
    promised: int
    breached: int
    breach_rate: float | None
