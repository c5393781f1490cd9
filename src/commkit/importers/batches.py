"""Batches: what is read from an export goes into the database in lists, one transaction each."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[str, int], None]
"""Called after each batch with the name of the table or file, and how many of its rows were read."""


def _nothing(item: object) -> None:
    return None


def _weightless(item: object) -> int:
    return 0


def batches(
    items: Iterable[T],
    size: int,
    *,
    max_weight: int = 0,
    weigh: Callable[[T], int] = _weightless,
    part_of: Callable[[T], object] = _nothing,
) -> Iterator[list[T]]:
    """Lists of at most `size`; where reading fails, the items before are yielded before the error is raised.

    Args:
        items: The items.
        size: Items in a list. It ends later only where the next ones are parts of the same as its last one.
        max_weight: The weight of a list, at most, unless one item, or those of which one is a part, have more.
        weigh: The weight of an item.
        part_of: What an item is a part of, with its neighbours; None for nothing.
    """
    batch: list[T] = []
    weight, last = 0, None
    failure: Exception | None = None
    try:
        for item in items:
            part, more = part_of(item), weigh(item)
            is_full = len(batch) >= size or weight + more > max_weight > 0
            if batch and is_full and (part is None or part != last):
                yield batch
                batch, weight = [], 0
            batch.append(item)
            weight, last = weight + more, part
    except Exception as error:
        failure = error
    if batch:
        yield batch
    if failure is not None:
        raise failure
