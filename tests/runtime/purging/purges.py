"""What the tests of purges share: many old rows, what is left, and one batch."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, func, insert, select

from commkit import Kit
from commkit.runtime.delivery import purge_statements
from commkit.runtime.delivery.purging import BATCH, Batch, add_states, purge_batch
from commkit.runtime.model.ids import Ids
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.tables import audit, purge
from commkit.runtime.storage.unit import UnitOfWork

DAY = timedelta(days=1)
MakeKit = Callable[..., Kit]
_ids = Ids()


def composition_of(kit: Kit) -> Composition:
    """What purges get of a Kit."""
    return kit._composition


def batch(kit: Kit, worker: str = "one", *, size: int = BATCH) -> Batch:
    """One batch of one worker."""
    return purge_batch(composition_of(kit), worker, size=size)


def make_all_due(kit: Kit) -> None:
    """Every kind is due now, whatever the last purge said."""
    add_states(composition_of(kit), wait=timedelta())
    with UnitOfWork(kit.database, connection=None, read_only=False) as unit:
        unit.run(purge_statements.MAKE_DUE, now=kit.clock())


def add_audit_entries(kit: Kit, count: int, at: datetime) -> list[UUID]:
    """Entries of a community of their own, a microsecond apart."""
    community = uuid4()
    rows = [
        {
            "community_id": community,
            "id": _ids.new(at),
            "command": "club.ring",
            "member": None,
            "result": None,
            "at": at + timedelta(microseconds=number),
        }
        for number in range(count)
    ]
    add(kit, audit, rows)
    return [row["id"] for row in rows]


def add(kit: Kit, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows, past the library."""
    if rows:
        with kit.database.engine.begin() as connection:
            connection.execute(insert(table), rows)


def count(kit: Kit, table: Table, *where: Any) -> int:
    """How many rows there are."""
    with kit.database.engine.connect() as connection:
        found: int = connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
        return found


def state(kit: Kit, kind: str) -> Any:
    """What is written down of the purge of a kind."""
    with kit.database.engine.connect() as connection:
        return connection.execute(select(purge).where(purge.c.name == kind)).one()
