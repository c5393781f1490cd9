"""What a survey is, as records."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.validation import Text

SurveyId = NewType("SurveyId", UUID)
"""The id of a survey."""

Label = Annotated[str, Text(max=200, lines=False)]


class SurveyQuestionKind(StrEnum):
    """What a question of a survey asks for."""

    NPS = "nps"
    """How likely one is to recommend it, 0 to 10."""
    CSAT = "csat"
    """How satisfied one is, 1 to 5."""
    SCALE = "scale"
    """A whole number between two ends."""
    SINGLE = "single"
    """One of several options."""
    MULTIPLE = "multiple"
    """Any of several options."""
    TEXT = "text"
    """Words."""


@frozen(kw_only=True)
class SurveyQuestionDraft:
    """A question, as who makes a survey writes it.

    Attributes:
        kind: What it asks for.
        prompt: The question itself.
        options: What can be chosen, 2 to 50; for `single` and `multiple` only.
        low: The lower end of a scale.
        high: The upper end of a scale.
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
        number: Its place, 1 upwards.
        kind: What it asks for.
        prompt: The question itself.
        options: What can be chosen; an answer names them by their places, 1 upwards.
        low: The least number it takes.
        high: The greatest number it takes.
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
    """Questions to members.

    Attributes:
        id: Its id.
        title: What it is called.
        intro: What is said ahead of the questions.
        anonymous: Whether responses are kept without who gave them.
        role: Only members with this role are asked; all where it is None.
        min_trust: Only members who are trusted so far are asked.
        staff: Only staff, or only who is not staff, is asked; both where it is None.
        quota: Responses it takes, at most.
        opens_at: When it opens.
        closes_at: When it closes by itself.
        closed_at: When it was closed by hand.
        created_at: When it was made.
        response_count: Responses so far.
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

    def takes_responses(self, now: datetime) -> bool:
        """Whether it is open and its quota is not used up."""
        return not self.is_over(now) and self.opens_at <= now

    def is_over(self, now: datetime) -> bool:
        """Whether it will take no more responses."""
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
        values: The number given, or the places of what was chosen.
        text: The words, for a question of kind `text`.
    """

    question: int
    values: tuple[int, ...] = ()
    text: Annotated[str, Text(max=10_000, min=0)] = ""


@frozen
class SurveyTextAnswer:
    """What somebody wrote.

    Attributes:
        response: The id of the response; of an anonymous one it tells no time.
        member: Who wrote it; None in an anonymous survey.
        text: The words.
    """

    response: UUID
    member: MemberId | None
    text: str


@frozen
class Estimate:
    """A number taken from a sample, with the 95 % confidence interval.

    Attributes:
        value: What the sample says.
        low: The lower end of the interval.
        high: Its upper end.
    """

    value: float
    low: float
    high: float


@frozen
class ValueCount:
    """How often something was answered.

    Attributes:
        value: The number given, or the place of the option.
        label: The option; empty for numbers.
        count: How many answered it.
        share: Their share of all who answered the question, 0 to 1.
    """

    value: int
    label: str
    count: int
    share: float


@frozen(kw_only=True)
class SurveyQuestionResult:
    """What was answered to one question.

    Attributes:
        number: The question's number.
        kind: What it asks for.
        prompt: The question.
        n: How many answered it: the size of the sample.
        suppressed: Whether the sample is too small to be told without telling on people.
        counts: How often each value was answered.
        nps: The Net Promoter Score, -100 to 100, of a question of kind `nps`.
        satisfied: The share that answered 4 or 5, 0 to 1, of a question of kind `csat`.
        mean: The mean of the numbers.
        deviation: Their standard deviation; None for fewer than two.
    """

    number: int
    kind: SurveyQuestionKind
    prompt: str
    n: int
    suppressed: bool = False
    counts: tuple[ValueCount, ...] = ()
    nps: Estimate | None = None
    satisfied: Estimate | None = None
    mean: float | None = None
    deviation: float | None = None


@frozen
class SurveyGroup:
    """The answers of a part of those who answered.

    Attributes:
        group: Which part: their role, `staff` or `members`, or their trust level.
        responses: How many.
        questions: What they answered, without what would tell on few.
    """

    group: str
    responses: int
    questions: tuple[SurveyQuestionResult, ...]


@frozen(kw_only=True)
class SurveyResults:
    """What a survey brought.

    Attributes:
        survey: Which.
        invited: Members who were asked.
        invited_responses: Responses of those who were asked.
        response_rate: These by those, 0 to 1; None where nobody was asked. Who answers unasked is not in it.
        responses: All responses.
        questions: What was answered.
        groups: The same by groups, where that was wished.
    """

    survey: SurveyId
    invited: int
    invited_responses: int
    response_rate: float | None
    responses: int
    questions: tuple[SurveyQuestionResult, ...]
    groups: tuple[SurveyGroup, ...] = field(default=())
