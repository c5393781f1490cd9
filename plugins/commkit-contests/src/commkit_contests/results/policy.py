"""What marks come to: how judges are made comparable, and who stands where; pure, and exact where it can be.

Sums are computed with fractions, so that equal entries are equal, and a constant that one judge adds to all their marks
changes nothing at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from typing import TypeVar

from attrs import frozen

from commkit.statistics import competition_ranks

_Entry = TypeVar("_Entry", bound=object)
_Judge = TypeVar("_Judge", bound=object)
Given = Mapping[tuple[_Judge, _Entry], Fraction]
"""What each judge gave each entry that they marked."""


def weighted_mark(values: Sequence[int], weights: Sequence[int]) -> Fraction:
    """What a judge gives an entry: the weighted sum model `sum(w_c * m_c) / sum(w_c)`.

    Source: P. C. Fishburn, Additive Utilities with Incomplete Product Sets: Application to Priorities and Assignments,
    Operations Research 15(3), 1967, 537-542.

    Args:
        values: The marks, by the criteria in their order.
        weights: Their weights, each 1 or more.
    """
    return Fraction(sum(value * weight for value, weight in zip(values, weights, strict=True)), sum(weights))


def judge_effects(given: Given[_Judge, _Entry]) -> dict[_Judge, Fraction]:
    """How much more each judge gives than others give for the same entries, by least squares.

    The model is additive, `y_je = m + a_e + b_j + error`, without an interaction; entries need not be marked by all
    judges. The `b_j` minimise `sum (y_je - m - a_e - b_j)^2`. With the entries eliminated, the normal equations are

        sum_e ((b_j - mean_e b)) = sum_e (y_je - mean_e y)    for each judge j, over the entries e that j marked,

    where `mean_e` is over the judges of an entry. They leave a constant open in each set of judges who are linked by
    entries that they marked in common; it is chosen so that the effects of such a set add up to 0. Judges of different
    sets cannot be compared: the sets count as equally strict on average. Entries for calibration, which all judges
    mark, make all judges one set.

    Source: H. I. Braun, Understanding Scoring Reliability: Experiments in Calibrating Essay Readers, Journal of
    Educational Statistics 13(1), 1988, 1-18.

    Args:
        given: What each judge gave each entry.

    Returns:
        The effect of each judge who marked anything, exactly.
    """
    by_entry: dict[_Entry, dict[_Judge, Fraction]] = defaultdict(dict)
    for (judge, entry), value in given.items():
        by_entry[entry][judge] = value
    judges = list(dict.fromkeys(judge for judge, _ in given))
    place = {judge: number for number, judge in enumerate(judges)}
    left = [[Fraction(0)] * len(judges) for _ in judges]
    right = [Fraction(0)] * len(judges)
    for marks in by_entry.values():
        mean, share = sum(marks.values(), Fraction(0)) / len(marks), Fraction(1, len(marks))
        for judge, value in marks.items():
            right[place[judge]] += value - mean
            left[place[judge]][place[judge]] += 1
            for other in marks:
                left[place[judge]][place[other]] -= share
    for linked in _linked(by_entry.values()):
        for judge in linked:
            for other in linked:
                left[place[judge]][place[other]] += 1  # the effects of the set add up to 0
    return dict(zip(judges, _solved(left, right), strict=True))


def _linked(groups: Iterable[Iterable[_Judge]]) -> list[set[_Judge]]:
    """The sets of judges who are linked by entries that they marked in common."""
    found: list[set[_Judge]] = []
    for group in groups:
        joined = set(group)
        apart = []
        for known in found:
            if known & joined:
                joined |= known
            else:
                apart.append(known)
        found = [*apart, joined]
    return found


def _solved(left: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """The solution of linear equations that have one, by elimination (Gauss and Jordan)."""
    rows = [[*row, value] for row, value in zip(left, right, strict=True)]
    for column in range(len(rows)):
        pivot = next(number for number in range(column, len(rows)) if rows[number][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column] = [value / rows[column][column] for value in rows[column]]
        for number, row in enumerate(rows):
            if number != column and row[column]:
                factor = row[column]
                rows[number] = [value - factor * other for value, other in zip(row, head, strict=True)]
    return [row[-1] for row in rows]


def without_leniency(given: Given[_Judge, _Entry]) -> dict[tuple[_Judge, _Entry], Fraction]:
    """What each judge gave, less what they give more than others; see `judge_effects`."""
    effects = judge_effects(given)
    return {(judge, entry): value - effects[judge] for (judge, entry), value in given.items()}


def standard_scores(
    given: Given[_Judge, _Entry], calibration: Iterable[_Entry]
) -> dict[tuple[_Judge, _Entry], float]:
    """What each judge gave as standard scores, `(y - mean_j) / s_j`, with `n - 1` in the deviation.

    The mean and the deviation of a judge are those over the entries for calibration, which are the same for all judges;
    where they marked fewer than two of these, over all that they marked. A judge who gave all of these the same mark
    says nothing of how much of the scale they use: for the deviation, the mean of those of the other judges stands in,
    or 1 where there is none; so a zero is never divided by.

    Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda356.htm (NIST/SEMATECH e-Handbook of Statistical
    Methods, 1.3.5.6, measures of scale).

    Args:
        given: What each judge gave each entry.
        calibration: The entries for calibration.

    Returns:
        The scores, without a unit: 0 is what the judge gives on average.
    """
    common = set(calibration)
    of_judge: dict[_Judge, list[Fraction]] = defaultdict(list)
    compared: dict[_Judge, list[Fraction]] = defaultdict(list)
    for (judge, entry), value in given.items():
        of_judge[judge].append(value)
        if entry in common:
            compared[judge].append(value)
    spreads, means = dict[_Judge, float](), dict[_Judge, Fraction]()
    for judge, values in of_judge.items():
        basis = compared[judge] if len(compared[judge]) > 1 else values
        mean = means[judge] = sum(basis, Fraction(0)) / len(basis)
        if len(basis) > 1:
            spreads[judge] = sqrt(sum((value - mean) ** 2 for value in basis) / (len(basis) - 1))
    spread = [value for value in spreads.values() if value]
    usual = sum(spread) / len(spread) if spread else 1.0
    return {
        (judge, entry): float(value - means[judge]) / (spreads.get(judge) or usual)
        for (judge, entry), value in given.items()
    }


@frozen
class Standing:
    """Where an entry stands.

    Attributes:
        score: The mean of what its judges gave, once they are comparable; None where nobody marked it.
        judges: How many marked it.
        place: Its place; None where too few marked it.
    """

    score: float | None
    judges: int
    place: int | None


_DIGITS = 9
"""To how many digits scores are compared: roots of equal standard scores may differ in the last bits."""


def mean_scores(
    counted: Mapping[tuple[_Judge, _Entry], Fraction] | Mapping[tuple[_Judge, _Entry], float],
) -> dict[_Entry, tuple[float, int]]:
    """The mean of what the judges of each entry gave, and how many they are."""
    values: dict[_Entry, list[Fraction | float]] = defaultdict(list)
    for (_, entry), value in counted.items():
        values[entry].append(value)
    return {entry: (_mean(its), len(its)) for entry, its in values.items()}


def _mean(values: Sequence[Fraction | float]) -> float:
    if all(isinstance(value, Fraction) for value in values):
        return round(float(sum(values, Fraction(0)) / len(values)), _DIGITS)
    return round(sum(sorted(map(float, values))) / len(values), _DIGITS)


def standings(
    entries: Sequence[_Entry],
    scores: Mapping[_Entry, tuple[float, int]],
    *,
    needed: int,
    tied_by: Mapping[_Entry, float],
) -> dict[_Entry, Standing]:
    """Where entries stand: those with equal scores by what decides ties, and else on a place that they share.

    Args:
        entries: The entries.
        scores: What `mean_scores` gave.
        needed: How many judges must have marked one for it to have a place.
        tied_by: What decides between equal scores, the higher first; 0 for an entry that is not in it.
    """
    ranked = sorted(
        ((scores[entry][0], tied_by.get(entry, 0.0)), number)
        for number, entry in enumerate(entries)
        if entry in scores and scores[entry][1] >= needed
    )[::-1]
    levels = {level: number for number, level in enumerate(sorted({level for level, _ in ranked}))}
    places = competition_ranks([levels[level] for level, _ in ranked])
    place_of = {entries[number]: place for (_, number), place in zip(ranked, places, strict=True)}
    return {
        entry: Standing(
            score=scores[entry][0] if entry in scores else None,
            judges=scores[entry][1] if entry in scores else 0,
            place=place_of.get(entry),
        )
        for entry in entries
    }
