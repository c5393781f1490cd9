"""What happens to questions."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class QuestionSolved(Fact):
    """An answer was accepted."""

    name = "qa.question_solved"
    visible_to = "posts.read"
    question: PostId
    answer: PostId
    asker: MemberId | None
    answerer: MemberId | None


@frozen
class QuestionReopened(Fact):
    """A solved or closed question is open again.

    Attributes:
        question: The question.
        answer: The answer that is no longer accepted; None where none was.
    """

    name = "qa.question_reopened"
    visible_to = "posts.read"
    question: PostId
    answer: PostId | None


@frozen
class QuestionClosed(Fact):
    """A question was closed without an accepted answer.

    Attributes:
        question: The question.
        comment: The comment that holds the reason.
    """

    name = "qa.question_closed"
    visible_to = "posts.read"
    question: PostId
    comment: PostId
