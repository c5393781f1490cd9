"""How tables are named, so that a host can tell ours from its own."""

TABLE_PREFIX = "commkit_"
"""What the name of every table of ours begins with, of those of plugins, too."""

VERSION_SUFFIX = "_version"
"""What the name of the table ends with that keeps the version of a component's tables."""
_CORE = "commkit"


def version_table(component: str) -> str:
    """Where the database keeps the version of a component's tables.

    Args:
        component: A plugin's name; `commkit` for the core.
    """
    return f"{table_prefix(None if component == _CORE else component)}{VERSION_SUFFIX[1:]}"


def table_prefix(plugin: str | None) -> str:
    """What the names of a plugin's tables begin with.

    Args:
        plugin: Its name; None for the core.
    """
    return TABLE_PREFIX if plugin is None else f"{TABLE_PREFIX}{plugin}_"
