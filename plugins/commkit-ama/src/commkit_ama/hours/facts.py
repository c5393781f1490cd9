"""What happens to question hours."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_ama.hours.records import QuestionHourPhase


@frozen
class QuestionTimesSet(Fact):
    """Somebody said when a question hour collects questions, and when it ends.

    Attributes:
        thread: The post that opened it.
        opens_at: From when on questions are collected; None for at once.
        closes_at: Up to when; None for until it ends.
        ends_at: From when on nothing is accepted; None for never.
    """

    name = "ama.question_times_set"
    visible_to = "ama.read"
    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None
    ends_at: datetime | None


@frozen
class QuestionHourPhaseBegan(Fact):
    """A question hour opened, closed or ended; the worker tells of it, and of one that it missed no more.

    Attributes:
        thread: The post that opened it.
        before: The phase that was told of before.
        phase: The phase that it is in.
    """

    name = "ama.phase_began"
    visible_to = "ama.read"
    thread: PostId
    before: QuestionHourPhase
    phase: QuestionHourPhase
