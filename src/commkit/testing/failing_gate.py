"""A plugin whose gate always fails, ahead of all others of a type: for the test that such a gate stays closed."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from commkit.runtime.composing.discovery import discover
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.hooks import LoadedPlugin, hookimpl
from commkit.runtime.model.messages import Command, Deny
from commkit.runtime.model.types import CommunityType

_failing_gate = Feature("failing.gate")


@_failing_gate.gates(Command)
def fail(context: Any, command: Command[Any]) -> Deny | None:
    """Raise, whatever is asked."""
    raise RuntimeError("this gate fails on purpose")


class _FailingGatePlugin:
    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield _failing_gate


@frozen
class _Widened:
    """A plugin whose type has the failing feature too."""

    loaded: LoadedPlugin
    type: str

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        return self.loaded.features

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        for made in self.loaded.types:
            yield (
                evolve(made, features=(_failing_gate.name, *made.features))
                if made.name == self.type
                else made
            )


def with_failing_gate(plugins: Sequence[Any], type: str) -> list[Any]:
    """The same plugins, with a gate in the type that raises at every command."""
    found = discover(plugins, installed=False, on_broken="raise")
    return [_FailingGatePlugin(), *(_Widened(loaded, type) for loaded in found.loaded)]
