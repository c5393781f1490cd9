"""The rules of test panels: which screenings are valid, and who passes one."""

from collections.abc import Sequence

from commkit.feedback.panels.records import ScreeningQuestion, ScreeningQuestionDraft
from commkit.runtime.model.errors import FieldError

_MAX_QUESTIONS = 20

_MAX_OPTIONS = 50


def screening_errors(questions: Sequence[ScreeningQuestionDraft]) -> list[FieldError]:
    """The errors of screening questions."""
    errors = []
    if len(questions) > _MAX_QUESTIONS:
        errors.append(FieldError("screening", "too_many", f"ask at most {_MAX_QUESTIONS} questions"))
    for index, question in enumerate(questions):
        path, options = f"screening[{index}]", question.options
        if not 2 <= len(set(options)) == len(options) <= _MAX_OPTIONS:
            errors.append(
                FieldError(f"{path}.options", "out_of_range", f"give 2 to {_MAX_OPTIONS} different options")
            )
        if not question.accepted_options or not set(question.accepted_options) <= set(
            range(1, len(options) + 1)
        ):
            errors.append(
                FieldError(f"{path}.accepted_options", "out_of_range", "give positions of options, from 1")
            )
    return errors


def answer_errors(questions: Sequence[ScreeningQuestion], answers: Sequence[int]) -> list[FieldError]:
    """The errors of the answers of an applicant."""
    if len(answers) != len(questions):
        return [FieldError("answers", "not_answered", f"answer all {len(questions)} questions, in order")]
    return [
        FieldError(f"answers[{index}]", "out_of_range", f"choose an option from 1 to {len(question.options)}")
        for index, (question, chosen) in enumerate(zip(questions, answers, strict=True))
        if not 1 <= chosen <= len(question.options)
    ]


def passes(questions: Sequence[ScreeningQuestion], answers: Sequence[int]) -> bool:
    """Whether an applicant is accepted: every answer is one of the accepted options of its question."""
    return all(
        chosen in question.accepted_options for question, chosen in zip(questions, answers, strict=True)
    )
