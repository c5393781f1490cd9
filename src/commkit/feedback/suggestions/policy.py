"""The rules of suggestions: which status follows which, and what becomes of two votes that become one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median

from attrs import evolve, frozen

from commkit.feedback.suggestions.records import FeedbackStatus, Suggestion
from commkit.runtime.model.errors import Conflict, Invalid

STATUS_TRANSITIONS: Mapping[FeedbackStatus, tuple[FeedbackStatus, ...]] = {
    FeedbackStatus.NEW: (
        FeedbackStatus.UNDER_REVIEW,
        FeedbackStatus.PLANNED,
        FeedbackStatus.IN_PROGRESS,
        FeedbackStatus.DONE,
        FeedbackStatus.DECLINED,
    ),
    FeedbackStatus.UNDER_REVIEW: (
        FeedbackStatus.PLANNED,
        FeedbackStatus.IN_PROGRESS,
        FeedbackStatus.DONE,
        FeedbackStatus.DECLINED,
    ),
    FeedbackStatus.PLANNED: (
        FeedbackStatus.UNDER_REVIEW,
        FeedbackStatus.IN_PROGRESS,
        FeedbackStatus.DONE,
        FeedbackStatus.DECLINED,
    ),
    FeedbackStatus.IN_PROGRESS: (
        FeedbackStatus.UNDER_REVIEW,
        FeedbackStatus.PLANNED,
        FeedbackStatus.DONE,
        FeedbackStatus.DECLINED,
    ),
    FeedbackStatus.DONE: (FeedbackStatus.IN_PROGRESS,),
    FeedbackStatus.DECLINED: (FeedbackStatus.UNDER_REVIEW,),
}
"""Where a suggestion may go from each status. Nothing is new again; what is closed can be opened again."""

CLOSED = frozenset({FeedbackStatus.DONE, FeedbackStatus.DECLINED})
"""Where voting ends and budgets get their votes back."""

DECIDED = frozenset(FeedbackStatus) - {FeedbackStatus.NEW, FeedbackStatus.UNDER_REVIEW}
"""Where the team has said what it will do."""


def with_status(suggestion: Suggestion, status: FeedbackStatus, *, reply: str, now: datetime) -> Suggestion:
    """A suggestion in another status.

    Args:
        suggestion: As it is.
        status: Where it goes.
        reply: What is said; the reply before it stays where nothing is.
        now: When.

    Raises:
        Conflict: There is no way from here to there.
        Invalid: It would be closed without a word.
    """
    ways = STATUS_TRANSITIONS[suggestion.status]
    if status not in ways:
        told = ", ".join(ways)
        raise Conflict("feedback.invalid_status_transition", f"from {suggestion.status} it can go to: {told}")
    if status in CLOSED and not reply.strip():
        raise Invalid.field("reply", "blank", f"say to those who voted why it is {status}")
    after = evolve(
        suggestion,
        status=status,
        status_changed_at=now,
        decided_at=suggestion.decided_at or (now if status in DECIDED else None),
        done_at=now if status is FeedbackStatus.DONE else None,
        closed_at=now if status in CLOSED else None,
    )
    return with_reply(after, reply, now=now) if reply.strip() else after


def with_reply(suggestion: Suggestion, reply: str, *, now: datetime) -> Suggestion:
    """A suggestion with another public reply."""
    return evolve(suggestion, reply=reply, first_replied_at=suggestion.first_replied_at or now)


@frozen
class VoteAllocation:
    """What one member gives one suggestion.

    Attributes:
        weight: Votes that count in the score.
        held: How many of them their budget holds.
    """

    weight: int = 0
    held: int = 0


def merge_allocations(
    gone: VoteAllocation, kept: VoteAllocation, *, most: int, is_open: bool
) -> tuple[VoteAllocation, int]:
    """What a member gives the suggestion that stays when another one is merged into it.

    The votes are added up to `most`; nobody's vote becomes smaller by it than the larger of the two was.

    Args:
        gone: What they gave the duplicate.
        kept: What they gave the one that stays; nothing where they did not vote for it.
        most: Votes that one member may give one suggestion.
        is_open: Whether the one that stays is open; a closed one holds no votes of a budget.

    Returns:
        What they give it then, and how many votes go back to their budget.
    """
    weight = min(gone.weight + kept.weight, max(most, gone.weight, kept.weight))
    all_held = gone.held + kept.held
    held = min(all_held, weight) if is_open else 0
    return VoteAllocation(weight, held), all_held - held


def median_duration(durations: Iterable[timedelta]) -> timedelta | None:
    """The median of durations; None where there are none."""
    found = [duration.total_seconds() for duration in durations]
    return timedelta(seconds=median(found)) if found else None
