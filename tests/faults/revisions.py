"""Databases as earlier releases left them, with rows in every table; and pictures of what is in them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from attrs import evolve, frozen

from commkit import Feature, Kit
from commkit.core import CORE_FEATURES
from commkit.runtime.composing import migrations
from commkit.search.tables import entry
from tests.runtime.plugins import Plugin
from tests.sample import new_kit

ROWS = 3
CLUB = "tests.faults.club.versions"

REVISIONS = migrations.components(CORE_FEATURES)[0].revisions
"""Those of the core."""


def kit_at(url: str) -> Kit:
    """The kit of today, with a plugin that has tables too; its database is where it is."""
    return new_kit(url, Plugin([Feature("club.bell", migrations=CLUB)]))


def migrate_to(kit: Kit, revision: str) -> None:
    """Migrate as the release did that ended with this revision of the core, beside the plugin's first release."""
    core, club = kit._components
    known = core.revisions[: core.revisions.index(revision) + 1]
    migrations.migrate(
        kit.database, [evolve(core, revisions=known), evolve(club, revisions=club.revisions[:1])]
    )


@frozen
class Picture:
    """What a database holds.

    Attributes:
        versions: Of each component.
        columns: Of each table.
        rows: Of each table, each as its values by column.
    """

    versions: Mapping[str, str | None]
    columns: Mapping[str, frozenset[str]]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def shape(self) -> tuple[Mapping[str, str | None], Mapping[str, frozenset[str]]]:
        """Everything but the rows."""
        return self.versions, self.columns


def picture(kit: Kit, *, of: str = "commkit_") -> Picture:
    """Look at every table that is there.

    Args:
        kit: Its database is looked at.
        of: How the names of the tables begin: fewer are read faster.
    """
    with kit.database.engine.connect() as connection:
        found = {table.name: table for table in _tables(connection, of=of)}
        rows = {
            name: [dict(row) for row in connection.execute(sa.select(*_columns(table))).mappings()]
            for name, table in found.items()
        }
    return Picture(
        # Without the types that the rows made up: those are no types of this Kit.
        {part.component: part.version for part in kit.status() if not part.types},
        {name: frozenset(column.name for column in _columns(table)) for name, table in found.items()},
        rows,
    )


def missing_rows(before: Picture, after: Picture) -> list[str]:
    """Rows of an older picture that a newer one does not hold, as far as their columns are still there."""
    lost = []
    for name, rows in before.rows.items():
        kept = before.columns[name] & after.columns.get(name, frozenset())
        there = [{column: row[column] for column in kept} for row in after.rows.get(name, ())]
        lost += [
            f"{name}: {row}"
            for row in rows
            if not name.endswith("_version") and {column: row[column] for column in kept} not in there
        ]
        if len(there) < len(rows):
            lost.append(f"{name}: {len(rows)} rows became {len(there)}")
    return lost


def seed(kit: Kit) -> int:
    """Put rows into every table that is there, read off the database itself; gives how many."""
    count = 0
    with kit.database.engine.begin() as connection:
        for table in _tables(connection):
            if not table.name.endswith("_version"):
                for number in range(ROWS):
                    connection.execute(table.insert().values(_row(table, number)))
                    count += 1
    return count


def _tables(connection: sa.Connection, *, of: str = "commkit_") -> Iterator[sa.Table]:
    metadata = sa.MetaData()
    names = [name for name in sa.inspect(connection).get_table_names() if name.startswith(of)]
    if connection.dialect.name == "sqlite":
        # A full-text index keeps tables of its own beside the one that it is asked for; they are not ours to fill.
        virtual = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
        indexes = [name for (name,) in connection.execute(sa.text(virtual))]
        names = [name for name in names if not any(name.startswith(index) for index in indexes)]
    whole = of == "commkit_"
    metadata.reflect(connection, only=names, resolve_fks=whole)
    yield from metadata.sorted_tables if whole else metadata.tables.values()


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    """Without the search's own, which each database has in its own way."""
    own = entry.info["commkit.migrated_only"] if table.name == entry.name else ()
    return [column for column in table.columns if column.name not in own]


def _row(table: sa.Table, number: int) -> dict[str, Any]:
    """The row of some number: it refers to the rows of the same number."""
    row = {
        column.name: _value(column, number)
        for column in _columns(table)
        if column.computed is None and not _is_own_parent(column)
    }
    return {name: value for name, value in row.items() if value is not None}


def _is_own_parent(column: sa.Column[Any]) -> bool:
    """Whether it may be left empty and would name a row of its own table, such as the post that a post replies to."""
    return bool(column.nullable) and any(
        key.column.table is column.table and key.column is not column for key in column.foreign_keys
    )


def _value(column: sa.Column[Any], number: int) -> Any:
    """By its type alone, so that what refers to something and what is referred to are alike."""
    if str(column) in _CONSTRAINED:
        return _CONSTRAINED[str(column)](number)
    kind = column.type
    for accepted, make in _KINDS:
        if isinstance(kind, accepted):
            made = make(number)
            length = getattr(kind, "length", None)
            return made[:length] if isinstance(made, str) and length else made
    raise TypeError(f"{column} is a {kind!r}; say here what a row may hold in it")


_KINDS: Sequence[tuple[type[Any] | tuple[type[Any], ...], Any]] = (
    (sa.Uuid, lambda n: UUID(int=n + 1)),
    (sa.LargeBinary, lambda n: UUID(int=n + 1).bytes),
    (sa.Boolean, lambda n: bool(n % 2)),
    (sa.DateTime, lambda n: datetime(2030, 1, 1 + n, tzinfo=UTC)),
    (sa.Date, lambda n: date(2030, 1, 1 + n)),
    (sa.Integer, lambda n: n + 1),
    ((sa.Numeric, sa.Float), lambda n: n + 0.5),
    (sa.String, str),
)
_CONSTRAINED: Mapping[str, Any] = {
    "commkit_support_ledger.community": lambda n: -1 if n % 2 else 1,
    "commkit_support_ledger.help_desk": lambda n: 1 if n % 2 else -1,
}
"""What constraints say about columns: the two sides of a ledger are equal, and its bookings and reversals alternate."""
