"""What happens to assignments."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class QuestionAssigned(Fact):
    """A member cares for a question from now on.

    Attributes:
        question: The question.
        assignee: Who cares for it.
        before: Who did until now; None for nobody.
    """

    name = "support.question_assigned"
    visible_to = "support.read_assignments"
    question: PostId
    assignee: MemberId
    before: MemberId | None


@frozen
class QuestionUnassigned(Fact):
    """Nobody cares for a question any more."""

    name = "support.question_unassigned"
    visible_to = "support.read_assignments"
    question: PostId
    assignee: MemberId


@frozen
class AssigneeReminded(Fact):
    """A question is still open, and the member who cares for it is reminded."""

    name = "support.assignee_reminded"
    visible_to = "support.read_assignments"
    question: PostId
    assignee: MemberId
