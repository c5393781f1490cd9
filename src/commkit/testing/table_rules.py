"""The rules that tables must keep so that one schema runs on SQLite, PostgreSQL and shards of it; for tests of plugins.

def test_my_tables_keep_the_rules() -> None:
    assert lint_tables(tables.metadata) == []
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import FetchedValue, Identity, Sequence

from commkit.runtime.storage.columns import ACCOUNT, COMMUNITY, REFERENCE

_SHARD = "commkit.shard"
_FIRST = "community_id"
_SHARDS = {info[_SHARD] for info in (COMMUNITY, ACCOUNT, REFERENCE)}


def lint_tables(metadata: MetaData) -> list[str]:
    """Every rule that a table of this metadata breaks, one sentence each; empty where all is well."""
    return [fault for table in metadata.tables.values() for fault in _faults(table)]


def _faults(table: Table) -> Iterator[str]:
    shard = table.info.get(_SHARD)
    if shard not in _SHARDS:
        yield f"{table.name} must say info=COMMUNITY, ACCOUNT or REFERENCE"
    for column in table.columns:
        yield from _column_faults(table, column)
    for constraint in table.constraints:
        if getattr(constraint, "deferrable", None) or getattr(constraint, "initially", None):
            yield f"{table.name}: no constraint may be deferrable"
    if shard == COMMUNITY[_SHARD]:
        yield from _community_faults(table)


def _column_faults(table: Table, column: Column[object]) -> Iterator[str]:
    name = f"{table.name}.{column.name}"
    if isinstance(column.default, Sequence) or isinstance(column.identity, Identity):
        yield f"{name}: ids come from the client, not from a sequence"
    if column.autoincrement is True or (column.primary_key and column is table.autoincrement_column):
        yield f"{name}: ids come from the client, the database must not count them up"
    if isinstance(column.server_default, FetchedValue) or isinstance(column.server_onupdate, FetchedValue):
        yield f"{name}: values come from Python, not from the server"


def _community_faults(table: Table) -> Iterator[str]:
    yield from _leads("the primary key", table.name, table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield from _leads(f"unique constraint {constraint.name}", table.name, constraint.columns)
        if isinstance(constraint, ForeignKeyConstraint):
            yield from _leads("a foreign key", table.name, constraint.columns)
            yield from _leads("a foreign key", table.name, (e.column for e in constraint.elements), far=True)
    for index in table.indexes:
        if index.unique:
            yield from _leads(f"unique index {index.name}", table.name, index.columns)


def _leads(what: str, table: str, columns: Iterable[Column[object]], *, far: bool = False) -> Iterator[str]:
    names = [column.name for column in columns]
    if names[:1] != [_FIRST]:
        side = "refer to" if far else "begin with"
        yield f"{table}: {what} must {side} {_FIRST}, not ({', '.join(names)})"
