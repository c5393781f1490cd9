"""What happens to endorsements."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class AnswerEndorsed(Fact):
    """Staff or an expert stands by an answer.

    Attributes:
        answer: The answer.
        question: The question that it answers.
        author: Who wrote it; None for the host, and for accounts that were erased.
        by_staff: Whether staff endorsed it.
    """

    name = "support.answer_endorsed"
    visible_to = "posts.read"
    answer: PostId
    question: PostId
    author: MemberId | None
    by_staff: bool


@frozen
class EndorsementWithdrawn(Fact):
    """A member stands by an answer no longer."""

    name = "support.endorsement_withdrawn"
    visible_to = "posts.read"
    answer: PostId
