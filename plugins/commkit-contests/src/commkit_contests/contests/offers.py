"""When it is offered to do something about a contest, besides the permission."""

from commkit import Context
from commkit_contests.contests.messages import (
    AddContestJudge,
    CancelContest,
    CloseContestMarks,
    EndContestEntries,
    PublishContestResult,
    ReopenContest,
)
from commkit_contests.contests.policy import FINAL_MARKS
from commkit_contests.contests.records import Contest, ContestState
from commkit_contests.entries.messages import AddCalibrationEntry, SubmitContestEntry
from commkit_contests.feature import contest_feature


@contest_feature.offers(EndContestEntries, SubmitContestEntry, AddCalibrationEntry, about=Contest)
def takes_entries(context: Context, contest: Contest) -> bool:
    """One whose time for entries is not over."""
    return contest.state is ContestState.OPEN and context.now < contest.enter_until


@contest_feature.offers(AddContestJudge, about=Contest)
def takes_judges(context: Context, contest: Contest) -> bool:
    """One whose marks are not final."""
    return contest.state in (ContestState.OPEN, ContestState.JUDGING)


@contest_feature.offers(CloseContestMarks, about=Contest)
def is_judged(context: Context, contest: Contest) -> bool:
    """One that judges mark."""
    return contest.state is ContestState.JUDGING


@contest_feature.offers(PublishContestResult, about=Contest)
def is_closed(context: Context, contest: Contest) -> bool:
    """One whose marks are final, without a result."""
    return contest.state is ContestState.CLOSED


@contest_feature.offers(ReopenContest, about=Contest)
def has_final_marks(context: Context, contest: Contest) -> bool:
    """One whose marks are final."""
    return contest.state in FINAL_MARKS


@contest_feature.offers(CancelContest, about=Contest)
def has_no_result(context: Context, contest: Contest) -> bool:
    """One without a result, that was not called off."""
    return contest.state not in (ContestState.PUBLISHED, ContestState.CANCELLED)
