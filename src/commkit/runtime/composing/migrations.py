"""Migrations: each component brings numbered Alembic revision files and has a version table of its own.

One plugin that is missing or broken does not stop the others. All of a component's pending revisions run in one
transaction, under a lock, so a database is always whole: at an old version or at a new one. Alembic itself is loaded
only to migrate; to check, the names of the revision files are enough.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from attrs import evolve, frozen
from sqlalchemy import Column, Connection, MetaData, String, Table, select, text

from commkit.runtime.composing.declarations import PluginDeclarations, write_declarations
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.left_tables import left_components, table_names
from commkit.runtime.model.errors import MigrationPending, PluginError, SchemaTooNew
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.table_names import version_table

T = TypeVar("T")
_ALEMBIC = Lock()
"""Alembic keeps its context in module globals: one migration at a time in a process, whatever the database."""

_LOCK = 0x636F6D6D6B6974
"""The advisory lock on PostgreSQL: "commkit" in ASCII."""


@frozen
class Component:
    """A set of tables that migrates as one: the core, or a plugin.

    Attributes:
        name: `commkit`, or the plugin's name.
        package: Where its revision files are.
        revisions: Their numbers, in order; a file is called `0001_what_it_does.py`.
    """

    name: str
    package: str
    revisions: tuple[str, ...]

    @property
    def version_table(self) -> str:
        """Where the database keeps the version of this component."""
        return version_table(self.name)


@frozen
class ComponentStatus:
    """Where a component stands.

    Attributes:
        component: Its name.
        version: The database's version; None where it was never migrated.
        pending: Revisions still to run.
        too_new: Whether the database is ahead of the code.
        missing: Whether the database has its tables or communities of its types, and this Kit lacks it.
        types: Its community types that this Kit lacks and that have communities, which are read-only here.
    """

    component: str
    version: str | None
    pending: tuple[str, ...]
    too_new: bool = False
    missing: bool = False
    types: tuple[str, ...] = ()


def components(features: Iterable[Feature]) -> tuple[Component, ...]:
    """The components of some features, in their order."""
    packages: dict[str, str] = {}
    for feature in features:
        if feature.migrations:
            packages.setdefault(feature.migrations, "commkit" if "." not in feature.name else feature.plugin)
    return tuple(Component(name, package, _revisions(package, name)) for package, name in packages.items())


def status(database: Database, parts: Sequence[Component]) -> tuple[ComponentStatus, ...]:
    """Where each component stands in this database; at the end those of it that are not among the parts."""
    return _read(database, lambda core: (*(_status(core, part) for part in parts), *_missing(core, parts)))


def with_missing_types(
    found: Sequence[ComponentStatus], types: Mapping[str, Sequence[Any]]
) -> tuple[ComponentStatus, ...]:
    """The same, with the community types that the Kit lacks.

    Args:
        found: Where each component stands.
        types: The types, which have names, by the plugin that they belong to.
    """
    names = {plugin: tuple(its.name for its in of) for plugin, of in types.items()}
    known = {its.component for its in found}
    more = (
        ComponentStatus(plugin, None, (), missing=True, types=of)
        for plugin, of in names.items()
        if plugin not in known
    )
    return (*(evolve(its, types=names.get(its.component, ())) for its in found), *more)


def _known_status(database: Database, parts: Sequence[Component]) -> tuple[ComponentStatus, ...]:
    """Where the parts stand, without a look at what else is there: every process asks for it as it starts."""
    return _read(database, lambda core: tuple(_status(core, part) for part in parts))


def _read(database: Database, read: Callable[[Connection], T]) -> T:
    with database.transaction(read_only=True) as connection:
        return read(connection)


def check(database: Database, parts: Sequence[Component]) -> None:
    """See that code and database fit.

    Raises:
        MigrationPending: The database is behind.
        SchemaTooNew: The database is ahead.
    """
    for found in _known_status(database, parts):
        _refuse_too_new(found)
        if found.pending:
            raise MigrationPending(
                "runtime.migration_pending",
                f"{found.component} lacks {len(found.pending)} migration(s); run kit.migrate() or `commkit migrate`",
                plugin=found.component,
            )


def migrate(
    database: Database, parts: Sequence[Component], declared: Sequence[PluginDeclarations] = ()
) -> tuple[str, ...]:
    """Bring every component up to date, and keep what plugins declare.

    Args:
        database: The database.
        parts: The components.
        declared: What their tables and types declare, for the time when the plugin is gone.

    Returns:
        What was run, as `component revision`.

    Raises:
        SchemaTooNew: The database is ahead of the code; nothing is touched.
        Busy: Another process is migrating and did not end in time.
    """
    for found in _known_status(database, parts):
        _refuse_too_new(found)
    done: list[str] = []
    for part in parts:
        with database.transaction() as core:
            lock_migrations(core)
            before = _status(core, part)
            _refuse_too_new(before)
            if before.pending:
                _upgrade(core, part)
            if declared and part is parts[-1]:  # all tables are there
                write_declarations(core, declared)
        done += [f"{part.name} {revision}" for revision in before.pending]
    return tuple(done)


def _refuse_too_new(found: ComponentStatus) -> None:
    if found.too_new:
        raise SchemaTooNew(
            "runtime.schema_too_new",
            f"the database holds {found.component} {found.version}, which this release does not know; "
            "install the release that wrote it",
            plugin=found.component,
        )


def _revisions(package: str, component: str) -> tuple[str, ...]:
    try:
        names = [entry.name for entry in files(package).iterdir()]
    except ModuleNotFoundError as error:
        raise PluginError(
            "runtime.plugin_misdeclared",
            f"migrations of {component!r} should be in the package {package!r}, which cannot be imported",
            plugin=component,
        ) from error
    if "__init__.py" not in names:
        raise PluginError(
            "runtime.plugin_misdeclared",
            f"make {package!r} a package, so that its migrations are found: add an empty __init__.py to it",
            plugin=component,
        )
    return tuple(
        sorted(name.partition("_")[0] for name in names if name[:4].isdigit() and name.endswith(".py"))
    )


def _status(connection: Connection, part: Component) -> ComponentStatus:
    version = None
    if connection.dialect.has_table(connection, part.version_table):
        version = version_of(connection, part.version_table)
    if version is not None and version not in part.revisions:
        return ComponentStatus(part.name, version, (), too_new=True)
    start = part.revisions.index(version) + 1 if version is not None else 0
    return ComponentStatus(part.name, version, part.revisions[start:])


def version_of(connection: Connection, table_name: str) -> str | None:
    """The version in the version table of a component."""
    table = Table(table_name, MetaData(), Column("version_num", String))
    return connection.execute(select(table.c.version_num)).scalar()


def _missing(connection: Connection, parts: Sequence[Component]) -> Iterator[ComponentStatus]:
    for component in left_components(table_names(connection), {part.name for part in parts}):
        yield ComponentStatus(component, version_of(connection, version_table(component)), (), missing=True)


def lock_migrations(connection: Connection) -> None:
    """Let nobody else migrate until the end of the transaction."""
    # SQLite needs none: the transaction began with BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _upgrade(connection: Connection, part: Component) -> None:
    from alembic.config import Config  # noqa: PLC0415  # `import commkit` must not load it
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folder = str(Path(str(files(part.package))))
    scripts = ScriptDirectory(folder, version_locations=[folder])

    def steps(revision: Any, _: Any) -> Any:  # what `alembic upgrade` runs
        return scripts._upgrade_revs(part.revisions[-1], revision)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    with _ALEMBIC, EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, version_table=part.version_table, transactional_ddl=True)
        environment.run_migrations()


def with_referred(tables: Sequence[Table]) -> list[Table]:
    """The tables, and those that their foreign keys refer to; plugins refer to tables of the core."""
    found: dict[str, Table] = {}
    waiting = list(tables)
    while waiting:
        table = waiting.pop()
        if table.name not in found:
            found[table.name] = table
            waiting += [key.column.table for key in table.foreign_keys]
    return list(found.values())
