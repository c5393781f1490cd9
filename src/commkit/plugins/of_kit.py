"""What a Kit tells of the plugins in its database, and does about them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from commkit.plugins.missing import missing_types
from commkit.plugins.records import PluginStatus, PluginType, RemovalPlan
from commkit.plugins.removal import plan_removal, remove_plugin
from commkit.plugins.status import plugin_status
from commkit.runtime.composing.declarations import HOST, PluginDeclarations
from commkit.runtime.composing.migrations import Component, check
from commkit.runtime.sessions.composition import SYSTEM, Composition
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.unit import UnitOfWork


class Plugins:
    """The plugins in the database of a Kit; `Kit.plugins` makes it.

    All of it asks that the core's own tables are up to date, and raises `MigrationPending` or `SchemaTooNew` otherwise;
    those of plugins may be at any version.
    """

    def __init__(
        self,
        composition: Composition,
        components: Sequence[Component],
        declarations: Sequence[PluginDeclarations],
    ) -> None:
        self._composition = composition
        self._components = components
        self._declarations = declarations

    def status(self) -> tuple[PluginStatus, ...]:
        """What the database has of each plugin: tables, communities, and what waits for it."""
        with self._reading() as unit:
            return plugin_status(unit, self._composition.registry, self._declarations)

    @property
    def requires(self) -> Mapping[str, tuple[str, ...]]:
        """The plugins of the Kit, by name, each with those it builds on; it asks no database."""
        return {its.name: its.requires for its in self._declarations if its.name != HOST}

    def missing_types(self) -> dict[str, tuple[PluginType, ...]]:
        """The types of communities that the Kit lacks, by the plugin that declared them."""
        with self._reading() as unit:
            return missing_types(unit, self._declarations, self._composition.tables)

    def plan_removal(self, name: str) -> RemovalPlan:
        """What it means to remove a plugin from the database; nothing is changed.

        Args:
            name: The plugin; the Kit may have it or not.

        Raises:
            NotFound: Nobody knows such a plugin.
        """
        with self._reading() as unit:
            return plan_removal(unit, self._composition.registry, self._declarations, name)

    def remove(self, name: str, *, export: Path | None = None) -> RemovalPlan:
        """Archive the communities of a plugin's types, let nothing wait for it, and drop its tables: all or nothing.

        Take the plugin out of the Kit, too; else `Kit.migrate` makes its tables anew.

        Args:
            name: The plugin; the Kit may have it or not.
            export: An empty or new folder, into which the rows of its tables are written first.

        Returns:
            What was done.

        Raises:
            NotFound: Nobody knows such a plugin.
            Conflict: Open communities of another type use its features, a plugin of the Kit builds on it, or the folder
                has files already.
            Busy: The database stayed locked; try again.
        """
        self._check()
        with Context(self._composition, actor=SYSTEM, community=None, counted=False) as context:
            return remove_plugin(context, self._composition.registry, self._declarations, name, export=export)

    @contextmanager
    def _reading(self) -> Iterator[UnitOfWork]:
        self._check()
        with UnitOfWork(self._composition.database, connection=None, read_only=True) as unit:
            yield unit

    def _check(self) -> None:
        check(self._composition.database, self._components[:1])
