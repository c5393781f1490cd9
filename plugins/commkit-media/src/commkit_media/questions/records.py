"""A round of questions, and its questions as they are listed."""

from datetime import datetime

from attrs import frozen

from commkit.posts import PostId, PostView


@frozen
class QuestionTimes:
    """When the questions of a round are collected.

    Attributes:
        thread: The post that opened the round.
        opens_at: When the collection opens; None for at once.
        closes_at: When it closes; None for never.
    """

    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None


@frozen
class QuestionRound:
    """A round of questions, as a reader sees it.

    Attributes:
        thread: The post that opened the round.
        opens_at: When the collection opens; None for at once.
        closes_at: When it closes; None for never.
        collecting: Whether questions are taken now.
        questions: The questions that the reader may see.
        answered: How many of these an expert answered.
    """

    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None
    collecting: bool
    questions: int
    answered: int


@frozen
class ReaderQuestion:
    """A question with what experts answered.

    Attributes:
        view: The question, as the page of a thread shows it; `view.post.score` is the votes for it.
        answers: The answers, the oldest first; at most 5.
    """

    view: PostView
    answers: tuple[PostView, ...]
