"""The rows of a plugin's tables as files, before they are dropped: one JSON object a line, one file a table."""

import os
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from commkit.plugins import statements as sql
from commkit.runtime.composing.declarations import PluginDeclarations
from commkit.runtime.composing.left_tables import is_full_text, table_names
from commkit.runtime.model.errors import Conflict
from commkit.runtime.storage.declared_tables import tables_of
from commkit.runtime.values.serialization import dump, to_json

_PLAIN = (str, int, float, bool, type(None), list, tuple, dict)
_DUMPED = (UUID, datetime, date, timedelta)


def export_tables(
    connection: Connection, declared: PluginDeclarations | None, names: Iterable[str], folder: Path
) -> None:
    """Write the rows of tables into a folder: everything, also what no person's export has.

    Ids, times and durations are texts where the columns are declared; bytes are base64. Full-text indexes have no rows
    of their own, and are left out.

    Args:
        connection: Where to read.
        declared: What the plugin declares; tables that it does not are read as the database describes them.
        names: The tables.
        folder: Where the files go, `TABLE.jsonl`; it is made where it is not there.

    Raises:
        Conflict: The folder has files already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Conflict(
            "runtime.export_exists", f"the folder {folder} has files already; name an empty or a new one"
        )
    try:
        _write(connection, declared, names, folder)
    except BaseException:
        for file in folder.glob("*.jsonl"):  # half of it would be taken for all
            file.unlink()
        raise


def _write(
    connection: Connection, declared: PluginDeclarations | None, names: Iterable[str], folder: Path
) -> None:
    shapes = {table.name: table for table in tables_of(declared.tables if declared is not None else ())}
    everything = table_names(connection)
    for name in names:
        if is_full_text(name, everything):
            continue
        shape = shapes[name] if name in shapes else sql.reflected(connection, name)
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for row in sql.read_rows(connection, shape):
                file.write(to_json(_values(row)) + "\n")
            file.flush()
            os.fsync(file.fileno())  # the rows are dropped next


def _values(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, _DUMPED):
        return dump(value)
    if isinstance(value, Decimal | time):
        return str(value)
    return value if isinstance(value, _PLAIN) else str(value)
