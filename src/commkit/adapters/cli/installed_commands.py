"""Commands of other installed distributions: entry points of the group `commkit.commands`; see `command_api`."""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from cyclopts import App

from commkit.adapters.cli.exit_codes import CliError

GROUP = "commkit.commands"
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


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:
        raise CliError(
            "cli.broken_command", f"the command {entry.name!r} cannot be loaded from {entry.value}: {error}"
        ) from error
