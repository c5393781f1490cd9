"""A question to guests as it is listed."""

from enum import StrEnum

from attrs import frozen

from commkit.posts import PostView


class QuestionOrder(StrEnum):
    """In which order questions are listed."""

    ANSWERED = "answered"
    """The answered ones first, then those with the most votes."""
    VOTES = "votes"
    """Those with the most votes first, whether they were answered or not."""


@frozen
class GuestQuestion:
    """A question with what guests answered.

    Attributes:
        view: The question, as the page of a thread shows it; `view.post.score` is the votes for it.
        answers: The answers, the oldest first; at most 5.
    """

    view: PostView
    answers: tuple[PostView, ...]
