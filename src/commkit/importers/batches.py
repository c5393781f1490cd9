"""Batches: what is read from an export goes into the database in lists, one transaction each."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[str, int], None]
"""Called after each batch with the name of the table or file, and how many of its rows were read."""


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size`; where reading fails, the items before are yielded before the error is raised."""
    batch: list[T] = []
    failure: Exception | None = None
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size:
                yield batch
                batch = []
    except Exception as error:
        failure = error
    if batch:
        yield batch
    if failure is not None:
        raise failure
