"""Snapshots: every row of every table, to see that something changed nothing."""

from collections.abc import Iterator, Mapping
from functools import cache
from uuid import UUID

from sqlalchemy import Table

from commkit.kit import Kit
from commkit.runtime.model.ids import CommunityId

_ID_BYTES = 16

Snapshot = Mapping[str, tuple[str, ...]]
"""The rows of each table, by the table's name, in an order that does not depend on the database."""


def tables_of(kit: Kit, *, features: frozenset[str] | None = None) -> Iterator[Table]:
    """The tables of a kit's features, or of some of them."""
    for feature in kit.registry.features.values():
        if feature.tables is not None and (features is None or feature.name in features):
            yield from feature.tables.tables.values()


def snapshot(kit: Kit, community: CommunityId | None = None) -> Snapshot:
    """Every row of every table, but of those that are kept although a command is refused.

    Such a table, which counts attempts, says so: `info={**COMMUNITY, "commkit.keeps_refusals": True}`.

    Args:
        kit: Whose database.
        community: Only rows of this community, where a table's rows belong to one.
    """
    taken: dict[str, tuple[str, ...]] = {}
    # All tables as they are at one moment, although a commit that the server still carries out may come between two.
    connection = kit.database.begin(read_only=True)
    try:
        # On the driver's cursor: a test takes hundreds of these, of all tables there are.
        cursor = connection.cursor()
        for table in tables_of(kit):
            if table.info.get("commkit.keeps_refusals"):
                continue
            cursor.execute(_everything_in(table))
            rows = (tuple(map(_shown, row)) for row in cursor.fetchall())
            apart = community is not None and table.info.get("commkit.shard") == "community"
            taken[table.name] = tuple(sorted(repr(row) for row in rows if not apart or row[0] == community))
        cursor.close()
    finally:
        kit.database.rollback(connection, read_only=True)
    return taken


@cache
def _everything_in(table: Table) -> str:
    """A statement for every column; a table of communities begins with theirs."""
    quoted = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'SELECT {quoted} FROM "{table.name}"'  # noqa: S608  # names out of the code


def _shown(value: object) -> object:
    """Ids as ids, whatever the database keeps of them."""
    return UUID(bytes=value) if isinstance(value, bytes) and len(value) == _ID_BYTES else value


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """What came and what went between two snapshots, one line for each row; empty where they are equal."""
    lines: list[str] = []
    for table in before:
        old, new = set(before[table]), set(after[table])
        lines += [f"{table}: - {row}" for row in sorted(old - new)]
        lines += [f"{table}: + {row}" for row in sorted(new - old)]
    return lines
