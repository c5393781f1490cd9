"""A question of a queue, and the metrics of a community."""

from datetime import timedelta

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit_support.clock.records import PromiseStatus, QuestionClock


@frozen
class QueuedQuestion:
    """A question that waits for an answer.

    Attributes:
        id: The question's id.
        title: Its title.
        tags: Its tags.
        author: Who asks; None where the account is erased.
        author_name: The asker's name as others see it.
        reply_count: Replies that are not removed, none of which is an answer by a person.
        clock: Its clock.
        status: The status of the promise of a first reply now.
        resolution_status: The status of the promise of a solution now.
    """

    id: PostId
    title: str
    tags: tuple[str, ...]
    author: MemberId | None
    author_name: str
    reply_count: int
    clock: QuestionClock
    status: PromiseStatus
    resolution_status: PromiseStatus


@frozen
class SupportMetrics:
    """The numbers of a support community.

    Only questions that are neither removed nor merged into others are counted; shares are from 0 to 1.

    Attributes:
        questions: Questions asked.
        solved: Those with an accepted answer.
        resolution_rate: `solved` among `questions`; None without questions.
        unanswered: Those that are not closed and have no answer. A comment is none, nor is what an agent writes.
        orphaned: Those that are orphaned now, as `qa.CountOrphans` counts them; what a help desk has is none of them.
        replied: Those to which a person other than the asker replied, by answer or comment.
        median_first_reply: The median of the elapsed time (not business time, pauses not deducted) from asking to that
            first reply, over `replied`; None where it is 0. Questions still without a reply are not in it, so read it
            beside `unanswered` and `overdue_rate`.
        promised: Questions with a promise that was kept or broken by now: the first reply came, or is overdue. Imported
            questions have no promise.
        overdue: Those of them whose first reply came late or has not come.
        overdue_rate: `overdue` among `promised`; None without any.
        resolution_promised: Questions whose promise of a solution was kept or broken by now: they are solved or closed,
            or overdue. Told as it is now: a question that is reopened owes its solution again.
        resolution_overdue: Those of them that were settled late or are not settled.
        resolution_overdue_rate: `resolution_overdue` among `resolution_promised`; None without any.
    """

    questions: int
    solved: int
    resolution_rate: float | None
    unanswered: int
    orphaned: int
    replied: int
    median_first_reply: timedelta | None
    promised: int
    overdue: int
    overdue_rate: float | None
    resolution_promised: int
    resolution_overdue: int
    resolution_overdue_rate: float | None
