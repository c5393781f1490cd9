"""Plugins that build on plugins: each is loaded once, ahead of those that need it, and what cannot be is refused."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import permutations
from types import ModuleType
from typing import Any, ClassVar

import pytest
from attrs import frozen

from commkit import Feature, Kit, PluginError, hookimpl
from commkit.runtime.composing import hooks
from commkit.runtime.composing.discovery import discover
from tests.runtime.plugins import Plugin
from tests.sample import Sample


@frozen
class Tone:
    """How loud a bell is."""

    loudness: int = 1


class Building:
    """A plugin of one feature, which builds on others."""

    name: ClassVar[str]
    wanted: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, loudness: int = 1) -> None:
        self.feature = Feature(f"{self.name}.thing", settings=Tone(loudness))

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield self.feature

    @hookimpl
    def commkit_requires(self) -> Iterator[Any]:
        yield from self.wanted


class Bell(Building):
    name = "bell"


class OtherBell(Building):
    """Another plugin with the same name."""

    name = "bell"


class Tower(Building):
    name, wanted = "tower", (Bell,)


class Church(Building):
    name, wanted = "church", (Tower, Bell)


class Egg(Building):
    name = "egg"


class Hen(Building):
    name, wanted = "hen", (Egg,)


class Farm(Building):
    name, wanted = "farm", (Hen,)


Egg.wanted = (Hen,)


class Self(Building):
    name = "self"


Self.wanted = (Self,)


class Raising(Building):
    """It cannot be made without saying how loud it is."""

    name = "raising"

    def __init__(self, *, loudness: int) -> None:
        super().__init__(loudness)


class OnRaising(Building):
    name, wanted = "on_raising", (Raising,)


class OnThat(Building):
    name, wanted = "on_that", (OnRaising,)


class Misdeclared(Building):
    """It loads, and its feature needs what there is not."""

    name = "misdeclared"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield Feature("misdeclared.thing", requires=("nobody.knows",))


class OnMisdeclared(Building):
    name, wanted = "on_misdeclared", (Misdeclared,)


def names(*plugins: Any, on_broken: hooks.OnBroken = "raise") -> list[str]:
    return [its.plugin for its in discover(plugins, installed=False, on_broken=on_broken).loaded]


def test_what_a_plugin_builds_on_is_loaded_once_ahead_of_it_with_its_defaults() -> None:
    found = discover([Church()], installed=False, on_broken="raise")
    assert [(its.plugin, its.requires) for its in found.loaded] == [
        ("bell", ()),
        ("tower", ("bell",)),
        ("church", ("tower", "bell")),
    ]
    with closing(Kit("sqlite://", plugins=[Church])) as kit:
        assert [name for name in kit.registry.features if "." in name] == [
            "bell.thing",
            "tower.thing",
            "church.thing",
        ]
        assert kit.registry.features["bell.thing"].settings == Tone(1)
        assert kit.plugins.requires == {"bell": (), "tower": ("bell",), "church": ("tower", "bell")}


@pytest.mark.parametrize("order", list(permutations([Bell(7), Tower(), Church()])))
def test_what_the_host_gives_is_used_in_whatever_order(order: tuple[Any, ...]) -> None:
    assert names(*order) == ["bell", "tower", "church"]
    with closing(Kit("sqlite://", plugins=order)) as kit:
        assert kit.registry.features["bell.thing"].settings == Tone(7)


def test_an_object_of_a_class_below_is_the_same_plugin() -> None:
    class LoudBell(Bell):
        pass

    assert names(Tower(), LoudBell()) == ["bell", "tower"]


def test_what_needs_arguments_is_given_by_the_host() -> None:
    assert names(OnRaising(), Raising(loudness=3)) == ["raising", "on_raising"]


def test_a_module_can_be_named() -> None:
    module = ModuleType("belfry")
    module.commkit_features = hookimpl(lambda: [Feature("belfry.thing")])  # type: ignore[attr-defined]

    class OnModule(Building):
        name, wanted = "on_module", (module,)

    assert names(OnModule()) == names(OnModule(), module) == ["belfry", "on_module"]


def test_an_object_is_used_as_it_is_unless_the_host_decides() -> None:
    loud, quiet = Bell(9), Bell(0)

    class Loud(Building):
        name, wanted = "loud", (loud,)

    class Quiet(Building):
        name, wanted = "quiet", (quiet,)

    with closing(Kit("sqlite://", plugins=[Loud(), Tower()])) as kit:
        assert kit.registry.features["bell.thing"].settings == Tone(9)
    with pytest.raises(PluginError, match="give 'bell' to the Kit yourself") as caught:
        names(Loud(), Quiet())
    assert (caught.value.code, caught.value.plugin) == ("runtime.plugin_twice", "quiet")
    assert names(Loud(), Quiet(), Bell()) == ["bell", "loud", "quiet"]


def test_objects_of_one_class_are_told_apart_by_their_names() -> None:
    """A class that makes many plugins: its objects are the same plugin only where they have the same name."""
    bell, drum = Plugin([Feature("bell.thing")]), Plugin([Feature("drum.thing")])

    class OnDrum(Building):
        name, wanted = "on_drum", (drum,)

    assert names(bell, OnDrum()) == ["bell", "drum", "on_drum"]
    assert names(OnDrum(), bell, drum) == ["drum", "on_drum", "bell"]


def test_two_different_plugins_of_one_name_are_refused() -> None:
    class OnOther(Building):
        name, wanted = "on_other", (OtherBell,)

    for plugins in ((OnOther(), Bell()), (Bell(), OnOther()), (Tower(), OnOther())):
        with pytest.raises(PluginError, match="'on_other' builds on another 'bell'") as caught:
            names(*plugins)
        assert (caught.value.code, caught.value.plugin) == ("runtime.plugin_twice", "on_other")
    assert names(OnOther(), Bell(), on_broken="skip") == ["bell"]


def test_a_circle_is_refused_and_told() -> None:
    for plugins in ((Hen(),), (Egg(), Hen())):
        with pytest.raises(PluginError, match="in a circle") as caught:
            names(*plugins)
        assert caught.value.code == "runtime.plugin_circle"
        assert {"hen", "egg"} == set(caught.value.circle)  # type: ignore[attr-defined]  # what it is about
    with pytest.raises(PluginError, match="self > self"):
        names(Self())


def test_a_circle_is_left_out_with_all_that_builds_on_it() -> None:
    found = discover([Farm(), Tower()], installed=False, on_broken="skip")
    assert [its.plugin for its in found.loaded] == ["bell", "tower"]
    assert {its.plugin: its.error.code for its in found.broken} == {
        "hen": "runtime.plugin_circle",
        "egg": "runtime.plugin_circle",
        "farm": "runtime.required_plugin_broken",
    }


def test_what_builds_on_a_broken_plugin_is_broken_and_both_are_named() -> None:
    with pytest.raises(PluginError) as caught:
        names(OnRaising())
    assert (caught.value.code, caught.value.plugin) == ("runtime.required_plugin_broken", "on_raising")
    assert "'raising'" in caught.value.message
    assert "missing 1 required keyword-only argument" in caught.value.message


def test_both_are_left_out_where_the_host_wants_it() -> None:
    found = discover([OnThat(), Bell()], installed=False, on_broken="skip")
    assert [its.plugin for its in found.loaded] == ["bell"]
    assert sorted((its.plugin, its.error.code) for its in found.broken) == [
        ("on_raising", "runtime.required_plugin_broken"),
        ("on_that", "runtime.required_plugin_broken"),
        ("raising", "runtime.plugin_broken"),
    ]


def test_one_that_is_misdeclared_takes_those_along_that_build_on_it(sqlite_url: str) -> None:
    with pytest.raises(PluginError, match=r"nobody\.knows"):
        Kit("sqlite://", plugins=[OnMisdeclared()])
    with closing(Kit(sqlite_url, plugins=[OnMisdeclared(), Sample()], on_broken="skip")) as kit:
        told = {its.plugin: its.error.message for its in kit.broken}
        assert set(told) == {"misdeclared", "on_misdeclared"}
        assert "builds on 'misdeclared', which is broken" in told["on_misdeclared"]
        assert [made.name for made in kit.types] == ["forum"]


def test_an_installed_plugin_is_the_one_that_is_named(installed: Callable[..., None]) -> None:
    here = __name__
    installed(tower=f"{here}:Tower", bell=f"{here}:Bell")
    with closing(Kit("sqlite://", discover_installed=True)) as kit:
        assert list(kit.plugins.requires) == ["bell", "tower"]
    installed(tower=f"{here}:Tower")  # nobody declares an entry point for the other
    with closing(Kit("sqlite://", discover_installed=True)) as kit:
        assert list(kit.plugins.requires) == ["bell", "tower"]


def test_given_ones_stand_for_installed_ones_that_others_need(installed: Callable[..., None]) -> None:
    installed(bell=f"{__name__}:Bell", tower=f"{__name__}:Tower")
    with closing(Kit("sqlite://", plugins=[Bell(5)], discover_installed=True)) as kit:
        assert kit.registry.features["bell.thing"].settings == Tone(5)
