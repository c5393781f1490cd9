"""What the marks of an idea come to."""

from collections.abc import Sequence
from math import sqrt

from commkit import Invalid


def check_marks(marks: Sequence[int], *, criteria: int, scale: int) -> None:
    """Check that there is a mark for each criterion, on the scale.

    Raises:
        Invalid: There is not.
    """
    if len(marks) != criteria:
        raise Invalid.field(
            "marks", "wrong_count", f"give {criteria} marks, one for each criterion in its order"
        )
    if any(not 1 <= mark <= scale for mark in marks):
        raise Invalid.field("marks", "out_of_range", f"give marks from 1 to {scale}")


def weighted_mean(points: int, *, evaluators: int, weights: int) -> float:
    """The mean over evaluators of their weighted marks.

    One evaluator's is the weighted sum model `sum(w_c * m_c) / sum(w_c)`; the mean over `n` of them is that of the sums
    of their points, `sum(w_c * m_c)`, divided by `n * sum(w_c)`.

    Source: P. C. Fishburn, Additive Utilities with Incomplete Product Sets: Application to Priorities and Assignments,
    Operations Research 15(3), 1967, 537-542.

    Args:
        points: The sum of the points of all evaluators.
        evaluators: How many they are, 1 or more.
        weights: The sum of the weights of the criteria, 1 or more.
    """
    return points / (evaluators * weights)


def spread(points: int, squares: int, *, evaluators: int, weights: int) -> float | None:
    """The sample standard deviation of the evaluators' weighted marks, with `n - 1` in the denominator.

    `sqrt((n * sum(s^2) - sum(s)^2) / (n * (n - 1))) / sum(w_c)`, where the numerator is a whole number, so that
    nothing is lost when the sums are nearly equal.

    Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda356.htm (NIST/SEMATECH e-Handbook of Statistical
    Methods, 1.3.5.6, measures of scale).

    Args:
        points: The sum of the points of all evaluators.
        squares: The sum of their squares.
        evaluators: How many they are.
        weights: The sum of the weights of the criteria, 1 or more.

    Returns:
        The deviation; None for fewer than two evaluators, who differ in nothing.
    """
    if evaluators < 2:
        return None
    return sqrt((evaluators * squares - points * points) / (evaluators * (evaluators - 1))) / weights
