"""When a panel is saturated, and how its new findings add up."""

from collections.abc import Sequence

from commkit.feedback.panels.records import SaturationPoint


def is_saturated(last_run: Sequence[int], run_length: int) -> bool:
    """Whether a panel is saturated: its last submissions contain no new finding.

    The rule is the one of G. Guest, E. Namey, M. Chen, A simple method to assess and report thematic saturation in
    qualitative research, PLoS ONE 15(5), 2020, e0232076, with a new information threshold of 0 %: at a run length of
    k, saturation is reached when k submissions in a row add no new finding to those before them.

    Args:
        last_run: New findings in each of the last submissions, at most `run_length` of them.
        run_length: k.
    """
    return len(last_run) >= run_length and not any(last_run)


def saturation_curve(submissions: Sequence[tuple[int, int]]) -> tuple[SaturationPoint, ...]:
    """The points of the saturation curve of submissions `(number, new findings)`, in order."""
    points, total = [], 0
    for number, new in submissions:
        total += new
        points.append(SaturationPoint(number, new, total))
    return tuple(points)
