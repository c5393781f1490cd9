"""The messages about satisfaction."""

from datetime import date
from typing import Annotated

from attrs import frozen

from commkit import Query, Text, TextCommand
from commkit.posts import PostId
from commkit_support.satisfaction.records import Rating, Satisfaction


@frozen
class RateSolution(TextCommand[Rating]):
    """Say how content one is with the solution of a question of one's own; once, within the days of the settings.

    Attributes:
        question: The question.
        score: 1, very dissatisfied, to 5, very satisfied.
        comment: What one adds; staff reads it, without a name, when five or more answered in a month.

    Raises:
        Invalid: The score is not 1 to 5.
        NotFound: There is no such question of the actor's that they were asked about.
        Conflict: They answered already, or too late.
    """

    permission = "support.rate_solution"
    shown = ("comment",)
    personal = ("comment", "score")

    question: PostId
    score: int
    comment: Annotated[str, Text(max=2_000, min=0)] = ""


@frozen
class ReadSatisfaction(Query[Satisfaction]):
    """The satisfaction with the solutions of a month.

    Attributes:
        month: Any day of the month.
    """

    permission = "support.read_satisfaction"

    month: date


@frozen
class ListRatingComments(Query[tuple[str, ...]]):
    """The comments of a month that may be told, in alphabetical order: without names, scores and times, at most 500.

    Attributes:
        month: Any day of the month.
    """

    permission = "support.read_satisfaction"

    month: date
