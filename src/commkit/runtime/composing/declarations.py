"""What plugins declare, kept in the database: what has to be known of a plugin once it is gone.

`Kit.migrate` writes it, for each plugin of the Kit. From it the tables of a plugin that is gone are exported and
erased, and communities of its types are opened to be read; see `commkit.runtime.composing.missing_types`.
"""

import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen
from sqlalchemy import Connection, select
from sqlalchemy.schema import sort_tables

from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.composing.hooks import LoadedPlugin
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Query
from commkit.runtime.model.types import ROLE_ORDER, CommunityType, PostKind
from commkit.runtime.storage.declared_tables import DeclaredTable, describe_table
from commkit.runtime.storage.statements import statement, upsert
from commkit.runtime.storage.tables import plugin as plugin_table
from commkit.runtime.values.serialization import dump, from_json, load, to_json

_log = logging.getLogger("commkit")
HOST = "(host)"
"""Under which name the host's own types are kept; no plugin can be called so."""


@frozen(kw_only=True)
class DeclaredType:
    """What is kept of a community type.

    Attributes:
        name: Its name.
        features: Names of all its features.
        post_kinds: Its kinds of posts, without their fields.
        reactions: Its reactions.
        settings: Its settings of the core's features, by feature; some say what people may read.
        roles: Its roles, each with the role it builds on; what else they are granted is not kept.
        hidden: Names of the core's records of which its plugins hide some rows from some readers.
        hidden_kinds: The kinds of those that are hidden, of records of which rows of some kinds alone are hidden.
        gated: Names of the core's queries that its plugins may refuse.
    """

    name: str
    features: tuple[str, ...] = ()
    post_kinds: tuple[PostKind, ...] = ()
    reactions: Mapping[str, int] = field(factory=dict)
    settings: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    roles: Mapping[str, str] = field(factory=dict)
    hidden: tuple[str, ...] = ()
    hidden_kinds: Mapping[str, tuple[str, ...]] = field(factory=dict)
    gated: tuple[str, ...] = ()


@frozen(kw_only=True)
class PluginDeclarations:
    """What is kept of a plugin.

    Attributes:
        name: Its name.
        tables: Its tables; those that refer to others come before these.
        facts: The names of its facts, each with its personal fields.
        types: Its community types.
        requires: The names of the plugins that it builds on.
    """

    name: str
    tables: tuple[DeclaredTable, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(factory=dict)
    types: tuple[DeclaredType, ...] = ()
    requires: tuple[str, ...] = ()


def declare_plugins(
    loaded: Iterable[LoadedPlugin],
    own: Iterable[CommunityType],
    registry: Registry,
    tables: Mapping[str, DispatchTable],
    core: Iterable[str],
) -> tuple[PluginDeclarations, ...]:
    """What the plugins of a Kit declare, and the host's own types.

    Args:
        loaded: The plugins.
        own: The host's own types.
        registry: All features and types.
        tables: The dispatch table of each type.
        core: The names of the core's features.
    """
    of_core = frozenset(core)

    def types(made: Iterable[CommunityType]) -> tuple[DeclaredType, ...]:
        return tuple(_declare_type(tables[its.name], registry, of_core) for its in made)

    found = [
        PluginDeclarations(
            name=plugin.plugin,
            tables=_declare_tables(plugin.features),
            facts={fact.name: tuple(fact.personal) for its in plugin.features for fact in its.facts},
            types=types(plugin.types),
            requires=plugin.requires,
        )
        for plugin in loaded
    ]
    hosts = types(own)
    return (*found, PluginDeclarations(name=HOST, types=hosts)) if hosts else tuple(found)


def read_declarations(rows: Iterable[tuple[Any, ...]]) -> tuple[PluginDeclarations, ...]:
    """The declarations in the rows of `DECLARATIONS`."""
    return tuple(_read(name, text) for name, text in rows)


DECLARATIONS = statement(
    lambda: select(plugin_table.c.name, plugin_table.c.declarations).order_by(plugin_table.c.name)
)


def write_declarations(connection: Connection, declared: Iterable[PluginDeclarations]) -> None:
    """Keep what has changed; what others left here of plugins that this Kit lacks stays."""
    kept = connection.execute(select(plugin_table.c.name, plugin_table.c.declarations))
    known = {str(name): str(text) for name, text in kept}
    for its in declared:
        text = to_json(dump(merged(_read(its.name, known[its.name]), its) if its.name in known else its))
        if known.get(its.name) != text:
            insert = upsert(plugin_table).values(name=its.name, declarations=text)
            connection.execute(
                insert.on_conflict_do_update(index_elements=["name"], set_={"declarations": text})
            )


def merged(earlier: PluginDeclarations, now: PluginDeclarations) -> PluginDeclarations:
    """What a plugin declares now, with the types and facts that it had earlier: there may be some left of them."""
    names = {its.name for its in now.types}
    return evolve(
        now,
        types=(*now.types, *(its for its in earlier.types if its.name not in names)),
        facts={**earlier.facts, **now.facts},
    )


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> PluginDeclarations:
    try:
        return load(PluginDeclarations, from_json(text))
    except Invalid:
        # Another release wrote it. Who asks treats the plugin as one that declared nothing, and says so.
        _log.exception("plugin.declarations_not_read plugin=%s", name)
        return PluginDeclarations(name=name)


def _declare_tables(features: Iterable[Feature]) -> tuple[DeclaredTable, ...]:
    # Features of one plugin often share their metadata.
    found = {
        table.name: table
        for feature in features
        if feature.tables is not None
        for table in feature.tables.tables.values()
    }
    return tuple(map(describe_table, reversed(sort_tables(found.values()))))


def _declare_type(table: DispatchTable, registry: Registry, core: frozenset[str]) -> DeclaredType:
    made = table.community_type
    added = [registry.features[name] for name in table.features if name not in core]
    hiding = [
        (record, dict(its.kind_rules).get(rule, frozenset()))
        for its in added
        for record, rule in its.hiding_list
    ]
    return DeclaredType(
        name=made.name,
        features=tuple(with_required(made.features, registry.features)),
        post_kinds=tuple(evolve(kind, fields=()) for kind in made.post_kinds),
        reactions=dict(made.reactions),
        settings={name: dict(values) for name, values in made.settings.items() if name in core},
        roles={name: role.like or "" for name, role in made.roles.items() if name not in ROLE_ORDER},
        hidden=tuple(sorted({record.__name__ for record, kinds in hiding if not kinds})),
        hidden_kinds={
            record.__name__: tuple(
                sorted({kind for other, kinds in hiding if other is record for kind in kinds})
            )
            for record, kinds in hiding
            if kinds
        },
        gated=tuple(
            sorted(
                route.name
                for route in table.routes.values()
                if issubclass(route.message, Query) and any(gate.feature not in core for gate in route.gates)
            )
        ),
    )
