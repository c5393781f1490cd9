"""`commkit import cwl`: tables of matches, as of the Call of Duty World League, become recorded tournaments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import RenderableType

from commkit import Invalid
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
    table,
    table_progress,
)
from commkit.importers import ensure_archive_community
from commkit_tournaments.recorded.importing.imports import ResultsReport, import_results

Tables = Annotated[Path, Parameter(help="A .csv or .csv.gz of matches, or a folder or a zip of them.")]
Source = Annotated[str, Parameter(help="The name of the source, by which players and teams are known.")]
SameTeams = Annotated[
    list[str] | None,
    Parameter(
        name="--same-team",
        consume_multiple=False,
        help="OTHER=NAME: a team has another name in some rows; may be given several times.",
    ),
]


def cwl(
    path: Tables,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    community: Slug,
    type: Type = None,
    source: Source = "cwl",
    title: Title = None,
    same_team: SameTeams = None,
) -> int:
    """Import results of matches: one row for each player and game.

    It may be stopped and started again: nothing is imported twice. What rows do not agree about is told with its line.
    Exit code 4: a file could not be read; nothing of it is imported, the others are.
    """
    check_exists(path)
    same_teams = dict(_renamed(each) for each in same_team or ())
    with open_kit(database_options, new=True) as (kit, out):
        migrate_if_new(kit)
        name = title or community
        ensure_archive_community(
            kit, community, type, title=name, purpose=f"Keeps the results of {name}, from imported matches."
        )
        with table_progress(out) as progress:
            found = import_results(
                kit, path, community, source=source, same_teams=same_teams, progress=progress
            )
    out.result(found.as_json(), *_rendered(found))
    return PARTIAL if found.report.failed_tables else OK


def _renamed(option: str) -> tuple[str, str]:
    other, sign, name = option.partition("=")
    if not sign or not other.strip() or not name.strip():
        raise Invalid.field("same_team", "malformed", "write it as OTHER=NAME")
    return other.strip(), name.strip()


def _rendered(found: ResultsReport) -> Iterator[RenderableType]:
    yield from render_report(found.report)
    if found.findings:
        rows = [(each.file, each.line, each.reason, each.detail) for each in found.findings]
        yield table("file", "line", "found", "about", rows=rows, right=("line",))
    for file, names in found.ignored.items():
        yield f"{file}: {len(names)} columns ignored: {', '.join(names)}"
