"""Deliveries of a community whose type is changed: how many are open, and that held ones are looked at again."""

from collections import Counter

from commkit.runtime.delivery import outbox as sql
from commkit.runtime.storage.unit import UnitOfWork


def open_deliveries(unit: UnitOfWork) -> dict[str, int]:
    """How many deliveries wait in the unit's community, held ones included, by the subscriber's name."""
    found: Counter[str] = Counter()
    for name, count in unit.rows(sql.OPEN_BY_SUBSCRIBER):
        found[name.partition("/")[0]] += count
    return dict(found)


def release_deliveries(unit: UnitOfWork) -> None:
    """Let the worker look again at the held deliveries of the unit's community, after its type was changed.

    Call it after the community's row was changed: the worker holds a delivery while it has that row locked.
    """
    unit.run(sql.RELEASE)
