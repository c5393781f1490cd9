"""`commkit copy`: copy all communities to another database, and compare."""

from typing import Annotated

from cyclopts import Parameter
from rich.console import RenderableType
from rich.text import Text

from commkit.adapters.cli.app_kit import load_kit
from commkit.adapters.cli.exit_codes import OK, UNEQUAL, CliError, as_json
from commkit.adapters.cli.options import App, Json, build_kit, sqlite_file
from commkit.adapters.cli.output import Output, table
from commkit.copying import CopyReport, copy_database
from commkit.kit import Kit
from commkit.runtime.model.errors import Conflict
from commkit.runtime.storage.database import Database

Source = Annotated[
    str, Parameter(help="The URL of the database to copy: sqlite:///town.db or postgresql://...")
]
Target = Annotated[
    str, Parameter(help="The URL of an empty database, or of one in which this copy was begun.")
]


def copy(source: Source, target: Target, /, *, app: App = "", json: Json = False) -> int:
    """Copy all communities to another database, SQLite or PostgreSQL, and compare.

    Stop your application first. --app says which plugins there are; without it all that are installed are taken. The
    target is migrated, and its search is made anew. Stopped half-way, run it again: it goes on where it was. Exit code
    5: source and target differ, as the source was written to meanwhile; copy again into an empty database.
    """
    out = Output(json=json)
    file = sqlite_file(source)
    if file is not None and not file.is_file():
        raise CliError("cli.no_database", f"there is no database {file} to copy")
    kit = _kit_on(source, app, out)
    try:
        with out.progress("copying") as advance:
            report = copy_database(
                kit, target, progress=lambda what, done, total: advance(done, total, what=what)
            )
    except Conflict as error:
        if error.code != "copying.unequal":
            raise
        differing: CopyReport = error.data["report"]
        out.result(
            {**differing.as_json(), **as_json(error)}, *_render(differing), Text(error.message, style="red")
        )
        return UNEQUAL
    finally:
        kit.close()
    out.result(report.as_json(), *_render(report), Text(_summary(report)))
    return OK


def _kit_on(source: str, app: str, out: Output) -> Kit:
    """The application's Kit, or one of all installed plugins, on the source."""
    if not app:
        return build_kit(source, out, strict=True)
    own = load_kit(app)
    own.close()
    return own.with_database(Database(source))


def _render(report: CopyReport) -> list[RenderableType]:
    rows = [
        (
            part.name,
            part.rows,
            part.copied,
            part.checksum[:12],
            "yes" if part.equal else Text("no", style="red"),
        )
        for part in report.tables
        if part.rows or not part.equal
    ]
    numbers = ("rows", "copied")
    return [table("table", *numbers, "checksum", "equal", rows=rows, right=numbers)]


def _summary(report: CopyReport) -> str:
    if not report.copied and report.rows:
        return f"nothing to do: all {report.rows:,} rows are in {report.target}"
    return f"all tables are equal: copied {report.copied:,} of {report.rows:,} rows to {report.target}"
