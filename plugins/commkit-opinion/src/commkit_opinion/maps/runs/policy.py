"""When a map has to be computed anew, and where it can be; no database."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.util import find_spec
from uuid import UUID

_LIBRARIES = ("numpy", "sklearn")


def digest_of(tallies: Iterable[tuple[UUID, int, int, int, int]]) -> str:
    """The hash of all votes that a map is computed of; every vote and every change of one makes it another.

    Args:
        tallies: The id of each accepted statement, its votes by choice, and the sum of its ballots, which counts
            changes that leave the votes as they were in sum.
    """
    found = sha256()
    for id, *counts in sorted(tallies):
        found.update(id.bytes)
        found.update(",".join(map(str, counts)).encode())
    return found.hexdigest()


def can_compute() -> bool:
    """Whether the libraries of the extra `map` are installed."""
    return all(find_spec(name) is not None for name in _LIBRARIES)
