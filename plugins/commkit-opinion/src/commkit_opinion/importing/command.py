"""`commkit import polis`: conversations of Polis become closed consultations."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from commkit.adapters.cli.command_api import (
    DEFAULT_OPTIONS,
    OK,
    PARTIAL,
    DatabaseOptions,
    Slug,
    Title,
    Type,
    check_exists,
    migrate_if_new,
    open_kit,
    render_report,
    table_progress,
)
from commkit.importers import ensure_archive_community
from commkit_opinion.importing.imports import import_polis

Exports = Annotated[
    Path,
    Parameter(help="A folder or a zip of a conversation's CSV files, or a folder of such folders and zips."),
]
Source = Annotated[str, Parameter(help="The name of the source, by which nothing is imported twice.")]


def polis(
    path: Exports,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    community: Slug,
    type: Type = None,
    source: Source = "polis",
    title: Title = None,
) -> int:
    """Import conversations of Polis as closed consultations, with every ballot.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read; nothing of
    its conversation is imported, the others are.
    """
    check_exists(path)
    with open_kit(database_options, new=True) as (kit, out):
        migrate_if_new(kit)
        name = title or community
        ensure_archive_community(
            kit, community, type, title=name, purpose=f"Keeps the opinions of {name}, from imported ballots."
        )
        with table_progress(out) as progress:
            report = import_polis(kit, path, community, source=source, progress=progress)
    out.result(report.as_json(), *render_report(report))
    return PARTIAL if report.failed_tables else OK
