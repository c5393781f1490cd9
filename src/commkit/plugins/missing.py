"""Which community types the database has and the Kit lacks, and whose they are."""

from collections.abc import Iterable, Mapping, Sequence

from commkit.plugins import statements as sql
from commkit.plugins.records import PluginType
from commkit.runtime.composing.declarations import DECLARATIONS, PluginDeclarations, merged, read_declarations
from commkit.runtime.storage.unit import UnitOfWork


def missing_types(
    unit: UnitOfWork, of_kit: Sequence[PluginDeclarations], here: Iterable[str]
) -> dict[str, tuple[PluginType, ...]]:
    """The types of communities that the Kit lacks, by the plugin that declared them.

    Args:
        unit: Where to look.
        of_kit: What the plugins of the Kit declare.
        here: Names of the types that the Kit has.
    """
    known = set(here)
    owners = owner_of_types(latest(read_declarations(unit.rows(DECLARATIONS)), of_kit).values())
    found: dict[str, tuple[PluginType, ...]] = {}
    for name, its in types_in(unit).items():
        if name not in known:
            owner = owners.get(name, name)
            found[owner] = (*found.get(owner, ()), its)
    return found


def types_in(unit: UnitOfWork) -> dict[str, PluginType]:
    """The types of all communities, by name."""
    return {
        name: PluginType(name, count - archived, archived) for name, count, archived in unit.rows(sql.BY_TYPE)
    }


def owner_of_types(declared: Iterable[PluginDeclarations]) -> dict[str, str]:
    """The plugin of each type that some plugin declared. One that nobody did goes under its own name."""
    return {its.name: plugin.name for plugin in declared for its in plugin.types}


def latest(
    kept: Sequence[PluginDeclarations], of_kit: Sequence[PluginDeclarations]
) -> Mapping[str, PluginDeclarations]:
    """What is known of each plugin, by name: what the Kit says counts, then what is kept of earlier."""
    found = {its.name: its for its in kept}
    for its in of_kit:
        found[its.name] = merged(found[its.name], its) if its.name in found else its
    return found
