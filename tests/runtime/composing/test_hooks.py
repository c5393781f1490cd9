"""Loading plugins: strict or lenient, and every error names the plugin."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from attrs import frozen
from sqlalchemy import MetaData, Table

from commkit import Command, CommunityType, Fact, Feature, Kit, PluginError, PostKind, Query, hookimpl
from commkit.communities import Community
from commkit.posts import CreateThread
from tests.runtime.plugins import Plugin, bell, club
from tests.sample import Sample, create_community


@frozen
class Fine(Command[Community]):
    """Nothing wrong with it."""

    permission = "club.fine"
    personal = ()
    text: str


@attrs.define
class Mutable(Command[Community]):
    """It can be changed."""

    permission = "club.mutable"


class NoAttrs(Command[Community]):
    """No attrs class at all."""

    permission = "club.plain"


@frozen
class NoPermission(Command[Community]):
    """Who may send it?"""


@frozen
class ForeignPermission(Command[Community]):
    """It asks for a permission of somebody else."""

    permission = "posts.create_thread"


@frozen
class SilentText(Command[Community]):
    """It holds text and does not say whether that is personal."""

    permission = "club.text"
    text: str


@frozen
class SilentTexts(Query[Community]):
    """The same, inside."""

    permission = "club.text"
    texts: tuple[str, ...] | None = None


@frozen
class OddField(Command[Community]):
    """A field of a type that cannot be checked."""

    permission = "club.odd"
    personal = ()
    odd: set[int]


@frozen
class Union(Command[Community]):
    """A field of several types."""

    permission = "club.union"
    personal = ()
    odd: int | str


@frozen
class Endless(Command[Community]):
    """It takes any number of characters from anybody."""

    permission = "club.endless"
    personal = ()
    max_text = None


@frozen
class ForeignFact(Fact):
    """It bears the name of somebody else."""

    name = "posts.something"


@frozen
class Nameless(Fact):
    """It bears no name."""


def handling(message: Any, name: str = "club.thing") -> Plugin:
    feature = Feature(name)
    feature.handles(message)(lambda context, command: None)
    return Plugin([feature])


def telling(fact: Any) -> Plugin:
    return Plugin([Feature("club.thing", facts=(fact,))])


def with_table(name: str) -> Plugin:
    metadata = MetaData()
    Table(name, metadata)
    return Plugin([Feature("club.thing", tables=metadata)])


def handled_twice() -> Plugin:
    first, second = Feature("club.one"), Feature("club.two")
    for feature in (first, second):
        feature.handles(Fine)(lambda context, command: None)
    return club(first, second)


def handled_for_another() -> Plugin:
    feature = Feature("club.thing")
    feature.handles(CreateThread)(lambda context, command: None)
    return club(feature)


def typed(**words: Any) -> Plugin:
    return Plugin(types=[CommunityType("club", **words)])


WRONG: list[tuple[Callable[[], Plugin], str]] = [
    (lambda: handling(Mutable), "Mutable must be a frozen attrs class"),
    (lambda: handling(NoAttrs), "NoAttrs must be a frozen attrs class"),
    (lambda: handling(NoPermission), "NoPermission must declare `permission"),
    (lambda: handling(ForeignPermission), "ForeignPermission must declare `permission"),
    (lambda: handling(SilentText), "declare which of it may be personal"),
    (lambda: handling(SilentTexts), "declare which of it may be personal"),
    (lambda: handling(OddField), "OddField"),
    (lambda: handling(Union), "not a union of several"),
    (lambda: handling(Endless), "declare `host_only = True`, or a `max_text`"),
    (lambda: telling(Fine), "Fine must be a frozen attrs class below Fact"),
    (lambda: telling(ForeignFact), 'must declare `name = "club'),
    (lambda: telling(Nameless), 'must declare `name = "club'),
    (lambda: with_table("bells"), "must begin with 'commkit_club_'"),
    (lambda: with_table("commkit_bells"), "must begin with 'commkit_club_'"),
    (lambda: with_table("commkit_club_bell_version"), "ends in '_version'"),
    (lambda: Plugin([Feature("club")]), "plugin.feature"),
    (lambda: Plugin([Feature("club.thing", settings={"a": 1})]), "frozen attrs class"),
    (lambda: Plugin([Feature("club.thing", requires=("club.nothing",))]), "needs 'club.nothing'"),
    (lambda: Plugin([Feature("club.thing"), Feature("club.thing")]), "registered twice"),
    (handled_twice, "is handled by"),
    (handled_for_another, "is handled by 'posts'"),
    (lambda: typed(features=("club.nothing",)), "not installed"),
    (lambda: Plugin(types=[CommunityType("club"), CommunityType("club")]), "comes twice"),
    (lambda: typed(post_kinds=(PostKind(name="a", replies=("b",)),)), "names the kind 'b'"),
    (lambda: typed(post_kinds=(PostKind(name="a", awaits="b"),)), "names the kind 'b'"),
    (lambda: typed(post_kinds=(PostKind(name="a", as_reply="b"),)), "names the kind 'b'"),
    (lambda: typed(post_kinds=(PostKind(name="a", states={"open": ("gone",)}),)), "states it lacks: gone"),
    (lambda: typed(post_kinds=(PostKind(name="a", closed={"gone"}),)), "states it lacks: gone"),
    (lambda: typed(post_kinds=(PostKind(name="a", solved="gone"),)), "states it lacks: gone"),
    (lambda: Plugin([Feature("club.thing", migrations="tests.nowhere")]), "cannot be imported"),
    (lambda: club(settings={"posts": {"max_tags": "many"}}), "do not fit"),
    (lambda: club(settings={"nowhere": {}}), "do not fit"),
    (Plugin, "neither features nor types"),
]


@pytest.mark.parametrize(("make", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_misdeclared_plugin_is_refused_and_named(make: Callable[[], Plugin], message: str) -> None:
    plugin = make()
    with pytest.raises(PluginError) as caught:
        Kit("sqlite://", plugins=[plugin])
    assert message in caught.value.message
    assert caught.value.plugin in ("club", "plugin")


@pytest.mark.parametrize(("make", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_misdeclared_plugin_is_left_out_where_the_host_wants_it(
    make: Callable[[], Plugin], message: str, sqlite_url: str
) -> None:
    kit = Kit(sqlite_url, plugins=[make(), Sample()], on_broken="skip")
    try:
        (broken,) = kit.broken
        assert message in str(broken.error)
        assert broken.plugin in ("club", "plugin")
        assert [made.name for made in kit.types] == ["forum"]
        create_community(kit)
    finally:
        kit.close()


def test_control_the_same_well_declared_is_taken() -> None:
    kit = Kit("sqlite://", plugins=[handling(Fine)])
    assert kit.broken == ()
    assert kit.registry.messages["club.fine"] is Fine


class Raising:
    """A plugin whose hook raises."""

    name = "raising"

    @hookimpl
    def commkit_features(self) -> Any:
        raise RuntimeError("boom")


class Misspelt:
    """A plugin with a hook that there is not."""

    name = "misspelt"

    @hookimpl
    def commkit_feature(self) -> Any:
        return [bell()]


class WrongThings:
    """A plugin that yields things that are no features."""

    name = "wrong"

    @hookimpl
    def commkit_features(self) -> Any:
        yield "club.bell"


@pytest.mark.parametrize("plugin", [Raising, Misspelt, WrongThings], ids=lambda plugin: plugin.__name__)
def test_a_plugin_that_cannot_be_loaded_is_named(plugin: Any) -> None:
    with pytest.raises(PluginError) as caught:
        Kit("sqlite://", plugins=[plugin])
    assert caught.value.plugin == plugin.name
    kit = Kit("sqlite://", plugins=[plugin, Sample()], on_broken="skip")
    assert [broken.plugin for broken in kit.broken] == [plugin.name]
    assert [made.name for made in kit.types] == ["forum"]


def test_two_plugins_with_one_name() -> None:
    with pytest.raises(PluginError, match="two plugins are called 'club'") as caught:
        Kit("sqlite://", plugins=[club(bell()), club(Feature("club.other"))])
    assert (caught.value.code, caught.value.plugin) == ("runtime.plugin_twice", "club")
    kit = Kit("sqlite://", plugins=[club(bell()), club(Feature("club.other"))], on_broken="skip")
    assert "club.bell" in kit.registry.features
    assert [broken.plugin for broken in kit.broken] == ["club"]


def test_who_needs_a_plugin_that_is_left_out_is_left_out_too() -> None:
    needing = Plugin([Feature("needing.thing", requires=("club.thing",))])
    kit = Kit("sqlite://", plugins=[needing, handling(Mutable), Sample()], on_broken="skip")
    assert {broken.plugin for broken in kit.broken} == {"club", "needing"}
    assert [made.name for made in kit.types] == ["forum"]


def test_two_plugins_with_one_type() -> None:
    twin = Plugin([Feature("twin.thing")], [CommunityType("forum")])
    with pytest.raises(PluginError, match="comes twice"):
        Kit("sqlite://", plugins=[Sample(), twin])
    kit = Kit("sqlite://", plugins=[Sample(), twin], on_broken="skip")
    assert [broken.plugin for broken in kit.broken] == ["twin"]
    assert len(kit.types) == 1


# --- installed plugins ---------------------------------------------------------------------------------------------


def test_installed_plugins_are_found_only_where_asked_for(installed: Callable[..., None]) -> None:
    installed(forum="tests.sample:Sample")
    assert Kit("sqlite://").types == ()
    assert [made.name for made in Kit("sqlite://", discover_installed=True).types] == ["forum"]


@pytest.mark.slow
def test_installed_plugins_are_found_by_a_finder_that_is_not_the_standard_librarys() -> None:
    """Once importlib_metadata is imported, as older releases of OpenTelemetry do, all entry points are of its class."""
    code = """
import importlib_metadata
from importlib.metadata import EntryPoint, entry_points
assert not any(isinstance(entry, EntryPoint) for entry in entry_points(group="commkit.plugins"))  # the control
from commkit import Kit
print(*(made.name for made in Kit("sqlite://", discover_installed=True).types))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    assert "support" in ran.stdout.split(), ran.stderr


def test_a_given_plugin_stands_for_the_installed_one(installed: Callable[..., None]) -> None:
    installed(forum="tests.sample:Sample")
    kit = Kit("sqlite://", plugins=[Sample()], discover_installed=True)
    assert [made.name for made in kit.types] == ["forum"]
    assert kit.broken == ()


@pytest.mark.parametrize("target", ["tests.nowhere:Plugin", "tests.sample:Nothing"])
def test_an_installed_plugin_that_cannot_be_imported(installed: Callable[..., None], target: str) -> None:
    installed(lost=target, forum="tests.sample:Sample")
    with pytest.raises(PluginError, match="lost") as caught:
        Kit("sqlite://", discover_installed=True)
    assert caught.value.plugin == "lost"
    kit = Kit("sqlite://", discover_installed=True, on_broken="skip")
    assert [broken.plugin for broken in kit.broken] == ["lost"]
    assert [made.name for made in kit.types] == ["forum"]
    assert "tests.nowhere" not in sys.modules
