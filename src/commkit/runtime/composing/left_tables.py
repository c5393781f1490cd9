"""What the database holds of plugins that the Kit lacks: their tables, and what they declared of them."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from attrs import frozen
from sqlalchemy import Connection, Table

from commkit.runtime.composing.declarations import DECLARATIONS, read_declarations
from commkit.runtime.composing.registry import Registry
from commkit.runtime.storage.declared_tables import DeclaredTable, tables_of
from commkit.runtime.storage.table_names import TABLE_PREFIX, VERSION_SUFFIX, table_prefix, version_table
from commkit.runtime.storage.unit import UnitOfWork

_SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")
"""What FTS5 calls the tables behind one of its own."""


@frozen
class LeftTables:
    """What plugins left that the Kit lacks.

    Attributes:
        tables: Tables that were declared; those that refer to others come before these.
        undeclared: Names of tables of which nobody said what is in them.
        facts: The names of their facts, each with its personal fields.
    """

    tables: tuple[Table, ...]
    undeclared: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]


def left_tables(unit: UnitOfWork, registry: Registry) -> LeftTables:
    """Look for what plugins left that the Kit lacks.

    Args:
        unit: Where to look.
        registry: What the Kit has.
    """
    here = {feature.plugin for feature in registry.features.values()}
    gone = [its for its in read_declarations(unit.rows(DECLARATIONS)) if its.name not in here]
    names = table_names(unit.connection)
    declared = tuple(table for its in gone for table in its.tables if table.name in names)
    known = {table.name for table in declared} | set(kit_tables(registry))
    return LeftTables(
        tables=_tables_of(declared),
        undeclared=tuple(
            sorted(
                table
                for plugin in left_components(names, here)
                for table in tables_by_prefix(plugin, names, known)
            )
        ),
        facts={name: personal for its in gone for name, personal in its.facts.items()},
    )


def table_names(connection: Connection) -> frozenset[str]:
    """The names of all tables of ours in the database, those of plugins, too."""
    found = connection.dialect.get_table_names(connection)
    return frozenset(name for name in found if name.startswith(TABLE_PREFIX))


def kit_tables(registry: Registry) -> Iterator[str]:
    """The names of the tables that the features of a Kit declare."""
    for feature in registry.features.values():
        if feature.tables is not None:
            yield from feature.tables.tables


def left_components(names: Collection[str], here: Collection[str]) -> tuple[str, ...]:
    """The plugins that have a version table in the database and are not among some others.

    Args:
        names: The tables of the database.
        here: Names of the plugins that the Kit has.
    """
    found = (name.removeprefix(TABLE_PREFIX).removesuffix(VERSION_SUFFIX) for name in names)
    return tuple(sorted(its for its in found if version_table(its) in names and its not in here))


def tables_by_prefix(plugin: str, names: Collection[str], others: Collection[str]) -> Iterator[str]:
    """The tables that are a plugin's by their names alone.

    Args:
        plugin: The plugin.
        names: The tables of the database.
        others: Tables that are known to be somebody's.
    """
    longer = [its for its in left_components(names, (plugin,)) if its.startswith(f"{plugin}_")]
    for name in names:
        if (
            name.startswith(table_prefix(plugin))
            and name != version_table(plugin)
            and name not in others
            and not any(name.startswith(table_prefix(other)) for other in longer)
            and not _is_shadow(name, names)
        ):
            yield name


def is_full_text(name: str, names: Collection[str]) -> bool:
    """Whether a table is a full-text index of SQLite.

    Args:
        name: The table.
        names: The tables of the database.
    """
    return all(f"{name}{suffix}" in names for suffix in ("_data", "_idx", "_config"))


def _is_shadow(name: str, names: Collection[str]) -> bool:
    """Whether a table is a part of another one, a full-text index of SQLite."""
    return any(
        name.endswith(suffix) and is_full_text(name.removesuffix(suffix), names) for suffix in _SHADOWS
    )


@lru_cache(maxsize=16)
def _tables_of(declared: tuple[DeclaredTable, ...]) -> tuple[Table, ...]:
    # The same objects again: what is compiled for them is kept by the table.
    return tables_of(declared)
