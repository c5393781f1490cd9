"""What must be so before anything is copied."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, literal, select

from commkit.copying.plan import TablePlan
from commkit.copying.progress import CopyRun, TableProgress
from commkit.copying.reading import count_rows
from commkit.kit import Kit
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.tables import plugin

_EMPTY = "give an empty database"


def shown_url(url: URL) -> str:
    """A URL by which a database is known again: without its password, a file with its whole path."""
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite and url.database not in (None, "", ":memory:") and not url.query.get("uri"):
        url = url.set(database=str(Path(str(url.database)).resolve()))
    return url.render_as_string(hide_password=True)


def revisions_of(kit: Kit) -> str:
    """The revisions of the tables of a Kit's database, such as `commkit 0001, support 0001`."""
    return ", ".join(f"{part.component} {part.version}" for part in kit.status() if not part.missing)


def check_source(kit: Kit) -> None:
    """Check that the Kit knows all that there is.

    Raises:
        MigrationPending: The source is behind the code.
        SchemaTooNew: It is ahead of it.
        Conflict: It has tables of plugins that the Kit lacks.
    """
    kit.check()
    _refuse_missing_plugins(kit, "the source", "they would be lost: give a Kit with these plugins")


def check_databases(source: Database, target: Database) -> None:
    """Check that the target is another database than the source, and stays.

    Raises:
        Invalid: It does not.
    """
    if target.in_memory:
        raise Invalid.field("target", "in_memory", "a database in memory is gone at once; give a file")
    if not source.in_memory and shown_url(source.url) == shown_url(target.url):
        raise Invalid.field("target", "same_database", f"it is the source itself; {_EMPTY}")


def check_target(kit: Kit, plans: Sequence[TablePlan]) -> None:
    """Check a target in which no copy was begun, before anything is created in it.

    Raises:
        Conflict: It has rows, or tables of plugins that the Kit lacks.
    """
    _refuse_missing_plugins(kit, "the target", _EMPTY)
    with kit.database.transaction(read_only=True) as connection:
        filled = [plan.name for plan in plans if plan.name != plugin.name and _has_rows(connection, plan)]
    if filled:
        raise Conflict(
            "copying.target_not_empty",
            f"the target has rows already, in {_listed(filled)}, and no copy was begun there; {_EMPTY}",
        )


def check_run(run: CopyRun, source: str, kit: Kit) -> None:
    """Check that a copy that was begun is this one.

    Raises:
        Conflict: It is of another source, or of tables at other revisions.
    """
    if run.source != source:
        raise Conflict(
            "copying.other_source",
            f"a copy of {run.source} was begun in the target, not of this one; {_EMPTY}",
        )
    if run.finished_at is None and run.revisions != revisions_of(kit):
        raise Conflict(
            "copying.other_revisions",
            f"the copy was begun with {run.revisions}, and the source has {revisions_of(kit)} now; {_EMPTY}",
        )


def check_progress(
    connection: Connection, plans: Sequence[TablePlan], progress: Sequence[TableProgress]
) -> None:
    """Check that the target has the rows that were copied, and no others.

    Raises:
        Conflict: Somebody else wrote to it.
    """
    others = [
        plan.name
        for plan, part in zip(plans, progress, strict=True)
        if plan.name != part.name or count_rows(connection, plan) != part.rows
    ]
    if others:
        raise Conflict(
            "copying.target_changed",
            f"somebody else wrote to the target since the copy was begun, in {_listed(others)}; {_EMPTY}",
        )


def _refuse_missing_plugins(kit: Kit, where: str, advice: str) -> None:
    missing = [part.component for part in kit.status() if part.missing]
    if missing:
        raise Conflict(
            "copying.plugins_missing",
            f"{where} has tables or communities of {_listed(missing)}, which this Kit lacks; {advice}",
        )


def _has_rows(connection: Connection, plan: TablePlan) -> bool:
    if not inspect(connection).has_table(plan.name, schema=plan.table.schema):
        return False
    return connection.execute(select(literal(1)).select_from(plan.table).limit(1)).first() is not None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
