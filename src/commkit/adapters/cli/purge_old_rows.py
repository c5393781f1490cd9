"""`commkit purge`: delete what is older than its retention; and how `commkit status` tells of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.table import Table
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK, PARTIAL, CliError
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.cli.output import table
from commkit.runtime.model.records import RetentionStatus


def purge(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Delete rows that are older than your application keeps them, in small steps; the worker does it by itself."""
    with open_kit(database_options, strict=True) as (kit, out):
        if not database_options.app:
            raise CliError(
                "cli.no_app",
                "give your application with --app: it says how long it keeps what, and the database alone does not",
            )
        with out.progress("deleting old rows"):
            report = kit.purge()
        if report.worker:
            raise CliError(
                "cli.purging", f"the worker {report.worker} is deleting old rows already; leave it to it"
            )
        lines = [f"{name}: {rows:,} deleted" for name, rows in report.purged.items()]
        lines += [f"{name}: failed; see commkit status and the log" for name in report.failed]
        out.result(
            {"purged": dict(report.purged), "failed": list(report.failed)},
            *map(Text, lines or ["nothing is older than its retention"]),
        )
    return PARTIAL if report.failed else OK


def retention_table(kept: Sequence[RetentionStatus]) -> Table:
    """How long rows are kept, for people."""
    rows = [
        (
            one.name,
            one.rows,
            _moment(one.oldest),
            _duration(one.kept_for),
            Text(one.error, style="red") if one.error else _moment(one.finished_at),
        )
        for one in kept
    ]
    return table("kept", "rows", "oldest", "for", "last purge", rows=rows, right=("rows",))


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else "-"


def _duration(duration: timedelta | None) -> str:
    if duration is None:
        return "ever"
    unit, length = (
        ("hour", timedelta(hours=1)) if duration % timedelta(days=1) else ("day", timedelta(days=1))
    )
    number = duration / length
    return f"{number:,.4g} {unit}{'' if number == 1 else 's'}"
