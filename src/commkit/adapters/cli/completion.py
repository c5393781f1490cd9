"""`commkit completion`: what a shell needs to complete commands and options."""

import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from commkit.adapters.cli.exit_codes import OK

Shell = Annotated[Literal["bash", "zsh", "fish"], Parameter(help="Your shell.")]


def completion(shell: Shell, /) -> int:
    """Print what your shell needs to complete commands and options; in bash: `source <(commkit completion bash)`."""
    from commkit.adapters.cli.app import new_app  # noqa: PLC0415  # it imports this module

    sys.stdout.write(new_app("--help").generate_completion(prog_name="commkit", shell=shell))
    return OK
