"""Commands of other installed distributions, and importers below `commkit import`: entry points; see `command_api`."""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from cyclopts import App

from commkit.adapters.cli.exit_codes import CliError

GROUP = "commkit.commands"
IMPORTS = "commkit.imports"
"""The importers of other distributions, which become commands of `commkit import`."""
DISTRIBUTIONS = {"demo": "commkit-demo"}
"""Commands of distributions of ours, and what to install for them."""


def add_installed_command(app: App, name: str) -> None:
    """Add the command of this name, where some installed distribution has one; nothing else is loaded.

    Args:
        app: The command line.
        name: The command's name.

    Raises:
        CliError: It is of a distribution of ours that is not installed, or it cannot be loaded.
    """
    for entry in entry_points(group=GROUP, name=name):
        app.command(_load(entry), name=name)
        return
    if name in DISTRIBUTIONS:
        raise CliError(
            "cli.not_installed",
            f"`commkit {name}` is a distribution of its own; run: pip install {DISTRIBUTIONS[name]}",
        )


def add_all_installed_commands(app: App) -> None:
    """Add every installed command, for the list of them; those that cannot be loaded are left out."""
    for entry in entry_points(group=GROUP):
        try:
            app.command(_load(entry), name=entry.name)
        except CliError:
            continue


def add_installed_imports(importing: App, wanted: str) -> None:
    """Add the importer of this name, where some installed distribution has one; all of them for the list of them.

    Args:
        importing: The command `commkit import`.
        wanted: The name of the importer, or an option.

    Raises:
        CliError: It cannot be loaded.
    """
    listed = not wanted or wanted.startswith("-")
    for entry in entry_points(group=IMPORTS):
        if entry.name in importing or not (listed or entry.name == wanted):
            continue
        try:
            importing.command(_load(entry), name=entry.name)
        except CliError:
            if not listed:
                raise


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:
        raise CliError(
            "cli.broken_command", f"the command {entry.name!r} cannot be loaded from {entry.value}: {error}"
        ) from error
