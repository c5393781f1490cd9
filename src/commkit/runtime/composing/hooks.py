"""Plugins: what they may implement (pluggy), how they are found, and what happens with a broken one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, Literal

import pluggy
from attrs import field, frozen

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.errors import CommkitError, PluginError
from commkit.runtime.model.types import CommunityType

PROJECT = "commkit"
ENTRY_POINTS = "commkit.plugins"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the methods with which a plugin implements a hook: `commkit_features`, `commkit_types`."""

OnBroken = Literal["raise", "skip"]


class Hooks:
    """What a plugin may implement. Each hook is called once, when a Kit is built."""

    @hookspec
    def commkit_features(self) -> Iterable[Feature]:  # type: ignore[empty-body]  # a specification has no body
        """The features a plugin brings.

        Example::

            @hookimpl
            def commkit_features(self):
                yield qa
        """

    @hookspec
    def commkit_types(self) -> Iterable[CommunityType]:  # type: ignore[empty-body]  # a specification has no body
        """The community types a plugin brings.

        Example::

            @hookimpl
            def commkit_types(self):
                yield CommunityType("support", features=("posts", "support.questions"))
        """


@frozen
class BrokenPlugin:
    """A plugin that was left out.

    Attributes:
        plugin: Its name.
        error: Why.
    """

    plugin: str
    error: Exception


@frozen
class LoadedPlugin:
    """What one plugin brought.

    Attributes:
        plugin: Its name.
        features: Its features.
        types: Its community types.
    """

    plugin: str
    features: tuple[Feature, ...] = ()
    types: tuple[CommunityType, ...] = ()


@frozen
class Discovery:
    """All plugins of one Kit.

    Attributes:
        loaded: Those that work, in order.
        broken: Those that were left out, with the reason.
    """

    loaded: tuple[LoadedPlugin, ...] = field(default=())
    broken: tuple[BrokenPlugin, ...] = field(default=())

    def without(self, error: PluginError) -> "Discovery":
        """The same, less the plugin that an error names.

        Raises:
            PluginError: The very error, where none of the plugins is meant.
        """
        for plugin in reversed(self.loaded):
            if error.plugin == plugin.plugin or error.plugin in [made.name for made in plugin.types]:
                rest = tuple(other for other in self.loaded if other is not plugin)
                return Discovery(rest, (*self.broken, BrokenPlugin(plugin.plugin, error)))
        raise error


def discover(plugins: Sequence[Any], *, installed: bool, on_broken: OnBroken) -> Discovery:
    """Load plugins, those given first, then the installed ones that were not given.

    Args:
        plugins: Plugin objects or modules.
        installed: Whether to load what the environment offers under the entry-point group `commkit.plugins`.
        on_broken: `raise` stops at the first broken plugin; `skip` leaves it out and reports it.

    Raises:
        PluginError: A plugin cannot be loaded, or two have one name.
    """
    loaded: list[LoadedPlugin] = []
    broken: list[BrokenPlugin] = []
    for name, load in _offers(plugins, installed):
        try:
            found = _load(name, load())
            if any(found.plugin == earlier.plugin for earlier in loaded):
                raise PluginError(
                    "runtime.plugin_twice",
                    f"two plugins are called {found.plugin!r}; leave one of them out",
                    plugin=found.plugin,
                )
            loaded.append(found)
        except Exception as error:
            told = error if isinstance(error, CommkitError) else _broken(name, error)
            if on_broken == "raise":
                raise told from error
            broken.append(BrokenPlugin(told.plugin, told))
    return Discovery(tuple(loaded), tuple(broken))


def _offers(plugins: Sequence[Any], installed: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The name of each plugin and what loads it."""
    for plugin in plugins:
        yield _plugin_name(plugin), partial(_as_given, plugin)
    if installed:
        given = {_distribution_name(plugin) for plugin in plugins}
        # Of no certain class: once importlib_metadata is imported, it finds them in place of the standard library.
        for entry in entry_points(group=ENTRY_POINTS):
            if entry.name not in given:
                yield entry.name, entry.load


def _as_given(plugin: Any) -> Any:
    return plugin


def _load(name: str, plugin: Any) -> LoadedPlugin:
    if isinstance(plugin, type):
        plugin = plugin()
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(plugin)
    manager.check_pending()
    features = tuple(feature for part in manager.hook.commkit_features() for feature in part)
    types = tuple(made for part in manager.hook.commkit_types() for made in part)
    if not features and not types:
        what = (
            "give the plugin itself, not its name"
            if isinstance(plugin, str)
            else "implement commkit_features or commkit_types with @hookimpl"
        )
        raise PluginError(
            "runtime.plugin_empty", f"{name} brings neither features nor types; {what}", plugin=name
        )
    return LoadedPlugin(features[0].plugin if features else types[0].name, features, types)


def _broken(name: str, error: Exception) -> PluginError:
    return PluginError(
        "runtime.plugin_broken",
        f"plugin {name!r} cannot be loaded ({type(error).__name__}: {error}); mend it or leave it out",
        plugin=name,
    )


def _plugin_name(plugin: Any) -> str:
    return str(
        getattr(plugin, "name", None) or getattr(plugin, "__name__", None) or type(plugin).__name__.lower()
    )


def _distribution_name(plugin: Any) -> str:
    """The entry-point name of a plugin that was given as an object."""
    owner = plugin if isinstance(plugin, type) else type(plugin)
    module = plugin.__name__ if isinstance(plugin, ModuleType) else owner.__module__
    wanted = f"{owner.__module__}:{owner.__qualname__}"
    for entry in entry_points(group=ENTRY_POINTS):
        target = entry.value
        if target == wanted or (target.split(":")[0] == module.split(".")[0]):
            return entry.name
    return ""
