"""Why somebody may or may not mark an entry; of a blind contest, nothing that tells whose it is."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_contests.contests import statements as contest_sql
from commkit_contests.contests.records import Contest, ContestState
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature
from commkit_contests.marks import statements as sql


@contest_feature.explains("contests.mark_contest_entry", "contests.recuse_from_contest_entry")
def explain_marking(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers, in their order."""
    entry, member = request.object, request.member
    if not isinstance(entry, ContestEntry) or member is None:
        return
    contest = context.get(Contest, entry.contest)
    judges = bool(context.rows(contest_sql.IS_JUDGE, contest=contest.id, member=member))
    yield TraceStep("they judge this contest", judges)
    yield TraceStep("judges mark now", contest.state is ContestState.JUDGING, f"it is {contest.state}")
    ((left,),) = context.rows(sql.UNCALIBRATED, contest=contest.id, judge=member)
    if judges and not entry.calibration:
        yield TraceStep("they marked the entries for calibration", not left, f"{left} are left")
