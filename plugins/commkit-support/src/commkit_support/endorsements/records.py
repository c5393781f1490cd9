"""The endorsement of an answer."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person


@frozen
class Endorsement:
    """That a member stands by an answer.

    Attributes:
        answer: The answer.
        member: Who stands by it.
        by_staff: Whether they belonged to the company when they did.
        at: Since when.
    """

    answer: PostId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    by_staff: bool
    at: datetime
