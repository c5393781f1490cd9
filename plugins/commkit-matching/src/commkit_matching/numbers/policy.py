"""How the numbers are computed."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from commkit_matching.policy import SMALLEST_GROUP

V = TypeVar("V")


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
