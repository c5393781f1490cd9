"""How tables are named, so that a host can tell ours from its own."""

TABLE_PREFIX = "commkit_"
"""What the name of every table of ours begins with, of those of plugins, too."""


def table_prefix(plugin: str | None) -> str:
    """What the names of a plugin's tables begin with.

    Args:
        plugin: Its name; None for the core.
    """
    return TABLE_PREFIX if plugin is None else f"{TABLE_PREFIX}{plugin}_"
