"""What a database really holds, beside what the code declares: columns, keys and indexes, read back from both."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Inspector, Table, create_engine, inspect
from sqlalchemy.pool import StaticPool


def schema_differences(engine: Engine, tables: Sequence[Table]) -> list[str]:
    """The differences between a migrated SQLite database and declared tables, one line each.

    Args:
        engine: The migrated database.
        tables: What the code declares.
    """
    wanted_in = create_engine("sqlite://", poolclass=StaticPool)
    try:
        for table in tables:
            table.create(wanted_in)
        wanted, found = inspect(wanted_in), inspect(engine)
        lines: list[str] = []
        for table in tables:
            if not found.has_table(table.name):
                lines.append(f"{table.name}: missing")
                continue
            declared, migrated = _shape(wanted, table.name), _shape(found, table.name)
            lines += [
                f"{table.name}: declared, but not migrated: {part}" for part in sorted(declared - migrated)
            ]
            lines += [
                f"{table.name}: migrated, but not declared: {part}" for part in sorted(migrated - declared)
            ]
        return lines
    finally:
        wanted_in.dispose()


def _shape(inspector: Inspector, table: str) -> set[str]:
    parts = {
        f"column {c['name']} {c['type']!r} nullable={c['nullable']}" for c in inspector.get_columns(table)
    }
    parts.add(f"primary key {inspector.get_pk_constraint(table)['constrained_columns']}")
    parts |= {
        f"foreign key {key['constrained_columns']} to {key['referred_table']} {key['referred_columns']}"
        for key in inspector.get_foreign_keys(table)
    }
    parts |= {
        f"unique {key['name']} {key['column_names']}" for key in inspector.get_unique_constraints(table)
    }
    parts |= {_index(index) for index in inspector.get_indexes(table)}
    return parts


def _index(index: Any) -> str:
    where = index.get("dialect_options", {}).get("sqlite_where")
    return f"index {index['name']} {index['column_names']} unique={index['unique']} where={where}"
