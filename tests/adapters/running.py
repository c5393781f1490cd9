"""Runs the command line: within the test, or, where the end of a process matters, as people do."""

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from commkit.adapters.cli.app import run


def commkit(*args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> CompletedProcess[str]:
    """Run `commkit` with some arguments, with nothing of ours in the environment."""
    out, err = StringIO(), StringIO()
    with (
        patch.dict(os.environ, _environment(env), clear=True),
        chdir(cwd or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run(args)
    return CompletedProcess(args, code, out.getvalue(), err.getvalue())


def commkit_alone(
    *args: str, code: str | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> CompletedProcess[str]:
    """The same in a process of its own, or `code` in its place."""
    start = ["-c", code] if code else ["-m", "commkit.adapters.cli"]
    return subprocess.run(
        [sys.executable, *start, *args],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env=_environment(env),
        cwd=cwd,
    )


def _environment(more: dict[str, str] | None) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COMMKIT_")}
    return {**clean, "COLUMNS": "120", **(more or {})}
