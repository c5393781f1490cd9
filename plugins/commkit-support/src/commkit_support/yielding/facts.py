"""What happens to held answers. Members who may not read them are told of none."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_support.yielding.records import HeldAnswerId


@frozen
class AnswerHeld(Fact):
    """An answer of staff waits for the end of the yield window."""

    name = "support.answer_held"
    visible_to = "support.read_held_answers"
    held: HeldAnswerId
    question: PostId


@frozen
class HeldAnswerPublished(Fact):
    """A held answer was published."""

    name = "support.held_answer_published"
    visible_to = "support.read_held_answers"
    held: HeldAnswerId
    question: PostId
    post: PostId


@frozen
class HeldAnswerYielded(Fact):
    """A held answer gave way.

    Attributes:
        held: The held answer.
        question: The question.
        answer: The answer to which it gave way; None where the question was settled without one of a member.
    """

    name = "support.held_answer_yielded"
    visible_to = "support.read_held_answers"
    held: HeldAnswerId
    question: PostId
    answer: PostId | None


@frozen
class HeldAnswerWithdrawn(Fact):
    """A held answer was taken back."""

    name = "support.held_answer_withdrawn"
    visible_to = "support.read_held_answers"
    held: HeldAnswerId
    question: PostId
