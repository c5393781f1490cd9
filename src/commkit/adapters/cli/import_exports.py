"""`commkit import`: import exports of other systems, with a report of every row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.console import RenderableType
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK, PARTIAL
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.cli.output import Output, table
from commkit.importers.archive import ensure_archive_community
from commkit.kit import Kit
from commkit.runtime.model.errors import Invalid

if TYPE_CHECKING:
    from commkit.importers.report import ImportReport, TableImportReport

importing = App(name="import", help="Import an export of another system.", help_format="plaintext")

Folder = Annotated[Path, Parameter(help="The folder of the dump.")]
Slug = Annotated[str, Parameter(help="The community's slug; an archive is created where there is none.")]
Type = Annotated[
    str | None,
    Parameter(
        help="The type of a community that is created, see `commkit types`; no need of it where there is one."
    ),
]
Source = Annotated[
    str | None,
    Parameter(
        help="The name of the source, by which nothing is imported twice; by default the folder's name without date."
    ),
]
Title = Annotated[
    str | None, Parameter(help="The title of a community that is created; the slug by default.")
]

Lists = Annotated[Path, Parameter(help="A folder or a zip of the lists, or one of them.")]
SourceName = Annotated[str, Parameter(help="The name of the source, by which nothing is imported twice.")]
Calendars = Annotated[Path, Parameter(help="An .ics file, or a folder or a zip of them.")]
ZoneName = Annotated[str, Parameter(help="The time zone of times without one, such as Europe/Vienna.")]


@importing.command
def stackexchange(
    folder: Folder,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    community: Slug,
    type: Type = None,
    source: Source = None,
    title: Title = None,
) -> int:
    """Import a Stack Exchange data dump: a folder of XML files, plain or gzip.

    It may be stopped and started again: nothing is imported twice. A database without any tables of commkit is
    migrated first. Exit code 4: a file of the dump could not be read to its end; the rows before are imported.
    """
    from commkit.importers.stackexchange import ensure_community, import_dump  # noqa: PLC0415  # needs an extra
    from commkit.importers.stackexchange.dump import Dump  # noqa: PLC0415  # needs an extra

    Dump.open(folder)  # before anything is created
    with open_kit(database_options, new=True) as (kit, out):
        migrate_if_new(kit)
        ensure_community(kit, community, type, title=title or community)
        with table_progress(out) as progress:
            report = import_dump(kit, folder, community, source=source, progress=progress)
    out.result(report.as_json(), *render_report(report))
    return PARTIAL if report.failed_tables else OK


@importing.command
def conferences(
    path: Lists,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    community: Slug,
    type: Type = None,
    source: SourceName = "confs",
    title: Title = None,
) -> int:
    """Import lists of conferences as events: a folder or a zip of JSON files by year and topic, or one such file.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file is no list; the others are
    imported.
    """
    from commkit.importers.conferences import import_conferences  # noqa: PLC0415  # loaded only when it is used

    check_exists(path)
    with open_kit(database_options, new=True) as (kit, out):
        _prepare(kit, community, type, title)
        with table_progress(out) as progress:
            report = import_conferences(kit, path, community, source=source, progress=progress)
    out.result(report.as_json(), *render_report(report))
    return PARTIAL if report.failed_tables else OK


@importing.command
def ical(
    path: Calendars,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    community: Slug,
    type: Type = None,
    zone: ZoneName = "UTC",
    title: Title = None,
) -> int:
    """Import calendars as events: an .ics file, or a folder or a zip of such files.

    It may be stopped and started again: nothing is imported twice. Events that were imported before follow a later
    version (SEQUENCE, then LAST-MODIFIED or DTSTAMP). Entries that cannot be events are counted by reason.
    """
    from commkit.adapters.ical import import_calendars  # noqa: PLC0415  # needs an extra

    check_exists(path)
    with open_kit(database_options, new=True) as (kit, out):
        _prepare(kit, community, type, title)
        with table_progress(out) as progress:
            report = import_calendars(kit, path, community, time_zone=zone, progress=progress)
    out.result(report.as_json(), *render_report(report))
    return OK


def check_exists(path: Path) -> None:
    """Check that the path exists, before anything is created."""
    if not path.exists():
        raise Invalid.field("path", "not_there", f"there is no file, folder or zip {str(path)!r}")


def _prepare(kit: Kit, community: str, type: str | None, title: str | None) -> None:
    migrate_if_new(kit)
    name = title or community
    ensure_archive_community(
        kit, community, type, title=name, purpose=f"Keeps the events of {name}, from imported calendars."
    )


def migrate_if_new(kit: Kit) -> None:
    """Create the tables of a database that has none; a database that is only behind must be migrated by its owner.

    Raises:
        MigrationPending: The database is behind.
        SchemaTooNew: The database is ahead.
    """
    if all(part.version is None for part in kit.status()):
        kit.migrate()
    kit.check()


@contextmanager
def table_progress(out: Output) -> Iterator[Callable[[str, int], None]]:
    """A progress bar for the importers."""
    with out.progress("importing") as advance:
        yield lambda name, rows: advance(rows, what=f"importing {name}")


def render_report(report: "ImportReport") -> Iterator[RenderableType]:
    """The report as a table, and the failures."""
    rows = [
        (name, part.rows, part.imported, part.rows - part.imported, _reasons(part))
        for name, part in report.tables.items()
    ]
    numbers = ("rows", "imported", "skipped")
    yield table("table", *numbers, "reasons", rows=rows, right=numbers)
    for part in report.tables.values():
        if part.failure_message:
            yield Text(part.failure_message, style="red")


def _reasons(part: "TableImportReport") -> str:
    changes = {} if part.changes.keys() <= {"created"} else part.changes
    left_out = {f"{name} left out": count for name, count in part.left_out.items()}
    counted = (*changes.items(), *part.skipped.items(), *left_out.items())
    return "\n".join(f"{count:,} {reason}" for reason, count in counted)
