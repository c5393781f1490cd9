"""How members enter contests, and take entries back."""

from uuid import uuid4

from commkit import Conflict, Context
from commkit.storage import NOBODY
from commkit_contests.contests.records import Contest, ContestId, ContestState
from commkit_contests.contests.states.handlers import locked_contest
from commkit_contests.entries import statements as sql
from commkit_contests.entries.messages import AddCalibrationEntry, SubmitContestEntry, WithdrawContestEntry
from commkit_contests.entries.records import ContestEntry, ContestEntryId, StoredEntry
from commkit_contests.facts import ContestEntrySubmitted, ContestEntryWithdrawn
from commkit_contests.feature import contest_feature
from commkit_contests.policy import LEAVE, MANAGE, MAX_ENTRIES, READ
from commkit_contests.tables import entry


@contest_feature.loads(ContestEntry, owner=lambda its: its.author, table=entry)
def fetch_contest_entry(context: Context, id: ContestEntryId) -> ContestEntry | None:
    """An entry that the actor sees."""
    return context.one(sql.ONE, id=id, me=context.member_or_none or NOBODY) if context.can(READ) else None


@contest_feature.handles(SubmitContestEntry)
def submit_contest_entry(context: Context, command: SubmitContestEntry) -> ContestEntry:
    """Lock the contest, so that nobody has more entries than they may have, and none comes late."""
    found = _taking_entries(context, command.contest)
    ((entries, own),) = context.rows(sql.COUNT, contest=found.id, me=context.member)
    if own >= found.entries_each:
        raise Conflict(
            "contests.too_many_entries",
            f"a member has {found.entries_each} here at most; withdraw one to enter another one",
        )
    return _add(context, found, command, entries, calibration=False)


@contest_feature.handles(AddCalibrationEntry)
def add_calibration_entry(context: Context, command: AddCalibrationEntry) -> ContestEntry:
    """It is the organiser's."""
    found = _taking_entries(context, command.contest, need=MANAGE)
    ((entries, _),) = context.rows(sql.COUNT, contest=found.id, me=found.organiser)
    return _add(context, found, command, entries, calibration=True)


def _taking_entries(context: Context, id: ContestId, *, need: str | None = None) -> Contest:
    found = locked_contest(context, id, need=need)
    if found.state is not ContestState.OPEN or context.now >= found.enter_until:
        raise Conflict("contests.entries_over", "the time for entries of this contest is over")
    return found


def _add(
    context: Context,
    found: Contest,
    command: SubmitContestEntry | AddCalibrationEntry,
    entries: int,
    *,
    calibration: bool,
) -> ContestEntry:
    if entries >= MAX_ENTRIES:
        raise Conflict("contests.full", f"this contest has {MAX_ENTRIES} entries already")
    id = ContestEntryId(
        uuid4()
    )  # an id that tells the time would tell judges when it was entered, and so by whom
    stored = StoredEntry(
        id=id,
        contest=found.id,
        author=found.organiser if calibration else context.member,
        title=command.title,
        body=command.body,
        calibration=calibration,
        entered_at=context.now,
        judges=0,
        score=None,
        place=None,
    )
    context.run(sql.ADD, stored)
    context.emit(ContestEntrySubmitted(contest=found.id, entry=id))
    return ContestEntry(
        id=id,
        contest=found.id,
        author=stored.author,
        title=stored.title,
        body=stored.body,
        calibration=calibration,
        judges=0,
        score=None,
        place=None,
    )


@contest_feature.handles(WithdrawContestEntry)
def withdraw_contest_entry(context: Context, command: WithdrawContestEntry) -> None:
    """Lock the contest, so that nobody marks it meanwhile."""
    found = context.get(ContestEntry, command.entry, need=LEAVE)
    _taking_entries(context, found.contest)
    if context.run(sql.DELETE, id=found.id):
        context.emit(ContestEntryWithdrawn(contest=found.contest, entry=found.id))
