"""Plugins that build on plugins: each is loaded once, ahead of those that need it."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, define, evolve

from commkit.runtime.composing.hooks import LoadedPlugin, required_is_broken
from commkit.runtime.composing.plugin_loading import (
    FoundPlugin,
    is_same_plugin,
    load_plugin,
    plugin_label,
)
from commkit.runtime.model.errors import PluginError


@define(eq=False)
class RequiredPlugins:
    """Puts plugins in order, and loads what they build on where nobody gave it.

    Attributes:
        given: What the host gave or the environment offers, by name.
        failed: Why plugins cannot be used, by name; those that are found so are added.
        loaded: Those that can be used, in order.
    """

    given: Mapping[str, FoundPlugin]
    failed: dict[str, PluginError]
    loaded: dict[str, LoadedPlugin] = Factory(dict)
    _defaults: dict[str, FoundPlugin] = Factory(dict)

    def add(self, found: FoundPlugin, path: tuple[str, ...] = ()) -> None:
        """Add what a plugin builds on, then the plugin; one that is there already is left as it is.

        Args:
            found: The plugin.
            path: The names of those that are being added because they need it.

        Raises:
            PluginError: It cannot be used.
        """
        name = found.name
        if name in self.loaded:
            return
        if name in self.failed:
            raise self.failed[name]
        if name in path:
            raise _circle(name, path[path.index(name) :])
        try:
            required = tuple(self._add_required(found, wanted, (*path, name)) for wanted in found.wanted)
        except PluginError as error:
            self.failed[name] = error
            raise
        self.loaded[name] = evolve(found.loaded, requires=tuple(dict.fromkeys(required)))

    def _add_required(self, owner: FoundPlugin, wanted: Any, path: tuple[str, ...]) -> str:
        """Add one plugin that another one builds on.

        Returns:
            Its name.
        """
        required = self._find(owner.name, wanted)
        try:
            self.add(required, path)
        except PluginError as error:
            circle = getattr(error, "circle", ())
            raise (
                _circle(owner.name, circle)
                if owner.name in circle
                else required_is_broken(owner.name, required.name, error)
            ) from error
        return required.name

    def _find(self, owner: str, wanted: Any) -> FoundPlugin:
        """The plugin that is meant: the host's, else the one loaded for another plugin, else a new one."""
        try:
            made = load_plugin(wanted)
        except PluginError as error:
            return self._given_one(owner, wanted, error)
        name = made.name
        known = self.given.get(name) or self._defaults.get(name)
        if known is not None and is_same_plugin(known.source, wanted):
            self._check_settings(owner, known, wanted)
            return known
        if known is not None:
            raise PluginError(
                "runtime.plugin_twice",
                f"plugin {owner!r} builds on another {name!r} than the one that is loaded already; leave one of "
                "the two out",
                plugin=owner,
                required=name,
            )
        if name in self.failed:
            raise required_is_broken(owner, name, self.failed[name])
        self._defaults[name] = made
        return made

    def _given_one(self, owner: str, wanted: Any, error: PluginError) -> FoundPlugin:
        """What the host gave of a class that cannot be made by its defaults, such as one that needs arguments."""
        given = [found for found in self.given.values() if is_same_plugin(found.source, wanted)]
        if isinstance(wanted, type) and len(given) == 1:
            return given[0]
        self.failed.setdefault(error.plugin, error)
        raise required_is_broken(owner, plugin_label(wanted), error) from error

    def _check_settings(self, owner: str, found: FoundPlugin, wanted: Any) -> None:
        """Check that an object which a plugin names is used, unless the host has decided."""
        if isinstance(wanted, type) or found.source is wanted or found.name in self.given:
            return
        raise PluginError(
            "runtime.plugin_twice",
            f"plugin {owner!r} names an object of {found.name!r}, and another plugin names one with other settings; "
            f"give {found.name!r} to the Kit yourself",
            plugin=owner,
            required=found.name,
        )


def _circle(plugin: str, circle: tuple[str, ...]) -> PluginError:
    told = " > ".join((*circle, circle[0]))
    return PluginError(
        "runtime.plugin_circle",
        f"the plugins {told} build on each other in a circle; take one of the requirements out",
        plugin=plugin,
        circle=circle,
    )
