"""Who is likely to know, and who was invited."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person


class ExpertStatus(StrEnum):
    """Whether an expert can be asked for help now."""

    AVAILABLE = "available"
    INVITED = "invited"
    """They were invited to this question already."""
    INVITED_ENOUGH = "invited_enough"
    """They were invited to as many questions of the last seven days as the settings allow."""
    AT_LIMIT = "at_limit"
    """They care for as many questions as the load limit allows."""
    OUT_OF_OFFICE = "out_of_office"


@frozen
class Expert:
    """A member who is likely to know the answer to a question, and why.

    Attributes:
        member: The member.
        name: Their name.
        staff: Whether they belong to the company.
        accepted: Accepted answers of theirs to questions of others that share a tag with this one.
        endorsed: Answers of theirs to such questions that others endorsed.
        load: Questions that they care for, neither settled nor removed.
        status: Whether they can be asked now.
    """

    member: MemberId
    name: str
    staff: bool
    accepted: int
    endorsed: int
    load: int
    status: ExpertStatus


@frozen
class ExpertInvitation:
    """That a member was invited to answer a question.

    Attributes:
        question: The question.
        member: Who was invited.
        invited_by: Who invited them; None for the host itself.
        at: When.
    """

    question: PostId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    invited_by: Annotated[MemberId | None, Person(owns=False)]
    at: datetime
