"""The rules of test panels: what a screening may be, who passes it, and when nothing new is to be expected."""

from collections.abc import Sequence

from commkit.feedback.panels.records import SaturationPoint, ScreeningQuestion, ScreeningQuestionDraft
from commkit.runtime.model.errors import FieldError

MAX_QUESTIONS = 20
_MAX_OPTIONS = 50


def screening_errors(questions: Sequence[ScreeningQuestionDraft]) -> list[FieldError]:
    """What is wrong with the questions to applicants."""
    faults = []
    if len(questions) > MAX_QUESTIONS:
        faults.append(FieldError("screening", "too_many", f"ask at most {MAX_QUESTIONS} questions"))
    for place, question in enumerate(questions):
        path, options = f"screening[{place}]", question.options
        if not 2 <= len(set(options)) == len(options) <= _MAX_OPTIONS:
            faults.append(
                FieldError(f"{path}.options", "out_of_range", f"give 2 to {_MAX_OPTIONS} different options")
            )
        if not question.accepted_options or not set(question.accepted_options) <= set(
            range(1, len(options) + 1)
        ):
            faults.append(
                FieldError(
                    f"{path}.accepted_options", "out_of_range", "name options by their places, 1 upwards"
                )
            )
    return faults


def answer_errors(questions: Sequence[ScreeningQuestion], answers: Sequence[int]) -> list[FieldError]:
    """What is wrong with the answers of an applicant."""
    if len(answers) != len(questions):
        return [FieldError("answers", "not_answered", f"answer all {len(questions)} questions, in order")]
    return [
        FieldError(f"answers[{place}]", "out_of_range", f"choose an option from 1 to {len(question.options)}")
        for place, (question, chosen) in enumerate(zip(questions, answers, strict=True))
        if not 1 <= chosen <= len(question.options)
    ]


def passes(questions: Sequence[ScreeningQuestion], answers: Sequence[int]) -> bool:
    """Whether an applicant is accepted: every answer is one of those that the question accepted_options."""
    return all(
        chosen in question.accepted_options for question, chosen in zip(questions, answers, strict=True)
    )


def is_saturated(last_run: Sequence[int], run_length: int) -> bool:
    """Whether a panel may stop asking: its last submissions brought nothing new.

    The rule is the one of G. Guest, E. Namey, M. Chen, A simple method to assess and report thematic saturation in
    qualitative research, PLoS ONE 15(5), 2020, e0232076, with a new information threshold of 0 %: at a run length of
    k, saturation is reached when k submissions in a row add no new finding to those before them.

    Args:
        last_run: New findings in each of the last submissions, at most `run_length` of them.
        run_length: k.
    """
    return len(last_run) >= run_length and not any(last_run)


def saturation_curve(submissions: Sequence[tuple[int, int]]) -> tuple[SaturationPoint, ...]:
    """The new findings of submissions, in order, and how they add up."""
    points, total = [], 0
    for number, new in submissions:
        total += new
        points.append(SaturationPoint(number, new, total))
    return tuple(points)
