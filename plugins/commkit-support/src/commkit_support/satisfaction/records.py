"""The rating of a solution, and the satisfaction of a month."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Erasure, Person, Personal, PersonalValue


class AnsweredBy(StrEnum):
    """Who wrote the answer that was accepted."""

    PEER = "peer"
    STAFF = "staff"
    OTHER = "other"
    """A program, the help desk, or the host itself."""


@frozen
class Rating:
    """What an asker was asked after the solution, and answered.

    Attributes:
        question: The question.
        asker: Who is asked.
        answered_by: Who wrote the answer that was accepted first.
        asked_at: When they were asked.
        score: 1, very dissatisfied, to 5, very satisfied; None where they have not answered.
        comment: What they add.
        rated_at: When they answered.
    """

    question: PostId
    asker: Annotated[MemberId, Person()]
    answered_by: AnsweredBy
    asked_at: datetime
    score: Annotated[int | None, PersonalValue(of="asker", erase=Erasure.KEEP)]
    comment: Annotated[str, Personal(of="asker", max=2_000)]
    rated_at: datetime | None


@frozen
class GroupSatisfaction:
    """The satisfaction with solutions of one sort.

    Attributes:
        asked: Askers who were asked.
        answered: Those who answered; None where `withheld` says why.
        response: `answered` among `asked`, with its Wilson interval; None likewise.
        satisfied: Scores of 4 and 5 among `answered`, with their Wilson interval; None likewise.
        mean: The mean score, 1 to 5; None likewise.
        withheld: Why there is no satisfaction; empty where there is.
    """

    asked: int
    answered: int | None
    response: Share | None
    satisfied: Share | None
    mean: float | None
    withheld: str


@frozen
class Satisfaction:
    """The satisfaction (CSAT) with the solutions of one month, by the day on which the askers were asked, in UTC.

    It is told once nobody can answer any more, and does not change from then on, so that no answer can be told by
    comparing two looks; nothing is told of fewer than five answers, nor where it could be computed from what is told.

    Attributes:
        month: The first day of the month.
        all: All solutions.
        peer: Those by members who are not staff.
        staff: Those by staff.
        other: Those by programs, the help desk and the host itself.
    """

    month: date
    all: GroupSatisfaction
    peer: GroupSatisfaction
    staff: GroupSatisfaction
    other: GroupSatisfaction
