"""The command line: `commkit`, with the extra `cli`."""

import sys

from commkit import __version__


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for it often, and it needs none of what follows
        print(__version__)
        return
    try:
        from commkit.adapters.cli.app import run  # noqa: PLC0415  # so that a missing extra gives one sentence
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("attrs", "cyclopts", "rich"):
            raise
        print(
            "commkit: the command line needs more packages; run: pip install 'commkit[cli]'", file=sys.stderr
        )
        sys.exit(1)
    sys.exit(run(sys.argv[1:]))
