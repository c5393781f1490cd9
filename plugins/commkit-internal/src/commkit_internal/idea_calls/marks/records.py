"""A mark, and what the marks of an idea come to."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.feedback import SuggestionId
from commkit.storage import Erasure, Person
from commkit_internal.idea_calls.records import IdeaCallId

IdeaMarkId = NewType("IdeaMarkId", UUID)
"""The id of a mark."""


@frozen
class IdeaMark:
    """How an evaluator marked an idea by one criterion.

    Attributes:
        id: Its id.
        call: The call.
        idea: The idea.
        evaluator: Who.
        criterion: The number of the criterion.
        value: The mark, 1 to the call's scale.
        points: The mark times the weight of the criterion.
        at: When it was given, or last changed.
    """

    id: IdeaMarkId
    call: IdeaCallId
    idea: SuggestionId
    evaluator: Annotated[MemberId, Person(erase=Erasure.ROW)]
    criterion: int
    value: int
    points: int
    at: datetime
