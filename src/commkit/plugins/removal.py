"""How a plugin is removed from a database: planned, then done in one transaction.

SQLite and PostgreSQL both drop tables inside a transaction, so a removal that fails leaves everything as it was.
"""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from commkit.communities import ArchiveCommunity
from commkit.plugins import statements as sql
from commkit.plugins.records import CommunityOfType, RemovalPlan
from commkit.plugins.status import CORE, View, is_empty, view_plugins
from commkit.plugins.table_export import export_tables
from commkit.runtime.composing.declarations import HOST, PluginDeclarations, write_declarations
from commkit.runtime.composing.migrations import lock_migrations
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.table_names import version_table
from commkit.runtime.storage.unit import UnitOfWork

REMOVED = "runtime.plugin_removed"
"""Why deliveries and scheduled commands of a removed plugin are settled."""


def plan_removal(
    unit: UnitOfWork, registry: Registry, of_kit: Sequence[PluginDeclarations], name: str
) -> RemovalPlan:
    """What it means to remove a plugin; nothing is changed.

    Args:
        unit: Where to look.
        registry: What the Kit has.
        of_kit: What its plugins declare.
        name: The plugin.

    Raises:
        NotFound: Neither the Kit nor the database has such a plugin.
    """
    return _plan(view_plugins(unit, registry, of_kit), name)


def remove_plugin(
    context: Context,
    registry: Registry,
    of_kit: Sequence[PluginDeclarations],
    name: str,
    *,
    export: Path | None = None,
) -> RemovalPlan:
    """Archive the communities of a plugin's types, settle what waits for it, and drop its tables.

    What its types and facts declare stays: archived communities are read by it.

    Args:
        context: The host's, in the lobby; nothing is kept unless all of it is.
        registry: What the Kit has.
        of_kit: What its plugins declare.
        name: The plugin.
        export: A folder for the rows of its tables; see `export_tables`.

    Returns:
        What was done.

    Raises:
        NotFound: Neither the Kit nor the database has such a plugin.
        Conflict: Open communities of another type use its features (`runtime.plugin_in_use`), a plugin of the Kit
            builds on it (`runtime.plugin_needed`), or the folder has files already (`runtime.export_exists`).
    """
    lock_migrations(context.connection)
    view = view_plugins(context, registry, of_kit)
    plan = _plan(view, name)
    if plan.in_use:
        named = ", ".join(f"{its.slug} ({its.type})" for its in plan.in_use[:5])
        raise Conflict(
            "runtime.plugin_in_use",
            f"{len(plan.in_use)} open communities of other types use features of {name!r}: {named}; archive them or "
            "give them another type first",
            plugin=name,
        )
    if plan.needed_by:
        raise Conflict(
            "runtime.plugin_needed",
            f"{', '.join(plan.needed_by)} of this Kit builds on {name!r}; take that out of the Kit first",
            plugin=name,
        )
    tables = view.tables_of(name)
    sql.lock_tables(context.connection, tables)
    if export is not None:
        export_tables(context.connection, view.known.get(name), tables, export)
    for community, _ in _open_of(context, view.types_of(name)):
        context.enter(None)
        context.enter(community)
        context.do(ArchiveCommunity(f"The plugin {name} was removed."))
    context.enter(None)
    _settle(context, name, view.types_of(name))
    own = {*tables, version_table(name)} & view.names
    sql.drop_tables(context.connection, own)
    if name in view.known:
        write_declarations(context.connection, [evolve(view.known[name], tables=())])
    return plan


def _plan(view: View, name: str) -> RemovalPlan:
    if name in (CORE, HOST) or name not in view.plugins():
        known = ", ".join(its for its in view.plugins() if its != HOST) or "none"
        raise NotFound(
            "runtime.no_such_plugin", f"there is no plugin {name!r} in this database; known are: {known}"
        )
    status = view.status_of(name)
    if not status.installed and is_empty(status):
        raise NotFound("runtime.no_such_plugin", f"nothing is left of the plugin {name!r} in this database")
    return RemovalPlan(
        status=status,
        archives=tuple(its for _, its in _open_of(view.unit, view.types_of(name))),
        in_use=tuple(its for _, its in _open_of(view.unit, _other_types(view, name))),
        needed_by=tuple(
            sorted(other for other in view.installed if name in view.known[other].requires),
        ),
    )


def _other_types(view: View, name: str) -> list[str]:
    """The types of others that use features of a plugin."""
    return [
        made.name
        for owner, its in view.known.items()
        for made in its.types
        if owner != name and any(feature.startswith(f"{name}.") for feature in made.features)
    ]


def _open_of(unit: UnitOfWork, types: Sequence[str]) -> list[tuple[CommunityId, CommunityOfType]]:
    return unit.rows(sql.OPEN_OF_TYPES, types=list(types))


def _settle(context: Context, name: str, types: Sequence[str]) -> None:
    """Let nothing wait for the plugin any more."""
    values = {"beginning": sql.beginning_of(name), "types": list(types), "now": context.now}
    context.run(sql.PARK_DELIVERIES, **values, why=REMOVED)
    context.run(sql.SETTLE_FACTS, **values)
    context.run(sql.REFUSE_SCHEDULED, **values, why=REMOVED)
