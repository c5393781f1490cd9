"""The records of surveys, their questions and answers."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

SurveyId = NewType("SurveyId", UUID)
"""The id of a survey."""

Label = Annotated[str, Text(max=200, multiline=False)]


class SurveyQuestionKind(StrEnum):
    """The kind of a survey question."""

    NPS = "nps"
    """Likelihood to recommend, 0 to 10; evaluated as a Net Promoter Score."""
    CSAT = "csat"
    """Satisfaction, 1 to 5."""
    SCALE = "scale"
    """A whole number between two ends, both inclusive."""
    SINGLE = "single"
    """One of several options."""
    MULTIPLE = "multiple"
    """Any of several options."""
    TEXT = "text"
    """Text."""


@frozen(kw_only=True)
class SurveyQuestionDraft:
    """A question of a survey to be created.

    Attributes:
        kind: Its kind.
        prompt: The question.
        options: 2 to 50 different options; for `single` and `multiple` only.
        low: The lower end of a scale, inclusive.
        high: The upper end of a scale, inclusive.
        required: Whether it must be answered.
    """

    kind: SurveyQuestionKind
    prompt: Annotated[str, Text(max=1_000)]
    options: tuple[Label, ...] = ()
    low: int = 1
    high: int = 5
    required: bool = True


@frozen
class SurveyQuestion:
    """A question of a survey.

    Attributes:
        number: Its position, from 1.
        kind: Its kind.
        prompt: The question.
        options: The options; an answer refers to them by their positions, from 1.
        low: The smallest valid value.
        high: The largest valid value.
        required: Whether it must be answered.
    """

    number: int
    kind: SurveyQuestionKind
    prompt: str
    options: tuple[str, ...]
    low: int
    high: int
    required: bool


@frozen
class Survey:
    """A survey: questions to an audience of members.

    Attributes:
        id: Its id.
        title: Its title.
        intro: Text shown before the questions.
        anonymous: Whether responses are stored without the member.
        role: The role of its audience; None for all.
        min_trust: The lowest trust level of its audience.
        staff: Whether its audience is staff only (True), all others only (False), or both (None).
        quota: Responses accepted at most; None for any number.
        opens_at: When it opens.
        closes_at: When it closes by itself; None for never.
        closed_at: When it was closed by a command.
        created_at: When it was created.
        response_count: Responses so far.
        space: The space that it stands in; None for none.
        audience: The group that sees it, as it sees the space; None for all who see the community.
    """

    id: SurveyId
    title: str
    intro: str
    anonymous: bool
    role: str | None
    min_trust: int
    staff: bool | None
    quota: int | None
    opens_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    response_count: int
    space: SpaceId | None = None
    audience: GroupId | None = None

    def takes_responses(self, now: datetime) -> bool:
        """Whether it is open and its quota is not reached."""
        return not self.is_over(now) and self.opens_at <= now

    def is_over(self, now: datetime) -> bool:
        """Whether it has closed or its quota is reached."""
        return (
            self.closed_at is not None
            or (self.closes_at is not None and self.closes_at <= now)
            or (self.quota is not None and self.response_count >= self.quota)
        )


@frozen(kw_only=True)
class SurveyAnswer:
    """The answer to one question.

    Attributes:
        question: The question's number.
        values: The number given, or the positions of the chosen options; empty for a question of kind `text`.
        text: The text; for a question of kind `text` only.
    """

    question: int
    values: tuple[int, ...] = ()
    text: Annotated[str, Text(max=10_000, min=0)] = ""
