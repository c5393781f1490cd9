"""A question hour: its times, and what a reader sees of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId


class QuestionHourPhase(StrEnum):
    """Where a question hour is. Votes and answers are taken in each of them but the last."""

    ANNOUNCED = "announced"
    """Questions are not collected yet."""
    COLLECTING = "collecting"
    """Questions are collected."""
    ANSWERING = "answering"
    """Questions are collected no more; guests answer those that are there."""
    ENDED = "ended"
    """Nothing is accepted any more: no question, vote, answer or comment."""


@frozen
class QuestionTimes:
    """The times of a question hour.

    Attributes:
        thread: The post that opened it.
        opens_at: From when on questions are collected; None for at once.
        closes_at: Up to when questions are collected; None for until it ends.
        ends_at: From when on nothing is accepted; None for never.
        phase: The phase that the worker told of last.
        scheduled: The scheduled command that tells of the next one.
    """

    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None
    ends_at: datetime | None
    phase: QuestionHourPhase
    scheduled: UUID | None


@frozen
class QuestionHour:
    """A question hour, as a reader sees it.

    Attributes:
        thread: The post that opened it.
        opens_at: From when on questions are collected; None for at once.
        closes_at: Up to when questions are collected; None for until it ends.
        ends_at: From when on nothing is accepted; None for never.
        phase: Where it is now.
        guests: Who answers, besides those who answer in all hours; who was named first comes first.
        questions: The questions that the reader may see.
        answered: How many of these were answered.
    """

    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None
    ends_at: datetime | None
    phase: QuestionHourPhase
    guests: tuple[MemberId, ...]
    questions: int
    answered: int

    @property
    def collecting(self) -> bool:
        """Whether questions are taken now."""
        return self.phase is QuestionHourPhase.COLLECTING
