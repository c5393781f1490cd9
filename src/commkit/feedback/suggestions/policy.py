"""The rules of suggestions: which status may follow which, and what a status or a reply changes."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from commkit.feedback.suggestions.records import Suggestion, SuggestionStatus
from commkit.runtime.model.errors import Conflict, Invalid

STATUS_TRANSITIONS: Mapping[SuggestionStatus, tuple[SuggestionStatus, ...]] = {
    SuggestionStatus.NEW: (
        SuggestionStatus.UNDER_REVIEW,
        SuggestionStatus.PLANNED,
        SuggestionStatus.IN_PROGRESS,
        SuggestionStatus.DONE,
        SuggestionStatus.DECLINED,
    ),
    SuggestionStatus.UNDER_REVIEW: (
        SuggestionStatus.PLANNED,
        SuggestionStatus.IN_PROGRESS,
        SuggestionStatus.DONE,
        SuggestionStatus.DECLINED,
    ),
    SuggestionStatus.PLANNED: (
        SuggestionStatus.UNDER_REVIEW,
        SuggestionStatus.IN_PROGRESS,
        SuggestionStatus.DONE,
        SuggestionStatus.DECLINED,
    ),
    SuggestionStatus.IN_PROGRESS: (
        SuggestionStatus.UNDER_REVIEW,
        SuggestionStatus.PLANNED,
        SuggestionStatus.DONE,
        SuggestionStatus.DECLINED,
    ),
    SuggestionStatus.DONE: (SuggestionStatus.IN_PROGRESS,),
    SuggestionStatus.DECLINED: (SuggestionStatus.UNDER_REVIEW,),
}
"""The statuses that may follow each status. No suggestion becomes new again; closed ones can be reopened."""

CLOSED = frozenset({SuggestionStatus.DONE, SuggestionStatus.DECLINED})
"""The statuses in which voting has ended and budgets got their votes back."""

DECIDED = frozenset(SuggestionStatus) - {SuggestionStatus.NEW, SuggestionStatus.UNDER_REVIEW}
"""The statuses in which the team has decided."""


def with_status(suggestion: Suggestion, status: SuggestionStatus, *, reply: str, now: datetime) -> Suggestion:
    """A suggestion in another status.

    Args:
        suggestion: The suggestion before.
        status: The new status.
        reply: The public reply; an empty one leaves the earlier reply.
        now: The time of the change.

    Raises:
        Conflict: The new status cannot follow the present one.
        Invalid: It would be closed without a reply.
    """
    allowed = STATUS_TRANSITIONS[suggestion.status]
    if status not in allowed:
        raise Conflict(
            "feedback.invalid_status_transition",
            f"after {suggestion.status} the status can be: {', '.join(allowed)}",
        )
    if status in CLOSED and not reply.strip():
        raise Invalid.field("reply", "blank", f"tell those who voted why it is {status}")
    after = evolve(
        suggestion,
        status=status,
        status_changed_at=now,
        decided_at=suggestion.decided_at or (now if status in DECIDED else None),
        done_at=now if status is SuggestionStatus.DONE else None,
        closed_at=now if status in CLOSED else None,
    )
    return with_reply(after, reply, now=now) if reply.strip() else after


def with_reply(suggestion: Suggestion, reply: str, *, now: datetime) -> Suggestion:
    """A suggestion with another public reply."""
    return evolve(suggestion, reply=reply, first_replied_at=suggestion.first_replied_at or now)
