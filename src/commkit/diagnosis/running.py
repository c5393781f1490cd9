"""The checks, one after the other; those of a database that the code cannot read are left out."""

from collections.abc import Iterator

from commkit.diagnosis.application import check_application
from commkit.diagnosis.postgres import check_postgres
from commkit.diagnosis.records import Diagnosis, Level
from commkit.diagnosis.schema import check_schema, check_tables
from commkit.diagnosis.sqlite import check_sqlite
from commkit.diagnosis.work import check_work
from commkit.kit import Kit

_UNREADABLE = frozenset({"postgres.replica", "sqlite.damage"})
"""Faults with which nothing more can be read."""


def diagnose(kit: Kit) -> tuple[Diagnosis, ...]:
    """Everything that the checks find, also what is well. It only reads.

    Args:
        kit: The application's Kit, with the ports and plugins that it runs with.

    Raises:
        OperationalError: The database cannot be reached (SQLAlchemy's).
    """
    return tuple(_found(kit))


def _found(kit: Kit) -> Iterator[Diagnosis]:
    yield from check_application(kit)
    of_database = list(check_sqlite(kit) if kit.database.is_sqlite else check_postgres(kit))
    yield from of_database
    if any(each.name in _UNREADABLE and each.level is Level.FAULT for each in of_database):
        return
    parts = kit.status()
    yield from check_schema(parts)
    if not any(part.pending or part.too_new for part in parts):
        yield from check_tables(kit)
    if not (parts[0].pending or parts[0].too_new):  # the core's own tables are as this code reads them
        yield from check_work(kit)
