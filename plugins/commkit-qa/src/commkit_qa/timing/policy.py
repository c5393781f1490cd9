"""The median time with those who still wait counted: the product-limit estimator."""

from collections.abc import Sequence
from math import prod

from attrs import frozen

_ROUNDING = 2.0**-51
"""What one factor may add to the error of a product of floats: two roundings, each of at most 2^-53."""


@frozen
class AnsweredRun:
    """Questions that were answered one after the other, ordered by time, with none between them that waits.

    Attributes:
        first: The place of the first of them among all questions, from 1.
        answered: How many they are.
    """

    first: int
    answered: int


def median_place(size: int, runs: Sequence[AnsweredRun]) -> int | None:
    """The place of the question at whose time the Kaplan-Meier curve has fallen to one half.

    The curve is the product of `1 - answered / at risk` over the times at which questions were answered; at risk are
    those that were neither answered before nor waited less than that. It is computed without rounding. Within a run the
    product is `1 - answered / at risk` of the whole run, so each run is one factor.

    Source: E. L. Kaplan, P. Meier, Nonparametric Estimation from Incomplete Observations, Journal of the American
    Statistical Association 53(282), 1958, 457-481.

    Args:
        size: How many questions there are: the answered ones and those that wait.
        runs: Their answered ones. Places are by time; at the same time, those that wait come last, since they waited
            at least that long.

    Returns:
        The place; None where the curve stays above one half. Where nobody waits it is that of the lower median.
    """
    curve = 1.0
    for number, run in enumerate(runs, 1):
        at_risk = _at_risk(size, run)
        curve *= (at_risk - run.answered) / at_risk
        if curve <= 0.5 + number * _ROUNDING:
            place = _place_in_last(size, runs[:number])
            if place is not None:
                return place
    return None


def _place_in_last(size: int, runs: Sequence[AnsweredRun]) -> int | None:
    """Where in the last run the curve falls to one half, by whole numbers; None where it does not."""
    *before, last = runs
    left = prod(_at_risk(size, run) - run.answered for run in before)
    whole = prod(_at_risk(size, run) for run in before)
    at_risk = _at_risk(size, last)
    # The least number of answered ones with left / whole * (1 - answered / at_risk) <= 1/2.
    answered = at_risk - at_risk * whole // (2 * left)
    return last.first + answered - 1 if answered <= last.answered else None


def _at_risk(size: int, run: AnsweredRun) -> int:
    return size - run.first + 1
