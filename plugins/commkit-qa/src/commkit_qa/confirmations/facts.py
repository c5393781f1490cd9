"""What happens to confirmations."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class AnswerConfirmed(Fact):
    """An answer worked for a member.

    Attributes:
        answer: The answer.
        question: Its question.
        answerer: Who wrote the answer.
        by_asker: Whether the asker says so.
    """

    name = "qa.answer_confirmed"
    visible_to = "qa.read_confirmations"
    answer: PostId
    question: PostId
    answerer: MemberId | None
    by_asker: bool


@frozen
class ConfirmationWithdrawn(Fact):
    """A member took a confirmation back."""

    name = "qa.confirmation_withdrawn"
    visible_to = "qa.read_confirmations"
    answer: PostId
