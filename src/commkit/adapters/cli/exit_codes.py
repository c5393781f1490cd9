"""Exit codes, and the one sentence of each expected error."""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from commkit.runtime.model.errors import CommkitError, MigrationPending, SchemaTooNew

OK = 0
FAILED = 1
USAGE = 2
SCHEMA_MISMATCH = 3
PARTIAL = 4
UNEQUAL = 5
INTERRUPTED = 130

EXIT_CODES = """Exit codes: 0 done; 1 an error, with one sentence; 2 wrong usage; 3 the database does not match \
the code (migrate, or install the newer release); 4 done in part: a file could not be read to its end, old rows \
of a kind could not be deleted; 5 copied, but source and target differ; 130 interrupted."""

_SCHEMA_ERRORS = (MigrationPending, SchemaTooNew)


class CliError(CommkitError):
    """An error of the command line itself."""


def as_cli_error(error: BaseException) -> CommkitError | None:
    """The error as a CommkitError; None for a bug, whose traceback is shown."""
    if isinstance(error, CommkitError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return _missing(error)
    if isinstance(error, SQLAlchemyError | sqlite3.Error) or type(error).__module__.startswith("psycopg"):
        return CliError("cli.database", f"the database cannot be used: {_first_line(error)}")
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return CliError("cli.system", f"{where}{error.strerror or error}")
    return None


def exit_code(error: CommkitError) -> int:
    """The exit code of an error."""
    if isinstance(error, _SCHEMA_ERRORS):
        return SCHEMA_MISMATCH
    return USAGE if error.code == "cli.usage" else FAILED


def as_json(error: CommkitError) -> dict[str, Any]:
    """The error as plain JSON values."""
    return {"error": {"code": error.code, "message": error.message, "plugin": error.plugin}}


def _missing(error: ModuleNotFoundError) -> CliError | None:
    package = (error.name or "").partition(".")[0]
    if package == "copier":
        return CliError(
            "cli.no_extra", "`commkit new-plugin` needs more packages; run: pip install 'commkit[new]'"
        )
    return None


def _first_line(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return lines[0] if lines else type(cause).__name__
