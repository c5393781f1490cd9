"""How the plugins of a Kit are found, and what happens with a broken one."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from commkit.runtime.composing.hooks import ENTRY_POINTS, BrokenPlugin, Discovery, OnBroken
from commkit.runtime.composing.plugin_loading import FoundPlugin, as_plugin_error, load_plugin, plugin_label
from commkit.runtime.composing.required_plugins import RequiredPlugins
from commkit.runtime.model.errors import PluginError


def discover(plugins: Sequence[Any], *, installed: bool, on_broken: OnBroken) -> Discovery:
    """Load plugins, those given first, then the installed ones that were not given, each after what it builds on.

    Args:
        plugins: Plugin objects, classes or modules.
        installed: Whether to load what the environment offers under the entry-point group `commkit.plugins`.
        on_broken: `raise` stops at the first broken plugin; `skip` leaves it out and reports it.

    Raises:
        PluginError: A plugin cannot be loaded, two have one name, or some build on each other in a circle.
    """
    given: dict[str, FoundPlugin] = {}
    broken: list[BrokenPlugin] = []
    for label, load in _offers(plugins, installed):
        try:
            found = load_plugin(load(), label)
            _check_new(found, given)
            given[found.name] = found
        except Exception as error:
            told = as_plugin_error(label, error)
            if on_broken == "raise":
                raise told from error
            broken.append(BrokenPlugin(told.plugin, told))
    required = RequiredPlugins(given, {its.plugin: its.error for its in broken if its.plugin not in given})
    for found in given.values():
        try:
            required.add(found)
        except PluginError:
            if on_broken == "raise":
                raise
    known = {its.plugin for its in broken}
    found_broken = (BrokenPlugin(name, why) for name, why in required.failed.items() if name not in known)
    return Discovery(tuple(required.loaded.values()), (*broken, *found_broken))


def _check_new(found: FoundPlugin, given: dict[str, FoundPlugin]) -> None:
    if found.name in given:
        raise PluginError(
            "runtime.plugin_twice",
            f"two plugins are called {found.name!r}; leave one of them out",
            plugin=found.name,
        )


def _offers(plugins: Sequence[Any], installed: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The name of each plugin and what loads it."""
    for plugin in plugins:
        yield plugin_label(plugin), partial(_as_given, plugin)
    if installed:
        given = {_distribution_name(plugin) for plugin in plugins}
        # Of no certain class: once importlib_metadata is imported, it finds them in place of the standard library.
        for entry in entry_points(group=ENTRY_POINTS):
            if entry.name not in given:
                yield entry.name, entry.load


def _as_given(plugin: Any) -> Any:
    return plugin


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
