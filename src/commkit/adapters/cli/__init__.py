"""The command line: `commkit`, with the extra `cli`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commkit import __version__

if TYPE_CHECKING:  # a version is told without it
    from commkit.kit import Kit


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for it often, and it needs none of what follows
        print(__version__)
        return
    sys.exit(run_commands(sys.argv[1:]))


def run_commands(tokens: Sequence[str], *, kit: "Kit | None" = None) -> int:
    """Run a command; gives its exit code.

    Args:
        tokens: The arguments, without the program's name.
        kit: The Kit of the application in whose process it runs, as with `flask commkit`; it stays open.
    """
    try:
        from commkit.adapters.cli.app import run  # noqa: PLC0415  # so that a missing extra gives one sentence
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("attrs", "cyclopts", "rich"):
            raise
        print(
            "commkit: the command line needs more packages; run: pip install 'commkit[cli]'", file=sys.stderr
        )
        return 1
    return run(tokens, kit=kit)
