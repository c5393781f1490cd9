"""What the tree of org units must be like."""

from collections.abc import Sequence

from commkit import Conflict
from commkit_internal.units.records import Unit

MAX_LEVELS = 20
"""Levels of the tree, at most."""


def check_open(unit: Unit) -> None:
    """Check that a unit is open.

    Raises:
        Conflict: It was closed.
    """
    if unit.closed_at is not None:
        raise Conflict("internal.unit_closed", "this unit was closed; name an open one")


def check_not_below(unit: Unit, parents: Sequence[Unit]) -> None:
    """Check that a unit does not come below itself.

    Args:
        unit: The unit that is moved.
        parents: Its new parent, and those above that.

    Raises:
        Conflict: The unit is one of them.
    """
    if any(parent.id == unit.id for parent in parents):
        raise Conflict(
            "internal.unit_below_itself", "a unit cannot be a part of itself or of one below it; name another"
        )


def check_levels(parents: Sequence[Unit], below: int) -> None:
    """Check that the tree does not become too deep.

    Args:
        parents: The parent of a unit, and those above that.
        below: The levels below the unit.

    Raises:
        Conflict: There would be more than `MAX_LEVELS`.
    """
    if len(parents) + 1 + below > MAX_LEVELS:
        raise Conflict(
            "internal.too_many_levels",
            f"the tree would be deeper than {MAX_LEVELS} levels; name another parent",
        )
