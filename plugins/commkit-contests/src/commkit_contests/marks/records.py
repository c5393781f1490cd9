"""A mark."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person
from commkit_contests.contests.records import ContestId
from commkit_contests.entries.records import ContestEntryId

ContestMarkId = NewType("ContestMarkId", UUID)
"""The id of a mark."""


@frozen
class ContestMark:
    """How a judge marked an entry by one criterion.

    Attributes:
        id: Its id.
        contest: The contest.
        entry: The entry.
        judge: Who.
        criterion: The number of the criterion.
        value: The mark, 1 to the contest's scale.
        at: When it was given, or last changed.
    """

    id: ContestMarkId
    contest: ContestId
    entry: ContestEntryId
    judge: Annotated[MemberId, Person(erase=Erasure.ROW)]
    criterion: int
    value: int
    at: datetime
