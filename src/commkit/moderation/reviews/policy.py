"""What follows from an answer that did not come."""

from commkit.moderation.reviews.records import AbsenceRule, ReviewOutcome
from commkit.runtime.model.errors import CommkitError

_OUTCOMES = {
    AbsenceRule.HOLD: ReviewOutcome.HOLD,
    AbsenceRule.PUBLISH: ReviewOutcome.PASS,
    AbsenceRule.REFUSE: ReviewOutcome.REFUSE,
}
_MAX_CODE = 64


class ReviewFailed(CommkitError):
    """The reviewer gave no answer that can be taken; `code` says why."""


def outcome_of_absence(rule: AbsenceRule) -> ReviewOutcome:
    """What becomes of a post by the rule for the absence of the reviewer."""
    return _OUTCOMES[rule]


def code_of(error: Exception) -> str:
    """What is kept of an error: its code. Its text may quote what the other side answered."""
    return (error.code if isinstance(error, CommkitError) else type(error).__name__)[:_MAX_CODE]
