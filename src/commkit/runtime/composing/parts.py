"""How plugins, the host's types and the core become the parts of a Kit."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from commkit.runtime.composing import migrations
from commkit.runtime.composing.compiling import compile_lobby, compile_type
from commkit.runtime.composing.declarations import PluginDeclarations, declare_plugins
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.field_checks import HOST, HostFields, with_host_fields
from commkit.runtime.composing.hooks import Discovery, OnBroken
from commkit.runtime.composing.ports import check_ports
from commkit.runtime.composing.registry import Registry, build_registry
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.types import CommunityType


@frozen
class Parts:
    """What the plugins of a Kit come to.

    Attributes:
        registry: All features, types, messages and facts.
        tables: The dispatch table of each community type.
        lobby: That of the lobby.
        components: Whose tables there are, for migrations.
        declarations: What plugins declare, for the time when they are gone.
    """

    registry: Registry
    tables: Mapping[str, DispatchTable]
    lobby: DispatchTable
    components: tuple[migrations.Component, ...]
    declarations: tuple[PluginDeclarations, ...]


def compose_parts(
    found: Discovery,
    core: Sequence[Feature],
    everywhere: Sequence[str],
    *,
    types: Sequence[CommunityType],
    fields: HostFields,
    on_broken: OnBroken,
) -> tuple[Discovery, Parts]:
    """Put the plugins together; one that does not fit is left out where the host wants that, and the rest is tried.

    Args:
        found: The plugins.
        core: The core's features.
        everywhere: The names of those that every community has.
        types: The host's own types.
        fields: The fields that the host adds to types.
        on_broken: Whether a plugin that does not fit is an error.

    Returns:
        The plugins that are left, and what they come to.

    Raises:
        PluginError: Something does not fit that is not left out.
    """
    while True:
        try:
            return found, _build_parts(found, core, everywhere, types, fields)
        except PluginError as error:
            host = [HOST, *(getattr(made, "name", None) for made in types)]
            if on_broken == "raise" or error.plugin in host:
                raise  # the host's own types and fields are no plugin that could be left out
            found = found.without(error)


def _build_parts(
    found: Discovery,
    core: Sequence[Feature],
    everywhere: Sequence[str],
    own: Sequence[CommunityType],
    fields: HostFields,
) -> Parts:
    features = [*core, *(feature for plugin in found.loaded for feature in plugin.features)]
    types = with_host_fields([*(made for plugin in found.loaded for made in plugin.types), *own], fields)
    registry = build_registry(features, types, core=[feature.name for feature in core], universal=everywhere)
    for feature in features:
        check_ports(feature.ports, features)
    tables = {
        name: compile_type(made, registry, everywhere=everywhere) for name, made in registry.types.items()
    }
    return Parts(
        registry,
        tables,
        compile_lobby(registry, everywhere=everywhere),
        migrations.components(features),
        declare_plugins(found.loaded, own, registry, tables, [feature.name for feature in core]),
    )
