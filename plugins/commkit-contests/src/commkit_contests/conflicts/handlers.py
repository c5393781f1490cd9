"""How conflicts of interest are found, before anybody marks anything."""

from collections.abc import Iterable

from commkit import Context, MemberId
from commkit_contests.conflicts import statements as sql
from commkit_contests.conflicts.records import ContestRecusal, JudgeConflict
from commkit_contests.contests.records import Contest
from commkit_contests.entries import statements as entry_sql

OWN, SELF = "own", "self"
"""Why a judge does not mark an entry: it is their own, or they said so."""


def recuse_judges(context: Context, contest: Contest, judges: Iterable[MemberId]) -> None:
    """Write down which entries of a contest some judges do not mark: their own, and those of a declared conflict.

    Args:
        context: Of a command that holds the contest.
        contest: The contest.
        judges: Who judges it.
    """
    entries = [each for each in context.rows(entry_sql.STORED, contest=contest.id) if not each.calibration]
    authors = {each.author for each in entries}
    for judge in judges:
        reasons = conflicts_of(context, judge, authors)
        context.run_many(
            sql.ADD,
            [
                {"entry": each.id, "judge": judge, "contest": contest.id, "reason": reasons[each.author]}
                for each in entries
                if each.author in reasons
            ],
        )


def conflicts_of(context: Context, judge: MemberId, authors: Iterable[MemberId]) -> dict[MemberId, str]:
    """Whose entries a judge does not mark, of some authors, and the name of the reason."""
    wanted = sorted(set(authors))
    found = {judge: OWN} if judge in wanted else {}
    for declared in context.declared(JudgeConflict):
        for member in declared.conflicts(context, judge, [each for each in wanted if each != judge]):
            found.setdefault(member, declared.name)
    return found


def recuse(context: Context, contest: Contest, recusal: ContestRecusal) -> None:
    """Let a judge not mark one entry; what they marked of it is deleted."""
    context.run(sql.ADD, recusal)
    context.run(sql.DROP_MARKS, entry=recusal.entry, judge=recusal.judge)
