"""What a member shares about their anniversary, and what others are shown of it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import Author
from commkit.storage import Erasure, Person, PersonalValue

AnniversaryId = NewType("AnniversaryId", UUID)
"""The id of what a member shares about their anniversary."""


class AnniversaryAudience(StrEnum):
    """Who is told of an anniversary."""

    COMMUNITY = "community"
    """All members."""
    UNIT = "unit"
    """Those who are placed in the org unit of the member, or in one below it, on the day."""


@frozen
class Anniversary:
    """What a member shares about the day on which they joined the company. There is none of who shares nothing.

    Attributes:
        id: Its id.
        member: Who.
        joined_on: The day on which they joined the company.
        audience: Who is told.
        shows_years: Whether others are told how many years it is.
        next_on: When the next anniversary is, a day of the community's time zone.
        told_on: The last anniversary that was told.
    """

    id: AnniversaryId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    joined_on: Annotated[date, PersonalValue(of="member", erase=Erasure.KEEP)]
    audience: AnniversaryAudience
    shows_years: bool
    next_on: Annotated[date, PersonalValue(of="member", erase=Erasure.KEEP)]
    told_on: Annotated[date | None, PersonalValue(of="member")]


@frozen
class AnniversaryView:
    """An anniversary of a colleague, as they want it to be seen.

    Attributes:
        member: The colleague.
        day: The day, this time.
        years: How many years it is then; None where they do not show it.
    """

    member: Author
    day: date
    years: int | None
