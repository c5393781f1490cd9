"""The records of survey results: counts, scores, confidence intervals."""

from uuid import UUID

from attrs import field, frozen

from commkit.feedback.surveys.records import SurveyId, SurveyQuestionKind
from commkit.runtime.model.ids import MemberId


@frozen
class SurveyTextAnswer:
    """A text answer.

    Attributes:
        response: The id of the response; random in an anonymous survey, so that it holds no time.
        member: The author; None in an anonymous survey.
        text: The text.
    """

    response: UUID
    member: MemberId | None
    text: str


@frozen
class Estimate:
    """An estimate from a sample, with its 95 % confidence interval.

    Attributes:
        value: The value in the sample.
        low: The lower end of the interval.
        high: The upper end of the interval.
    """

    value: float
    low: float
    high: float


@frozen
class ValueCount:
    """How often one value was answered.

    Attributes:
        value: The number given, or the position of the option, from 1.
        label: The option; empty for numbers.
        count: Number of answers with this value.
        share: Their share of all members who answered the question, 0 to 1.
    """

    value: int
    label: str
    count: int
    share: float


@frozen(kw_only=True)
class SurveyQuestionResult:
    """The result of one question.

    Attributes:
        number: The question's number.
        kind: Its kind.
        prompt: The question.
        n: Sample size: how many members answered it.
        suppressed: Whether the result is left out because the group is too small.
        counts: How often each value was answered.
        nps: The Net Promoter Score, -100 to 100, of a question of kind `nps`.
        satisfied: The share that answered 4 or 5, 0 to 1, of a question of kind `csat`.
        mean: The mean of the numbers; None without numbers.
        deviation: Their sample standard deviation; None for fewer than two.
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
    """The results of one group of members.

    Attributes:
        group: The group: a role, `staff` or `members`, or a trust level.
        responses: Number of responses of the group.
        questions: Its results; those of too few members are suppressed.
    """

    group: str
    responses: int
    questions: tuple[SurveyQuestionResult, ...]


@frozen(kw_only=True)
class SurveyResults:
    """The results of a survey.

    Attributes:
        survey: The survey.
        invited: Members who were invited.
        invited_responses: Responses of invited members.
        response_rate: `invited_responses / invited`, 0 to 1; None if nobody was invited.
        responses: All responses, also of members who were not invited.
        questions: The result of each question.
        groups: The results by group, if the query asks for groups.
    """

    survey: SurveyId
    invited: int
    invited_responses: int
    response_rate: float | None
    responses: int
    questions: tuple[SurveyQuestionResult, ...]
    groups: tuple[SurveyGroup, ...] = field(default=())
