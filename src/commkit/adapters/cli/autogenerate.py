"""What declared tables have that a migrated database lacks, and a revision that adds it, in the style of the house."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from attrs import field, frozen
from sqlalchemy import Engine, MetaData

from commkit.runtime.composing.migrations import with_referred
from commkit.storage import Choice, Duration, Id, UtcDateTime, Words

_OWN_TYPES = (Duration, Id, UtcDateTime, Words)
_NEEDS_BATCH = (
    ops.AlterColumnOp,
    ops.CreateCheckConstraintOp,
    ops.CreateForeignKeyOp,
    ops.CreateUniqueConstraintOp,
    ops.DropConstraintOp,
)
"""What SQLite can only do by copying the table."""


@frozen
class Changes:
    """What differs between declared tables and a migrated database.

    Attributes:
        upgrade: What is to be done to the database.
        context: What compared them.
        loses: What is deleted by it, in words.
        impossible: What cannot be done to a table that has rows, in words.
    """

    upgrade: ops.UpgradeOps
    context: MigrationContext
    loses: tuple[str, ...] = field(default=())
    impossible: tuple[str, ...] = field(default=())


def changes_of(engine: Engine, tables: Sequence[MetaData], *, prefix: str) -> Changes:
    """Compare declared tables with a migrated database.

    Args:
        engine: The database.
        tables: The declared tables.
        prefix: What the names of the plugin's tables begin with; all others are left out.
    """
    declared = MetaData()
    for table in with_referred([table for known in tables for table in known.tables.values()]):
        copy = table.to_metadata(declared)
        copy.info = {}  # it is code's own, and would be rendered
    own = {name for name in declared.tables if name.startswith(prefix)}
    migrated_only = {
        f"{table.name}.{column}"
        for known in tables
        for table in known.tables.values()
        for column in table.info.get("commkit.migrated_only", ())
    }

    def included(object: Any, name: str | None, kind: str, *_: Any) -> bool:
        if kind == "table":
            return name in own or (str(name).startswith(prefix) and name != f"{prefix}version")
        columns = {f"{object.table.name}.{column.name}" for column in getattr(object, "columns", (object,))}
        return not columns or not columns <= migrated_only

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": included,
                "render_item": _render_item,
                "sqlalchemy_module_prefix": "sa.",
                "alembic_module_prefix": "op.",
                "user_module_prefix": "",
                "target_metadata": declared,
            },
        )
        upgrade = produce_migrations(context, declared).upgrade_ops
    assert upgrade is not None
    each = list(_each(upgrade.ops))
    return Changes(
        upgrade, context, tuple(filter(None, map(_loss, each))), tuple(filter(None, map(_fault, each)))
    )


def revision_source(found: Changes, message: str, *, revision: str, after: str | None) -> str:
    """The text of a revision file.

    Args:
        found: What it does.
        message: The same, in words.
        revision: Its number.
        after: The number of the one before it; None for the first.
    """
    body = _body(found)
    own = sorted(kind.__name__ for kind in _OWN_TYPES if re.search(rf"\b{kind.__name__}\(", body))
    lines = [
        f'"""{message[:1].upper()}{message[1:].rstrip(".")}."""',
        "",
        *(["import sqlalchemy as sa"] if "sa." in body else []),
        "from alembic import op",
        *(["", f"from commkit.storage import {', '.join(own)}"] if own else []),
        "",
        f'revision = "{revision}"',
        f"down_revision = {f'{chr(34)}{after}{chr(34)}' if after else None}",
        "branch_labels = None",
        "depends_on = None",
        "",
        "",
        "def upgrade() -> None:",
        textwrap.indent(body, "    "),
    ]
    return _formatted("\n".join(lines).rstrip() + "\n")


def _each(operations: Sequence[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, ops.OpContainer):
            yield from _each(operation.ops)
        else:
            yield operation


def _loss(operation: Any) -> str:
    if isinstance(operation, ops.DropTableOp):
        return f"the table {operation.table_name}"
    if isinstance(operation, ops.DropColumnOp):
        return f"the column {operation.table_name}.{operation.column_name}"
    return ""


def _fault(operation: Any) -> str:
    if not isinstance(operation, ops.AddColumnOp):
        return ""
    column = operation.column
    if column.nullable or column.server_default is not None:
        return ""
    return (
        f"the column {operation.table_name}.{column.name} may not be NULL, so a table with rows cannot get it; let it "
        "be `X | None`, or give it a server_default"
    )


def _render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our own types by their names; a choice is text to the database."""
    if kind == "type" and isinstance(item, Choice):
        return "sa.String(length=16)"
    if kind == "type" and isinstance(item, _OWN_TYPES):
        return f"{type(item).__name__}()"
    return False


_QUOTED = re.compile(r"""\"(?:[^"\\\n]|\\.)*\"|'([^'"\\\n]*)'""")
"""A text in either quotes; the content of one in single quotes that needs no other ones."""


def _in_double_quotes(found: re.Match[str]) -> str:
    """A text as the house writes it; one in double quotes, such as a condition with a word in it, stays as it is."""
    return found[0] if found[1] is None else f'"{found[1]}"'


def _body(found: Changes) -> str:
    batch = any(isinstance(operation, _NEEDS_BATCH) for operation in _each(found.upgrade.ops))
    code = render_python_code(
        found.upgrade,
        sqlalchemy_module_prefix="sa.",
        alembic_module_prefix="op.",
        user_module_prefix="",
        render_as_batch=batch,
        render_item=_render_item,
        migration_context=found.context,
    )
    code = re.sub(r"^\s*# ###.*\n?", "", code, flags=re.MULTILINE)
    code = re.sub(r"\bop\.f\(('[^']*')\)", r"\1", code)
    code = _QUOTED.sub(_in_double_quotes, code)
    code = re.sub(r"^( *)(sa\.)", r"\1    \2", code, flags=re.MULTILINE)
    code = re.sub(
        r'^( *)op\.create_table\((".*?"),$', r"\1op.create_table(\n\1    \2,", code, flags=re.MULTILINE
    )
    return textwrap.dedent(_dedented_first(code)).strip()


def _dedented_first(code: str) -> str:
    """Alembic indents all lines but the first."""
    first, _, rest = code.partition("\n")
    return f"    {first.lstrip()}\n{rest}" if rest.startswith("    ") else code


def _formatted(source: str) -> str:
    """Formatted by ruff where it is installed; it can be read without, too."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    ruff = shutil.which("ruff", path=places)
    if ruff is None:
        return source
    done = subprocess.run(  # noqa: S603  # the author's own tool, on the author's machine
        [ruff, "format", "--line-length", "110", "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else source
