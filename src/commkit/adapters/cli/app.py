"""The commands of `commkit`, and their exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cyclopts import App, CycloptsError
from rich.text import Text

from commkit import __version__
from commkit.adapters.cli.app_kit import using_kit
from commkit.adapters.cli.exit_codes import (
    EXIT_CODES,
    FAILED,
    INTERRUPTED,
    OK,
    USAGE,
    CliError,
    as_cli_error,
    as_json,
    exit_code,
)
from commkit.adapters.cli.installed_commands import (
    add_all_installed_commands,
    add_installed_command,
    add_installed_imports,
)
from commkit.adapters.cli.output import Output
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError

_HELP = ("-h", "--help")
_IMPORT = "import"
_HERE = "commkit.adapters.cli."
COMMANDS = {
    "migrate": "schema_commands:migrate",
    "check": "schema_commands:check",
    "status": "schema_commands:status",
    "doctor": "doctor:doctor",
    "purge": "purge_old_rows:purge",
    "types": "list_types:types",
    "worker": "run_worker:worker",
    "do": "send_messages:do",
    "ask": "send_messages:ask",
    "messages": "send_messages:messages",
    "mcp": "serve_mcp:mcp",
    "copy": "copy_database:copy",
    "reindex": "reindex_search:reindex",
    "import": "import_conversations:importing",
    "plugin": "plugin_commands:plugin",
    "new-plugin": "new_plugin:new_plugin",
    "new-revision": "new_revision:new_revision",
    "completion": "completion:completion",
}
"""Where each command stands. Only the one that is asked for is imported: all of them take seconds."""


def new_app(wanted: str, below: str = "") -> App:
    """The command line, with the installed command that is asked for.

    Args:
        wanted: The name of the command to run, or an option.
        below: The word behind it: the name of an importer behind `import`.
    """
    app = App(
        name="commkit",
        help=f"Communities inside your own application.\n\n{EXIT_CODES}",
        help_format="plaintext",
        version=__version__,
    )
    for name in COMMANDS if wanted in _HELP else COMMANDS.keys() & {wanted}:
        module, _, command = COMMANDS[name].partition(":")
        app.command(getattr(import_module(_HERE + module), command))
    if wanted == _IMPORT:
        add_installed_imports(app[_IMPORT], below)
    if wanted in _HELP:
        add_all_installed_commands(app)
    elif wanted not in app and not wanted.startswith("-"):
        add_installed_command(app, wanted)
    return app


def run(tokens: Sequence[str], *, kit: Kit | None = None) -> int:
    """Run a command.

    Args:
        tokens: The arguments, without the program's name.
        kit: The Kit that it uses, rather than one that options name.

    Returns:
        The exit code, see `exit_codes`.
    """
    out = Output(json=any(token in ("--json", "--json=true") for token in tokens))
    try:
        app = new_app(tokens[0] if tokens else _HELP[0], *tokens[1:2])
        command, bound, _ = app.parse_args(tokens, exit_on_error=False, print_error=False)
        with using_kit(kit):
            return int(command(*bound.args, **bound.kwargs) or OK)
    except CycloptsError as error:
        return _report_error(
            out, CliError("cli.usage", f"{str(error).rstrip('.')}; see commkit --help"), USAGE
        )
    except KeyboardInterrupt:
        return _report_error(
            out, CliError("cli.interrupted", "interrupted; finished work is kept"), INTERRUPTED
        )
    except BrokenPipeError:
        # The reader is gone. Python flushes stdout once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        known = as_cli_error(error)
        if known is None:
            raise
        return _report_error(out, known, exit_code(known))


def _report_error(out: Output, error: CommkitError, code: int) -> int:
    """Print an error: as JSON with `--json`, otherwise in one sentence."""
    if out.json:
        out.result(as_json(error))
    else:
        out.stderr.print(Text.assemble(("commkit: ", "red"), error.message), soft_wrap=True)
    return code
