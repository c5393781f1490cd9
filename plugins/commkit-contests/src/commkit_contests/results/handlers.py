"""How results are worked out, stored with the entries, and taken back."""

from collections import defaultdict
from fractions import Fraction

from commkit import Context, MemberId
from commkit_contests.contests import statements as contest_sql
from commkit_contests.contests.records import Calibration, Contest, ContestTieRule
from commkit_contests.entries import statements as entry_sql
from commkit_contests.entries.records import ContestEntryId, StoredEntry
from commkit_contests.marks import statements as mark_sql
from commkit_contests.results import statements as sql
from commkit_contests.results.policy import (
    mean_scores,
    standard_scores,
    standings,
    weighted_mark,
    without_leniency,
)

_Given = dict[tuple[MemberId, ContestEntryId], Fraction]
_Counted = dict[tuple[MemberId, ContestEntryId], Fraction] | dict[tuple[MemberId, ContestEntryId], float]


def store_result(context: Context, contest: Contest) -> tuple[MemberId, ...]:
    """Store what the marks of a contest come to; gives who has the first place.

    Args:
        context: Of a command that holds the contest.
        contest: The contest, whose marks are final.
    """
    entries: list[StoredEntry] = context.rows(entry_sql.STORED, contest=contest.id)
    weights = [each.weight for each in context.rows(contest_sql.CRITERIA, contest=contest.id)]
    marks: dict[tuple[MemberId, ContestEntryId], dict[int, int]] = defaultdict(dict)
    for entry, judge, criterion, value in context.rows(mark_sql.OF_CONTEST, contest=contest.id):
        marks[judge, entry][criterion] = value
    numbers = range(1, len(weights) + 1)
    given = {key: weighted_mark([its[number] for number in numbers], weights) for key, its in marks.items()}
    counted = _comparable(contest, given, entries)
    ranked = [each.id for each in entries if not each.calibration]
    tied_by = _tied_by(contest, entries)
    if contest.ties is ContestTieRule.HEAVIEST:
        heaviest = weights.index(max(weights)) + 1
        alone = {key: Fraction(its[heaviest]) for key, its in marks.items()}
        tied_by = {id: score for id, (score, _) in mean_scores(_comparable(contest, alone, entries)).items()}
    found = standings(ranked, mean_scores(counted), needed=contest.marks_needed, tied_by=tied_by)
    context.run_many(
        sql.SET_RESULT,
        [
            {"id": id, "new_judges": its.judges, "new_score": its.score, "new_place": its.place}
            for id, its in found.items()
        ],
    )
    _store_parts(context, given, counted, set(ranked))
    return tuple(each.author for each in entries if each.id in found and found[each.id].place == 1)


def _comparable(contest: Contest, given: _Given, entries: list[StoredEntry]) -> _Counted:
    if contest.calibration is Calibration.ADDITIVE:
        return without_leniency(given)
    if contest.calibration is Calibration.STANDARD:
        return standard_scores(given, (each.id for each in entries if each.calibration))
    return given


def _tied_by(contest: Contest, entries: list[StoredEntry]) -> dict[ContestEntryId, float]:
    """The entries are in the order in which they were entered; the higher number comes first."""
    if contest.ties is not ContestTieRule.EARLIEST:
        return {}
    return {each.id: float(-number) for number, each in enumerate(entries)}


def _store_parts(context: Context, given: _Given, counted: _Counted, ranked: set[ContestEntryId]) -> None:
    """What each judge gave each entry, by the marks, so that the order tells nothing of who."""
    parts: dict[ContestEntryId, list[tuple[float, float]]] = defaultdict(list)
    for (judge, entry), mark in given.items():
        if entry in ranked:
            parts[entry].append((float(mark), float(counted[judge, entry])))
    context.run_many(
        sql.ADD_PART,
        [
            {"entry": entry, "number": number, "mark": mark, "counted": value}
            for entry, its in parts.items()
            for number, (mark, value) in enumerate(sorted(its), 1)
        ],
    )


def clear_result(context: Context, contest: Contest) -> None:
    """Take back what the marks of a contest came to."""
    context.run(sql.DROP_PARTS, contest=contest.id)
    context.run(sql.CLEAR_RESULT, contest=contest.id)
