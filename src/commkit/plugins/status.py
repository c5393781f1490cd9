"""What a database has of each plugin."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from commkit.plugins import statements as sql
from commkit.plugins.missing import latest, owner_of_types, types_in
from commkit.plugins.records import PluginStatus, PluginTable, PluginType
from commkit.runtime.composing.declarations import DECLARATIONS, PluginDeclarations, read_declarations
from commkit.runtime.composing.left_tables import (
    left_components,
    table_names,
    tables_by_prefix,
)
from commkit.runtime.composing.migrations import version_of
from commkit.runtime.composing.registry import Registry
from commkit.runtime.storage.table_names import version_table
from commkit.runtime.storage.unit import UnitOfWork

CORE = "commkit"


@frozen
class View:
    """What is known of plugins, by the Kit and by the database.

    Attributes:
        unit: Where it was read.
        names: The tables of the database.
        core: The names of the core's features.
        of_core: The names of tables that are the core's.
        installed: The plugins of the Kit.
        kept: The plugins of which the database has the declarations.
        known: What each plugin declares.
        owners: The plugin of each type that is declared.
        types: The types of all communities.
        offered: The names of the types that the Kit has.
    """

    unit: UnitOfWork
    names: frozenset[str]
    core: frozenset[str]
    of_core: frozenset[str]
    installed: frozenset[str]
    kept: Mapping[str, PluginDeclarations]
    known: Mapping[str, PluginDeclarations]
    types: Mapping[str, PluginType]
    offered: frozenset[str]
    owners: Mapping[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "owners", owner_of_types(self.known.values()))

    def plugins(self) -> tuple[str, ...]:
        """The names of all plugins that the Kit has, or the database has something of."""
        left = left_components(self.names, {CORE})
        of_types = {self.owners.get(name, name) for name in self.types}
        return tuple(sorted({*self.known, *self.installed, *left, *of_types}))

    def types_of(self, plugin: str) -> tuple[str, ...]:
        """The names of a plugin's types."""
        own = [its.name for its in self.known[plugin].types] if plugin in self.known else []
        return (
            *own,
            *(name for name in self.types if self.owners.get(name, name) == plugin and name not in own),
        )

    def tables_of(self, plugin: str) -> tuple[str, ...]:
        """The names of a plugin's tables that are there: those that are declared, and those that begin like them."""
        own = [table.name for table in self.known[plugin].tables] if plugin in self.known else []
        others = {
            table.name for name, its in self.known.items() if name != plugin for table in its.tables
        } | self.of_core
        found = {name for name in own if name in self.names}
        if plugin not in self.core:  # else tables of the core begin with the plugin's name, too
            found |= set(tables_by_prefix(plugin, self.names, others))
        return tuple(sorted(found))

    def status_of(self, plugin: str) -> PluginStatus:
        """What the database has of a plugin."""
        types, connection = self.types_of(plugin), self.unit.connection
        version = version_table(plugin)
        waiting = self.unit.one(sql.WAITING, beginning=sql.beginning_of(plugin), types=list(types))
        return PluginStatus(
            name=plugin,
            installed=plugin in self.installed,
            declared=plugin in self.kept,
            version=version_of(connection, version) if version in self.names else None,
            tables=tuple(
                PluginTable(name, sql.count_rows(connection, name)) for name in self.tables_of(plugin)
            ),
            types=tuple(
                self.types.get(name, PluginType(name, 0, 0))
                for name in types
                if name in self.types or name in self.offered
            ),
            waiting=waiting[0] if waiting is not None else 0,
            requires=self.known[plugin].requires if plugin in self.known else (),
        )


def view_plugins(unit: UnitOfWork, registry: Registry, of_kit: Sequence[PluginDeclarations]) -> View:
    """What is known of plugins.

    Args:
        unit: Where to look.
        registry: What the Kit has.
        of_kit: What its plugins declare.
    """
    kept = read_declarations(unit.rows(DECLARATIONS))
    core = [feature for name, feature in registry.features.items() if "." not in name]
    return View(
        unit=unit,
        names=table_names(unit.connection),
        core=frozenset(feature.name for feature in core),
        of_core=frozenset(
            name for feature in core if feature.tables is not None for name in feature.tables.tables
        ),
        installed=frozenset(its.name for its in of_kit),
        kept={its.name: its for its in kept},
        known=latest(kept, of_kit),
        types=types_in(unit),
        offered=frozenset(registry.types),
    )


def plugin_status(
    unit: UnitOfWork, registry: Registry, of_kit: Sequence[PluginDeclarations]
) -> tuple[PluginStatus, ...]:
    """What the database has of each plugin, by name; without those that are gone and left nothing.

    Args:
        unit: Where to look.
        registry: What the Kit has.
        of_kit: What its plugins declare.
    """
    view = view_plugins(unit, registry, of_kit)
    found = map(view.status_of, view.plugins())
    return tuple(its for its in found if its.installed or not is_empty(its))


def is_empty(status: PluginStatus) -> bool:
    """Whether nothing of a plugin is in the database."""
    communities = any(its.open or its.archived for its in status.types)
    return not (status.tables or communities or status.waiting or status.version)
