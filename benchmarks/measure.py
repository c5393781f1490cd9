"""Measures two ways of doing the same thing side by side: in turns, so that a slow moment of the machine hits both."""

import json
import time
from collections.abc import Callable, Sequence
from statistics import median

from attrs import asdict, frozen


@frozen
class Figure:
    """One measured budget; what the benchmarks print.

    Attributes:
        name: What was measured.
        database: `sqlite`, `postgresql` or `none`.
        posts: How many posts there were.
        ours_us: The median of commkit, in microseconds (or another unit, told in `name`).
        raw_us: The median of the raw driver.
        ratio: ours / raw.
        budget: What the ratio, or the figure itself where there is no raw side, must not exceed; None: no budget.
        statements: SQL statements that commkit ran for it.
        ok: Whether it keeps to its budget.
    """

    name: str
    database: str
    posts: int
    ours_us: float
    raw_us: float | None
    ratio: float | None
    budget: float | None
    statements: int | None
    ok: bool

    def line(self) -> str:
        """One JSON object."""
        return json.dumps(asdict(self))


def figure(
    name: str,
    *,
    database: str,
    posts: int,
    ours: float,
    raw: float | None = None,
    budget: float | None = None,
    statements: int | None = None,
    at_least: bool = False,
) -> Figure:
    """Put a figure together.

    Args:
        at_least: The budget is a floor for the figure, not a ceiling.
    """
    ratio = round(ours / raw, 2) if raw else None
    judged = ratio if ratio is not None else ours
    ok = budget is None or (judged >= budget if at_least else judged <= budget)
    return Figure(
        name, database, posts, round(ours, 2), round(raw, 2) if raw else None, ratio, budget, statements, ok
    )


def median_figure(figures: Sequence[Figure]) -> Figure:
    """One figure out of several of the same work: the median of each side."""
    first = figures[0]
    return figure(
        first.name,
        database=first.database,
        posts=first.posts,
        ours=median(each.ours_us for each in figures),
        raw=median(each.raw_us or 0 for each in figures),
        budget=first.budget,
        statements=first.statements,
    )


def compare_timings(
    ours: Callable[[], object], raw: Callable[[], object], *, rounds: int, each: int = 10
) -> tuple[float, float]:
    """The medians of both, in microseconds a call; taken in turns of `each` calls."""
    for _ in range(each):
        ours()
        raw()
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        order = ((0, ours), (1, raw)) if number % 2 else ((1, raw), (0, ours))
        for side, work in order:
            for _ in range(each):
                start = time.perf_counter_ns()
                work()
                taken[side].append((time.perf_counter_ns() - start) / 1_000)
    return median(taken[0]), median(taken[1])


def time_one(work: Callable[[], object], *, rounds: int) -> float:
    """The median of one, in microseconds a call."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        work()
        taken.append((time.perf_counter_ns() - start) / 1_000)
    return median(taken)
