"""Which spaces make a custom feed; no database."""

from collections.abc import Iterable

from commkit import Invalid
from commkit.spaces import SpaceId

MOST_SPACES = 8
"""Spaces of a feed, at most: as many as a list of threads may name."""


def check_spaces(spaces: Iterable[SpaceId]) -> tuple[SpaceId, ...]:
    """The spaces, each once.

    Raises:
        Invalid: There is none, or there are more than 8.
    """
    chosen = tuple(dict.fromkeys(spaces))
    if not chosen:
        raise Invalid.field("spaces", "required", "name at least one space")
    if len(chosen) > MOST_SPACES:
        raise Invalid.field("spaces", "too_many", f"name at most {MOST_SPACES} spaces")
    return chosen
