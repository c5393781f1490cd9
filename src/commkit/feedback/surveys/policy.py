"""The rules of surveys: which questions are valid, which answers fit them, who is in an audience."""

from collections.abc import Sequence
from datetime import datetime

from commkit.feedback.surveys.messages import CreateSurvey
from commkit.feedback.surveys.records import (
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyQuestionDraft,
    SurveyQuestionKind,
)
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.sessions.context import Context

_MAX_QUESTIONS = 50

_MAX_RESPONSES = 1_000_000


def is_in_audience(context: Context, survey: Survey) -> bool:
    """Whether the actor is in the audience; who manages surveys also sees surveys for others."""
    mine = context.membership
    return mine is not None and (
        survey.role in (None, context.role)
        and survey.min_trust <= mine.trust_level
        and survey.staff in (None, mine.staff)
    )


def check_survey(command: CreateSurvey, opens_at: datetime) -> None:
    """Check a survey that is to be created.

    Raises:
        Invalid: With every error found.
    """
    errors = [
        error
        for number, draft in enumerate(command.questions)
        for error in question_errors(f"questions[{number}]", draft)
    ]
    if not 1 <= len(command.questions) <= _MAX_QUESTIONS:
        errors.append(FieldError("questions", "out_of_range", f"ask 1 to {_MAX_QUESTIONS} questions"))
    if command.closes_at is not None and command.closes_at <= opens_at:
        errors.append(FieldError("closes_at", "out_of_range", "give a time after the opening"))
    if command.quota is not None and not 1 <= command.quota <= _MAX_RESPONSES:
        errors.append(FieldError("quota", "out_of_range", f"give 1 to {_MAX_RESPONSES} responses"))
    if not 0 <= command.min_trust <= 100:
        errors.append(FieldError("min_trust", "out_of_range", "give a trust level from 0 to 100"))
    if errors:
        raise Invalid(errors)


CHOICE_KINDS = (SurveyQuestionKind.SINGLE, SurveyQuestionKind.MULTIPLE)

_RANGES = {SurveyQuestionKind.NPS: (0, 10), SurveyQuestionKind.CSAT: (1, 5), SurveyQuestionKind.TEXT: (0, 0)}

_MAX_SCALE_LENGTH = 100

_MAX_SCALE_END = 1_000_000

_MAX_OPTIONS = 50


def question(number: int, draft: SurveyQuestionDraft) -> SurveyQuestion:
    """The question of a draft, with the range of values of its kind."""
    low, high = _RANGES.get(draft.kind, (draft.low, draft.high))
    if draft.kind in CHOICE_KINDS:
        low, high = 1, len(draft.options)
    return SurveyQuestion(number, draft.kind, draft.prompt, draft.options, low, high, draft.required)


def question_errors(path: str, draft: SurveyQuestionDraft) -> list[FieldError]:
    """The errors of a question."""
    if draft.kind in CHOICE_KINDS:
        if not 2 <= len(set(draft.options)) == len(draft.options) <= _MAX_OPTIONS:
            hint = f"give 2 to {_MAX_OPTIONS} different options"
            return [FieldError(f"{path}.options", "out_of_range", hint)]
    elif draft.options:
        return [
            FieldError(f"{path}.options", "not_a_choice", f"a question of kind {draft.kind} has no options")
        ]
    if draft.kind is SurveyQuestionKind.SCALE:
        if not -_MAX_SCALE_END <= draft.low <= _MAX_SCALE_END:
            return [FieldError(f"{path}.low", "out_of_range", f"give -{_MAX_SCALE_END} to {_MAX_SCALE_END}")]
        if not 0 < draft.high - draft.low <= _MAX_SCALE_LENGTH:
            hint = f"give an upper end 1 to {_MAX_SCALE_LENGTH} above the lower one"
            return [FieldError(f"{path}.high", "out_of_range", hint)]
    return []


def answer_errors(questions: Sequence[SurveyQuestion], answers: Sequence[SurveyAnswer]) -> list[FieldError]:
    """The errors of the answers to a survey."""
    known = {question.number: question for question in questions}
    seen: set[int] = set()
    errors: list[FieldError] = []
    for place, answer in enumerate(answers):
        path = f"answers[{place}]"
        found = known.get(answer.question)
        if found is None or answer.question in seen:
            hint = "answer each question of the survey once"
            errors.append(FieldError(f"{path}.question", "unknown_question", hint))
        else:
            errors += _answer_errors(path, found, answer)
        seen.add(answer.question)
    errors += [
        FieldError("answers", "not_answered", f"answer question {question.number}")
        for question in questions
        if question.required and question.number not in seen
    ]
    return errors


def _answer_errors(path: str, question: SurveyQuestion, answer: SurveyAnswer) -> list[FieldError]:
    if question.kind is SurveyQuestionKind.TEXT:
        if answer.values or not answer.text.strip():
            return [FieldError(f"{path}.text", "blank", "answer with text and no values")]
        return []
    if answer.text:
        return [FieldError(f"{path}.text", "no_text", f"a question of kind {question.kind} takes no text")]
    is_multiple = question.kind is SurveyQuestionKind.MULTIPLE
    values = answer.values
    if not values or (len(values) > 1 and not is_multiple) or len(set(values)) != len(values):
        hint = "give one or more different values" if is_multiple else "give one value"
        return [FieldError(f"{path}.values", "wrong_number", hint)]
    if not all(question.low <= value <= question.high for value in values):
        hint = f"give values from {question.low} to {question.high}"
        return [FieldError(f"{path}.values", "out_of_range", hint)]
    return []
