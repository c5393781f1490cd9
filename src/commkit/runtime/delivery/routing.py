"""Routing: every new fact gets a delivery for each subscriber of its community's type, or for each of its receivers."""

import logging
from collections.abc import Set
from datetime import datetime

from commkit.runtime.composing.dispatch import Extension
from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery.needs import fact_need
from commkit.runtime.model.errors import Busy, StorageFull
from commkit.runtime.model.ids import NIL_ID, first_id_from
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.unit import UnitOfWork

_log = logging.getLogger("commkit")
_ROUTE_AT_ONCE = 500


class _CannotName(Exception):
    """A subscriber could not name its receivers, and the database keeps nothing of the unit for it."""

    def __init__(self, subscriber: str) -> None:
        super().__init__(subscriber)
        self.subscriber = subscriber


def route(composition: Composition) -> int:
    """Route the next facts; gives how many.

    Raises:
        Busy: The database is needed for something else, or is away.
        StorageFull: It has no room left.
    """
    failed: set[str] = set()
    while True:
        try:
            return _route(composition, failed)
        except _CannotName as error:
            failed.add(error.subscriber)


def _route(composition: Composition, failed: Set[str]) -> int:
    """Route the next facts, without asking those that have failed for their receivers."""
    with UnitOfWork(composition.database, connection=None, read_only=False) as unit:
        found = _unrouted(composition, unit)
        for row in found:
            now = composition.clock()
            for subscriber in subscribers_of(composition, row, row.type):
                unit.run_many(
                    sql.ADD_DELIVERY,
                    [
                        sql.new_delivery(row.community, row.id, name, due_at=now)
                        for name in _receivers(subscriber, unit, row, failed)
                    ],
                )
            unit.run(sql.ROUTED, community_id=row.community, fact_id=row.id, now=now)
    return len(found)


def has_waited(composition: Composition, unit: UnitOfWork, since: datetime) -> bool:
    """Whether a fact that this Kit could route was emitted before a moment, and is not routed yet."""
    found = _unrouted(composition, unit)
    return bool(found) and found[0].id < first_id_from(since)


def subscribers_of(composition: Composition, row: OutboxRow, type: str) -> tuple[Extension, ...]:
    """Who is told of a fact in communities of a type; in the lobby, where it is empty."""
    table = composition.table_of(type)
    fact = composition.registry.facts.get(row.fact)
    return table.subscribers.get(fact, ()) if table and fact else ()


def subscriber_of(composition: Composition, row: OutboxRow, name: str, type: str) -> Extension | None:
    """The subscriber that a delivery names, where communities of a type have it.

    Args:
        composition: The Kit's.
        row: The fact.
        name: As a delivery names it, with or without a receiver.
        type: The type's name; empty for the lobby.
    """
    wanted = name.partition("/")[0]
    return next((found for found in subscribers_of(composition, row, type) if found.name == wanted), None)


def _unrouted(composition: Composition, unit: UnitOfWork) -> list[OutboxRow]:
    """The next facts to route. Those that this Kit lacks something for wait for a worker that has it."""
    after = NIL_ID
    while rows := unit.rows(sql.UNROUTED, after=after, size=_ROUTE_AT_ONCE):
        if found := [row for row in rows if fact_need(composition, row.type, row.fact) is None]:
            return found
        after = rows[-1].id
    return []


def _receivers(subscriber: Extension, unit: UnitOfWork, row: OutboxRow, failed: Set[str]) -> list[str]:
    """The streams of a subscriber that a fact goes to."""
    targets = subscriber.policy.targets
    if targets is None or subscriber.name in failed:
        return [subscriber.name]
    try:
        return [f"{subscriber.name}/{target}" for target in targets(unit, row)]
    except (Busy, StorageFull):
        raise  # nobody's fault: it is routed when the database is back
    except Exception as error:
        # One feature must not stop the facts of all: its own stream is held up, and asks again.
        _log.exception("delivery.receivers_unknown subscriber=%s fact=%s", subscriber.name, row.id)
        if unit.spoiled:
            raise _CannotName(subscriber.name) from error
        return [subscriber.name]
