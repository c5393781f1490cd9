"""The options of every command, and the Kit that it uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from attrs import frozen
from cyclopts import Parameter
from sqlalchemy import URL

from commkit.adapters.cli.app_kit import given_kit, load_kit
from commkit.adapters.cli.exit_codes import CliError
from commkit.adapters.cli.output import Output
from commkit.kit import Kit
from commkit.runtime.storage.engines import parse_url

Json = Annotated[
    bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout, and nothing else.")
]
DATABASE_HELP = "The database URL: sqlite:///town.db or postgresql://user@host/name."


App = Annotated[
    str,
    Parameter(
        env_var="COMMKIT_APP",
        help="Your application's Kit, as package.module:kit: its database, plugins, types and ports.",
    ),
]


@Parameter(name="*")
@frozen(kw_only=True)
class DatabaseOptions:
    """The application or the database, and the format of the output."""

    database: Annotated[str, Parameter(env_var="COMMKIT_DATABASE", help=DATABASE_HELP)] = ""
    app: App = ""
    json: Json = False


DEFAULT_OPTIONS = DatabaseOptions()
"""What holds where neither arguments nor environment say anything."""


@contextmanager
def open_kit(
    database_options: DatabaseOptions, *, new: bool = False, strict: bool = False
) -> Iterator[tuple[Kit, Output]]:
    """Open the application's Kit, or one of all installed plugins on the database; it is closed at the end.

    The Kit of the application in whose process the command runs stays open.

    Args:
        database_options: The application or the database.
        new: Whether the command may create the database file.
        strict: Whether a broken plugin is an error; otherwise it is skipped with a warning.

    Raises:
        CliError: There is no such application, file or folder.
    """
    out = Output(json=database_options.json)
    kit = _kit_of(database_options, out, new=new, strict=strict)
    try:
        yield kit, out
    finally:
        if given_kit("") is None:
            kit.close()


def _kit_of(options: DatabaseOptions, out: Output, *, new: bool, strict: bool) -> Kit:
    kit = given_kit(options.app) or (load_kit(options.app) if options.app else None)
    if kit is None and not options.database:
        raise CliError(
            "cli.usage",
            "say --app package.module:kit for your application, or --database URL; see commkit --help",
        )
    if kit is not None and options.database and parse_url(options.database) != kit.database.url:
        raise CliError("cli.two_databases", "--database is another one than that of --app; leave it out")
    file = sqlite_file(kit.database.url if kit is not None else options.database)
    if file is not None and not file.exists() and not new:
        raise CliError("cli.no_database", f"there is no database {file}; `commkit migrate` creates it")
    if file is not None and not file.parent.is_dir():
        raise CliError("cli.no_folder", f"there is no folder {file.parent} for the database; create it first")
    return kit if kit is not None else build_kit(options.database, out, strict=strict)


def build_kit(database: str, out: Output, *, strict: bool = False, **options: Any) -> Kit:
    """A Kit of all installed plugins; broken ones are skipped with a warning, or raise where `strict`."""
    kit = Kit(database, discover_installed=True, on_broken="raise" if strict else "skip", **options)
    for broken in kit.broken:
        out.warn(getattr(broken.error, "message", str(broken.error)))
    return kit


def sqlite_file(database: str | URL) -> Path | None:
    """The file of a SQLite database; None for other databases and for one in memory."""
    url = parse_url(database)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))
