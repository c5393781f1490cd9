"""Kits for tests: databases that are migrated once and copied for each test, and the statements that kits run."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from commkit.kit import Kit
from commkit.runtime.model.observers import Step
from commkit.runtime.storage.database import Database

if TYPE_CHECKING:
    from commkit.testing.postgres import PostgresServer

CapturedStatements = list[str]
"""The SQL of statements, in the order in which they ran."""


class StatementObserver:
    """An observer that hands on the SQL of each statement: `Kit(url, observers=[StatementObserver(seen.append)])`.

    Args:
        tell: Called before each statement runs.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell

    def begin(self, step: Step) -> None:
        """See `commkit.Observer`."""
        if step.kind == "statement":
            self._tell(step.name)

    def end(self, step: Step) -> None:
        """See `commkit.Observer`."""


class TemplateDatabases(Protocol):
    """Databases of one engine; one is migrated for each set of components, and copied from then on."""

    def kit(self, stack: ExitStack, plugins: Sequence[Any], options: Mapping[str, Any]) -> Kit:
        """A Kit on a fresh database.

        Args:
            stack: Closes the kit and drops the database.
            plugins: As for `Kit`.
            options: Further arguments of `Kit`.
        """
        ...

    def copy(self, stack: ExitStack, kit: Kit) -> Kit:
        """The same kit on a copy of its database, with all rows as they are now.

        Args:
            stack: Closes the copy and drops its database.
            kit: Made by this object; no session of it may be open.
        """
        ...


class SqliteTemplates:
    """Migrated SQLite files.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[tuple[str, ...], Path] = {}

    def kit(self, stack: ExitStack, plugins: Sequence[Any], options: Mapping[str, Any]) -> Kit:
        """See `TemplateDatabases.kit`."""
        file = self._new_file()
        kit = stack.enter_context(closing(Kit(f"sqlite:///{file}", plugins=plugins, **options)))
        packages = _migrations_of(kit)
        if packages not in self._files:
            template = self._new_file()
            with closing(Kit(f"sqlite:///{template}", plugins=plugins)) as source:
                source.migrate()
            self._files[packages] = template
        shutil.copy(self._files[packages], file)
        return kit

    def copy(self, stack: ExitStack, kit: Kit) -> Kit:
        """See `TemplateDatabases.copy`."""
        file = self._new_file()
        with (
            closing(sqlite3.connect(str(kit.database.url.database))) as source,
            closing(sqlite3.connect(file)) as target,
        ):
            source.backup(target)
        return kit.with_database(stack.enter_context(closing(Database(f"sqlite:///{file}"))))

    def _new_file(self) -> Path:
        return self._folder / f"{uuid4().hex}.db"


class PostgresTemplates:
    """Migrated databases of a PostgreSQL server.

    Args:
        server: The server.
        stack: Drops the templates.
    """

    def __init__(self, server: "PostgresServer", stack: ExitStack) -> None:
        self._server = server
        self._stack = stack
        self._urls: dict[tuple[str, ...], str] = {}

    def kit(self, stack: ExitStack, plugins: Sequence[Any], options: Mapping[str, Any]) -> Kit:
        """See `TemplateDatabases.kit`."""
        with closing(Kit("sqlite://", plugins=plugins)) as unconnected:
            packages = _migrations_of(unconnected)
        if packages not in self._urls:
            template = self._stack.enter_context(self._server.database())
            with closing(Kit(template, plugins=plugins)) as source:
                source.migrate()
            self._urls[packages] = template
        url = stack.enter_context(self._server.database(template=self._urls[packages]))
        return stack.enter_context(closing(Kit(url, plugins=plugins, **options)))

    def copy(self, stack: ExitStack, kit: Kit) -> Kit:
        """See `TemplateDatabases.copy`."""
        # PostgreSQL copies a database only while nobody is connected to it.
        kit.database.engine.dispose()
        original = kit.database.url.render_as_string(hide_password=False)
        url = stack.enter_context(self._server.database(template=original))
        return kit.with_database(stack.enter_context(closing(Database(url))))


def _migrations_of(kit: Kit) -> tuple[str, ...]:
    packages = {feature.migrations for feature in kit.registry.features.values()}
    return tuple(sorted(package for package in packages if package is not None))


class KitFactory:
    """Makes Kits on fresh, migrated databases: `commkit_kit_factory(Support(...))`.

    Args:
        templates: Where the databases come from.
        stack: Closes all that was made.
    """

    def __init__(self, templates: TemplateDatabases, stack: ExitStack) -> None:
        self._templates = templates
        self._stack = stack

    def __call__(self, *plugins: Any, **options: Any) -> Kit:
        """A Kit of its own.

        Args:
            *plugins: As for `Kit`.
            **options: Further arguments of `Kit`.
        """
        return self._templates.kit(self._stack, plugins, options)

    @contextmanager
    def copy(self, kit: Kit) -> Iterator[Kit]:
        """The same kit on a copy of its database, with all rows as they are now; dropped at the end of the block.

        Args:
            kit: Made by this factory; no session of it may be open.
        """
        with ExitStack() as stack:
            yield self._templates.copy(stack, kit)


@contextmanager
def capture_statements(kit: Kit) -> Iterator[CapturedStatements]:
    """Gather the statements that sessions of a kit run in the block; an observer that it has goes on observing."""
    before = kit.database.observer
    seen: CapturedStatements = []

    def observe(sql: str) -> None:
        seen.append(sql)
        if before is not None:
            before(sql)

    kit.database.observer = observe
    try:
        yield seen
    finally:
        kit.database.observer = before
