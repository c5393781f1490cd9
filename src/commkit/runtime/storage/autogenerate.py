"""What a host's own Alembic needs to know: to leave our tables alone, and how our type of ids is written."""

from typing import Any, Literal

from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.table_names import TABLE_PREFIX


def include_object(object: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """Whether autogenerate is to look at something; for `context.configure(include_object=...)` in a host's `env.py`.

    Args:
        object: A table, or a part of one.
        name: Its name.
        type_: `table`, `column`, `index`, `unique_constraint` or `foreign_key_constraint`.
        reflected: Whether it was found in the database.
        compare_to: What it is compared to, if anything.
    """
    table = object if type_ == "table" else getattr(object, "table", None)
    found = name if table is None else table.name
    return not str(found).startswith(TABLE_PREFIX)


def render_item(type_: str, object: Any, context: Any) -> str | Literal[False]:
    """How autogenerate writes a column's type; for `context.configure(render_item=...)` in a host's `env.py`.

    Args:
        type_: What is written: `type`, `column`, `table`...
        object: The type, the column...
        context: Alembic's, with the imports of the revision.

    Returns:
        The text, for our type of ids; False for everything else, which Alembic writes itself.
    """
    if type_ == "type" and isinstance(object, Id):
        context.imports.add("import commkit")
        return "commkit.Id()"
    return False
