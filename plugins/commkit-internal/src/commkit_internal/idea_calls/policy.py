"""The rules of idea calls: which state may follow which, what a call needs, and what its times must be."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from commkit import Conflict, FieldError, Invalid
from commkit_internal.idea_calls.records import CriterionDraft, IdeaCall, IdeaCallState

TRANSITIONS: Mapping[IdeaCallState, tuple[IdeaCallState, ...]] = {
    IdeaCallState.COLLECTING: (IdeaCallState.EVALUATING, IdeaCallState.CANCELLED),
    IdeaCallState.EVALUATING: (IdeaCallState.DECIDING,),
    IdeaCallState.DECIDING: (IdeaCallState.REPORTED,),
    IdeaCallState.REPORTED: (),
    IdeaCallState.CANCELLED: (),
}
"""The states that may follow each state."""

OVER = frozenset(state for state, following in TRANSITIONS.items() if not following)
"""The states in which a call has ended."""
MERGING = frozenset({IdeaCallState.COLLECTING, IdeaCallState.EVALUATING})
"""The states in which ideas are merged; later it would change what the marks were about."""
CLOSED_EVALUATION = frozenset({IdeaCallState.DECIDING, IdeaCallState.REPORTED})
"""The states in which evaluators see each other's marks."""

MAX_CRITERIA = 10
MAX_EVALUATORS = 50
_MAX_WEIGHT = 100
_LONGEST = timedelta(days=366)
_SHORTEST_PROMISE = timedelta(days=1)


def check_transition(before: IdeaCallState, after: IdeaCallState) -> None:
    """Check that a state may follow another one.

    Raises:
        Conflict: It may not.
    """
    allowed = TRANSITIONS[before]
    if after not in allowed:
        following = f"after that it can be: {', '.join(allowed)}" if allowed else "it has ended"
        raise wrong_state(before, following)


def check_state(call: IdeaCall, *allowed: IdeaCallState) -> None:
    """Check that a call is in one of some states.

    Raises:
        Conflict: It is in another one.
    """
    if call.state not in allowed:
        raise wrong_state(call.state, f"this is done while it is {' or '.join(allowed)}")


def wrong_state(state: IdeaCallState, hint: str) -> Conflict:
    """The error about a call that is in another state."""
    return Conflict("internal.idea_call_state", f"this call is {state}; {hint}", state=state)


def check_criteria(criteria: Sequence[CriterionDraft]) -> None:
    """Check that there are criteria, with names that differ, and that each counts.

    Raises:
        Invalid: One of these is not so.
    """
    faults = []
    if not 1 <= len(criteria) <= MAX_CRITERIA:
        faults.append(FieldError("criteria", "out_of_range", f"give 1 to {MAX_CRITERIA} criteria"))
    if len({criterion.name.strip().casefold() for criterion in criteria}) < len(criteria):
        faults.append(FieldError("criteria", "duplicate", "give each criterion another name"))
    faults += [
        FieldError(
            f"criteria.{place}.weight",
            "out_of_range",
            f"give 1 to {_MAX_WEIGHT}; what counts nothing is left out",
        )
        for place, criterion in enumerate(criteria)
        if not 1 <= criterion.weight <= _MAX_WEIGHT
    ]
    if faults:
        raise Invalid(faults)


def check_times(
    now: datetime, collect_until: datetime, evaluate_until: datetime, report_within: timedelta
) -> None:
    """Check that the times of a call come one after the other.

    Raises:
        Invalid: They do not, or one of them is more than a year away.
    """
    faults = []
    if not timedelta() < collect_until - now <= _LONGEST:
        faults.append(FieldError("collect_until", "out_of_range", "give a time in the next 366 days"))
    if not timedelta() < evaluate_until - collect_until <= _LONGEST:
        faults.append(
            FieldError(
                "evaluate_until", "out_of_range", "give a time within 366 days after ideas are collected"
            )
        )
    if not _SHORTEST_PROMISE <= report_within <= _LONGEST:
        faults.append(FieldError("report_within", "out_of_range", "give a day to 366 days"))
    if faults:
        raise Invalid(faults)
