"""What a host's own Alembic leaves alone: our tables, which `Kit.migrate` keeps."""

from typing import Any

PREFIX = "commkit_"
"""Every table of ours begins with it, those of plugins, too."""


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
    return not str(found).startswith(PREFIX)
