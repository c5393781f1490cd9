"""How one plugin is loaded: its hooks are called, and what it brings is named."""

from types import ModuleType
from typing import Any

import pluggy
from attrs import frozen

from commkit.runtime.composing.hooks import PROJECT, Hooks, LoadedPlugin
from commkit.runtime.model.errors import PluginError


@frozen(eq=False)
class FoundPlugin:
    """A plugin whose hooks were called; what it builds on is not looked for yet.

    Attributes:
        source: The object or module it is.
        loaded: What it brings.
        wanted: The plugins it builds on, as it named them.
    """

    source: Any
    loaded: LoadedPlugin
    wanted: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.loaded.plugin


def load_plugin(plugin: Any, label: str | None = None) -> FoundPlugin:
    """Call the hooks of a plugin.

    Args:
        plugin: An object, a module, or a class, which is made with its defaults.
        label: What to call it where it cannot be loaded; by default what it calls itself.

    Raises:
        PluginError: It brings nothing, or cannot be loaded.
    """
    label = label or plugin_label(plugin)
    try:
        return _load(label, plugin() if isinstance(plugin, type) else plugin)
    except Exception as error:
        raise as_plugin_error(label, error) from error


def _load(label: str, plugin: Any) -> FoundPlugin:
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(plugin)
    manager.check_pending()
    features = tuple(feature for part in manager.hook.commkit_features() for feature in part)
    types = tuple(made for part in manager.hook.commkit_types() for made in part)
    wanted = tuple(each for part in manager.hook.commkit_requires() for each in part)
    if not features and not types:
        what = (
            "give the plugin itself, not its name"
            if isinstance(plugin, str)
            else "implement commkit_features or commkit_types with @hookimpl"
        )
        raise PluginError(
            "runtime.plugin_empty", f"{label} brings neither features nor types; {what}", plugin=label
        )
    name = features[0].plugin if features else types[0].name
    return FoundPlugin(plugin, LoadedPlugin(name, features, types), wanted)


def as_plugin_error(label: str, error: Exception) -> PluginError:
    """An error of loading a plugin, which names it."""
    if isinstance(error, PluginError):
        return error
    return PluginError(
        "runtime.plugin_broken",
        f"plugin {label!r} cannot be loaded ({type(error).__name__}: {error}); mend it or leave it out",
        plugin=label,
    )


def plugin_label(plugin: Any) -> str:
    """What a plugin is called before it is loaded."""
    return str(
        getattr(plugin, "name", None) or getattr(plugin, "__name__", None) or type(plugin).__name__.lower()
    )


def is_same_plugin(source: Any, wanted: Any) -> bool:
    """Whether a loaded plugin is the one that another plugin names: an object of its class, or the same module.

    Args:
        source: The loaded object or module.
        wanted: A class, an object or a module.
    """
    if isinstance(wanted, ModuleType):
        return source is wanted
    return isinstance(source, wanted if isinstance(wanted, type) else type(wanted))
