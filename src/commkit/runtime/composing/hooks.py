"""Plugins: what they may implement (pluggy), and what a Kit knows of those it loaded or left out."""

from collections.abc import Iterable
from typing import Any, Literal

import pluggy
from attrs import field, frozen

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.types import CommunityType

PROJECT = "commkit"
ENTRY_POINTS = "commkit.plugins"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the methods with which a plugin implements a hook: `commkit_features`, `commkit_types`, `commkit_requires`."""

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
                yield CommunityType("support", features=("posts", "qa.questions", "support.clock"))
        """

    @hookspec
    def commkit_requires(self) -> Iterable[Any]:  # type: ignore[empty-body]  # a specification has no body
        """The plugins that a plugin builds on: classes, modules or objects.

        Each is loaded once, with its defaults and ahead of the plugin that needs it, unless the host gives it itself or
        it is discovered.

        Example::

            @hookimpl
            def commkit_requires(self):
                yield QuestionsAndAnswers
        """


@frozen
class BrokenPlugin:
    """A plugin that was left out.

    Attributes:
        plugin: Its name.
        error: Why.
    """

    plugin: str
    error: PluginError


@frozen
class LoadedPlugin:
    """What one plugin brought.

    Attributes:
        plugin: Its name.
        features: Its features.
        types: Its community types.
        requires: The names of the plugins that it builds on.
    """

    plugin: str
    features: tuple[Feature, ...] = ()
    types: tuple[CommunityType, ...] = ()
    requires: tuple[str, ...] = ()


@frozen
class Discovery:
    """All plugins of one Kit.

    Attributes:
        loaded: Those that work, in order: what a plugin builds on comes before it.
        broken: Those that were left out, with the reason.
    """

    loaded: tuple[LoadedPlugin, ...] = field(default=())
    broken: tuple[BrokenPlugin, ...] = field(default=())

    def without(self, error: PluginError) -> "Discovery":
        """The same, less the plugin that an error names, and those that build on it.

        Raises:
            PluginError: The very error, where none of the plugins is meant.
        """
        for plugin in reversed(self.loaded):
            if error.plugin == plugin.plugin or error.plugin in [made.name for made in plugin.types]:
                return self._less(plugin, error)
        raise error

    def _less(self, plugin: LoadedPlugin, error: PluginError) -> "Discovery":
        gone = {plugin.plugin: error}
        for other in self.loaded:
            lost = next((name for name in other.requires if name in gone), None)
            if lost is not None:
                gone[other.plugin] = required_is_broken(other.plugin, lost, gone[lost])
        return Discovery(
            tuple(other for other in self.loaded if other.plugin not in gone),
            (*self.broken, *(BrokenPlugin(name, why) for name, why in gone.items())),
        )


def required_is_broken(plugin: str, required: str, error: PluginError) -> PluginError:
    """The error of a plugin that builds on one that was left out.

    Args:
        plugin: Its name.
        required: The name of the one it builds on.
        error: Why that one was left out.
    """
    return PluginError(
        "runtime.required_plugin_broken",
        f"plugin {plugin!r} builds on {required!r}, which is broken ({error.message}); mend {required!r}, or leave "
        f"{plugin!r} out",
        plugin=plugin,
        required=required,
    )
