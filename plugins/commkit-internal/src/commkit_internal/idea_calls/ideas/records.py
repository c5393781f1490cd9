"""An idea of a call, how it is shown, and who is credited for it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.feedback import SuggestionId
from commkit.storage import Person, Personal
from commkit_internal.idea_calls.records import IdeaCallId

DecisionReason = Annotated[str, Personal(of="decided_by", max=2_000)]


class IdeaOutcome(StrEnum):
    """What was decided about an idea."""

    ACCEPTED = "accepted"
    """It will be done."""
    DECLINED = "declined"
    """It will not be done."""
    LATER = "later"
    """It is kept for another time."""


@frozen
class Idea:
    """That a suggestion is an idea of a call, and what became of it there.

    Attributes:
        id: The suggestion.
        call: The call.
        submitted_at: When it was submitted.
        outcome: What was decided; None while nothing is.
        reason: Why, which becomes the public reply.
        decided_by: Who decided.
        decided_at: When.
        replied_at: When its authors were given the reply.
        evaluators: How many marked it, once evaluation is closed.
        points: The sum of their weighted marks.
        squares: The sum of the squares of these.
        rank: Its place among the ideas of the call, from 1; None where too few marked it.
    """

    id: SuggestionId
    call: IdeaCallId
    submitted_at: datetime
    outcome: IdeaOutcome | None
    reason: DecisionReason
    decided_by: Annotated[MemberId | None, Person(owns=False)]
    decided_at: datetime | None
    replied_at: datetime | None
    evaluators: int | None
    points: int | None
    squares: int | None
    rank: int | None


@frozen
class RankedIdea:
    """An idea of a call as it is listed.

    Attributes:
        id: The suggestion.
        title: Its title.
        author: Who submitted it; None for the host, and where they were erased.
        merged: How many ideas were merged into it; `ListIdeaAuthors` tells whose.
        is_marked: Whether the reader has marked it.
        submitted_at: When it was submitted.
        evaluators: How many marked it, the sample size of the mean; None while evaluation is open.
        enough_marks: Whether that are as many as the call asks for; None while evaluation is open.
        rank: Its place by the mean, from 1; equal means share a place. None where too few marked it.
        mean: The mean of its evaluators' weighted marks, 1 to the call's scale; None where too few marked it.
        spread: Their standard deviation; None where fewer than two marked it, or too few.
        outcome: What was decided; for others than the owner and stewards, once it was replied.
        reason: Why, likewise.
        replied_at: When its authors were given the reply.
    """

    id: SuggestionId
    title: str
    author: MemberId | None
    merged: int
    is_marked: bool
    submitted_at: datetime
    evaluators: int | None
    enough_marks: bool | None
    rank: int | None
    mean: float | None
    spread: float | None
    outcome: IdeaOutcome | None
    reason: str
    replied_at: datetime | None


@frozen
class IdeaAuthor:
    """Who is credited for an idea: its author, or that of one which was merged into it.

    Attributes:
        idea: The suggestion that they submitted.
        title: Its title.
        author: Who.
        submitted_at: When.
    """

    idea: SuggestionId
    title: str
    author: MemberId
    submitted_at: datetime
