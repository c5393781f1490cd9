"""How entries are marked."""

from uuid import UUID

from commkit import Conflict, Context, Denied, Invalid, NotFound
from commkit.members import own_members
from commkit.storage import Statement
from commkit_contests.conflicts import statements as conflict_sql
from commkit_contests.conflicts.handlers import OWN, SELF, conflicts_of, recuse
from commkit_contests.conflicts.records import ContestRecusal
from commkit_contests.contests import statements as contest_sql
from commkit_contests.contests.policy import check_state
from commkit_contests.contests.records import Contest, ContestState
from commkit_contests.entries import statements as entry_sql
from commkit_contests.entries.records import ContestEntry
from commkit_contests.facts import ContestEntryMarked, ContestJudgeRecused
from commkit_contests.feature import contest_feature
from commkit_contests.marks import statements as sql
from commkit_contests.marks.messages import MarkContestEntry, RecuseFromContestEntry
from commkit_contests.marks.records import ContestMark, ContestMarkId
from commkit_contests.policy import READ
from commkit_contests.tables import mark


@contest_feature.loads(ContestMark, owner=lambda its: its.judge, table=mark)
def fetch_contest_mark(context: Context, id: UUID) -> ContestMark | None:
    """A mark that the actor sees."""
    return context.one(sql.ONE, id=id) if context.can(READ) else None


@contest_feature.handles(MarkContestEntry)
def mark_contest_entry(context: Context, command: MarkContestEntry) -> tuple[ContestMark, ...]:
    """Keep the contest as it is until the commit, so that marks come before they are final or not at all."""
    found, contest = _judged(context, context.get(ContestEntry, command.entry))
    _check_conflict(context, contest, found)
    if not found.calibration:
        ((left,),) = context.rows(sql.UNCALIBRATED, contest=contest.id, judge=context.member)
        if left:
            raise Conflict(
                "contests.calibrate_first", f"mark the {left} entries for calibration first", left=left
            )
    criteria = context.rows(contest_sql.CRITERIA, contest=contest.id)
    if len(command.marks) != len(criteria):
        raise Invalid.field("marks", "wrong_count", f"give {len(criteria)} marks, one for each criterion")
    if any(not 1 <= value <= contest.scale for value in command.marks):
        raise Invalid.field("marks", "out_of_range", f"give marks from 1 to {contest.scale}")
    for number, value in enumerate(command.marks, 1):
        given = ContestMark(
            id=ContestMarkId(context.new_id()),
            contest=contest.id,
            entry=found.id,
            judge=context.member,
            criterion=number,
            value=value,
            at=context.now,
        )
        context.run(sql.SET, given)
    context.emit(ContestEntryMarked(contest=contest.id, entry=found.id))
    return tuple(each for each in context.rows(sql.OF_ENTRY, entry=found.id) if each.judge == context.member)


@contest_feature.handles(RecuseFromContestEntry)
def recuse_from_contest_entry(context: Context, command: RecuseFromContestEntry) -> None:
    """Hold the contest, so that no mark comes meanwhile; write it down, and delete the marks."""
    found, contest = _judged(context, context.get(ContestEntry, command.entry), lock=contest_sql.LOCK)
    if found.calibration:
        raise Conflict("contests.calibration_entry", "every judge marks the entries for calibration")
    recuse(context, contest, ContestRecusal(found.id, context.member, contest.id, SELF))
    context.emit(ContestJudgeRecused(contest=contest.id, entry=found.id))


def _judged(
    context: Context, entry: ContestEntry, *, lock: Statement[Contest] = contest_sql.LOCK_SHARED
) -> tuple[ContestEntry, Contest]:
    """An entry with its contest, locked, which the actor judges and marks now."""
    (contest,) = context.rows(lock, id=entry.contest)
    if not context.rows(contest_sql.IS_JUDGE, contest=contest.id, member=context.member):
        raise Denied("contests.no_judge", "the judges of this contest mark its entries; ask who runs it")
    check_state(contest, ContestState.JUDGING)
    if context.now >= contest.mark_until:
        raise Conflict("contests.marks_over", "the time for marks is over; wait for the result")
    return entry, contest


def _check_conflict(context: Context, contest: Contest, entry: ContestEntry) -> None:
    """Check that a judge is not too close to an entry.

    In a blind contest nothing is asked of the author once more: the answer would tell whose it is.
    """
    reason = context.one(conflict_sql.IS_RECUSED, entry=entry.id, judge=context.member)
    ((author,),) = context.rows(entry_sql.AUTHOR, id=entry.id)
    if reason is None and not entry.calibration:
        if author in own_members(context):
            reason = (OWN,)
        elif not contest.blind:
            asked = conflicts_of(context, context.member, [author])
            reason = (asked[author],) if author in asked else None
    if reason is None:
        return
    if contest.blind and reason[0] != OWN:
        raise NotFound("contests.no_such_entry", "there is no such entry for you")
    raise Denied(
        "contests.conflict_of_interest", "you are too close to this entry to mark it; mark the others"
    )
