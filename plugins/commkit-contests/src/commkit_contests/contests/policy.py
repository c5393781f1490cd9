"""The rules of contests: which state may follow which, what a contest needs, and what its times must be."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from commkit import Conflict, FieldError, Invalid
from commkit_contests.contests.records import Contest, ContestCriterionDraft, ContestState
from commkit_contests.policy import MAX_CRITERIA

TRANSITIONS: Mapping[ContestState, tuple[ContestState, ...]] = {
    ContestState.OPEN: (ContestState.JUDGING, ContestState.CANCELLED),
    ContestState.JUDGING: (ContestState.CLOSED, ContestState.CANCELLED),
    ContestState.CLOSED: (ContestState.PUBLISHED, ContestState.JUDGING, ContestState.CANCELLED),
    ContestState.PUBLISHED: (ContestState.JUDGING,),
    ContestState.CANCELLED: (),
}
"""The states that may follow each state."""
SHOWN_TO_JUDGES = (ContestState.JUDGING, ContestState.CLOSED)
"""The states in which judges see the entries; once a result is published everybody does."""
FINAL_MARKS = (ContestState.CLOSED, ContestState.PUBLISHED)
"""The states in which judges see each other's marks."""
_MAX_WEIGHT, _MOST_ENTRIES_EACH = 100, 20
_LONGEST = timedelta(days=366)


def check_state(contest: Contest, *allowed: ContestState) -> None:
    """Check that a contest is in one of some states.

    Raises:
        Conflict: It is in another one (`contests.state`).
    """
    if contest.state not in allowed:
        hint = f"this is done while it is {' or '.join(allowed)}"
        raise Conflict("contests.state", f"this contest is {contest.state}; {hint}", state=contest.state)


def check_criteria(criteria: Sequence[ContestCriterionDraft], entries_each: int) -> None:
    """Check that there are criteria, with names that differ, that each counts, and how many entries one may have.

    Raises:
        Invalid: One of these is not so.
    """
    names = [criterion.name.strip().casefold() for criterion in criteria]
    faults = [
        FieldError(f"criteria.{place}.weight", "out_of_range", f"give 1 to {_MAX_WEIGHT}")
        for place, criterion in enumerate(criteria)
        if not 1 <= criterion.weight <= _MAX_WEIGHT
    ]
    if not 1 <= len(criteria) <= MAX_CRITERIA:
        faults.append(FieldError("criteria", "out_of_range", f"give 1 to {MAX_CRITERIA} criteria"))
    if len(set(names)) < len(names):
        faults.append(FieldError("criteria", "duplicate", "give each criterion another name"))
    if not 1 <= entries_each <= _MOST_ENTRIES_EACH:
        faults.append(
            FieldError("entries_each", "out_of_range", f"give 1 to {_MOST_ENTRIES_EACH} entries of each")
        )
    if faults:
        raise Invalid(faults)


def check_time(field: str, after: datetime, moment: datetime) -> None:
    """Check that a time of a contest comes after another one, and within a year of it.

    Raises:
        Invalid: It does not.
    """
    if not timedelta() < moment - after <= _LONGEST:
        raise Invalid.field(
            field, "out_of_range", f"give a time within 366 days after {after:%Y-%m-%d %H:%M} UTC"
        )
