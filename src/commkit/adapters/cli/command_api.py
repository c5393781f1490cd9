"""What a distribution needs to add a command to `commkit`: options, output, exit codes.

Such a distribution names its command as an entry point of the group `commkit.commands`; it is loaded when the command
is run, and when `commkit --help` lists it::

    [project.entry-points."commkit.commands"]
    demo = "commkit_demo.command:demo"

The command is a function as Cyclopts takes it. It returns its exit code. An importer is such a function, too: named in
the group `commkit.imports`, it becomes a command of `commkit import`::

    [project.entry-points."commkit.imports"]
    polis = "commkit_opinion.importing.command:polis"
"""

from commkit.adapters.cli.exit_codes import FAILED, OK, PARTIAL, USAGE, CliError
from commkit.adapters.cli.import_exports import (
    Slug,
    Title,
    Type,
    check_exists,
    migrate_if_new,
    render_report,
    table_progress,
)
from commkit.adapters.cli.options import DATABASE_HELP, DEFAULT_OPTIONS, DatabaseOptions, Json, open_kit
from commkit.adapters.cli.output import Output, table

__all__ = [
    "DATABASE_HELP",
    "DEFAULT_OPTIONS",
    "FAILED",
    "OK",
    "PARTIAL",
    "USAGE",
    "CliError",
    "DatabaseOptions",
    "Json",
    "Output",
    "Slug",
    "Title",
    "Type",
    "check_exists",
    "migrate_if_new",
    "open_kit",
    "render_report",
    "table",
    "table_progress",
]
