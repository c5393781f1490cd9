"""How the numbers are computed."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from commkit_matching.policy import SMALLEST_GROUP

V = TypeVar("V")


def gini(values: Iterable[float]) -> float | None:
    """The Gini coefficient `sum_i (2i - n - 1) x_i / (n sum x)`, x ascending, i from 1.

    Source: C. Gini, Variabilita e mutabilita, 1912; as the mean difference over twice the mean.

    Args:
        values: Numbers of 0 and more; those with 0 are in it.

    Returns:
        0 where all are alike, up to `1 - 1/n`; None where there are none, or all are 0.
    """
    ranked = sorted(values)
    n, whole = len(ranked), sum(ranked)
    if not whole:
        return None
    return sum((2 * i - n - 1) * x for i, x in enumerate(ranked, 1)) / (n * whole)


def in_batches(rows: Iterable[tuple[Hashable, V]], smallest: int = SMALLEST_GROUP) -> Sequence[V]:
    """The values of whole batches: a batch ends with the row that makes it one of so many people.

    What is told of them changes by a batch at a time, so that the difference of two readings tells of no single person.

    Args:
        rows: Of each value who it is of, and the value; in the order of time.
        smallest: How many people make a batch.
    """
    told, waiting, people = list[V](), list[V](), set[Hashable]()
    for person, value in rows:
        waiting.append(value)
        people.add(person)
        if len(people) >= smallest:
            told += waiting
            waiting, people = [], set()
    return told
