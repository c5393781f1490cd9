"""Who cares for a question."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person


@frozen
class Assignment:
    """A question that a member cares for.

    Attributes:
        question: The question.
        assignee: Who cares for it.
        assigned_by: Who gave it to them; None for the host itself.
        assigned_at: When.
        remind_at: When they are reminded next, if the question is open then.
    """

    question: PostId
    assignee: Annotated[MemberId, Person(erase=Erasure.ROW)]
    assigned_by: Annotated[MemberId | None, Person(owns=False)]
    assigned_at: datetime
    remind_at: datetime
