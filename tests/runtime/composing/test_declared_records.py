"""What features declare for each other: read in the order of the features, and refused where it would be ignored."""

from typing import Any

import pytest
from attrs import frozen

from commkit import CommunityType, Feature, PluginError
from commkit.runtime.composing.type_composition import describe_composition
from tests.runtime.plugins import Listen, Plugin
from tests.sample import FORUM, create_community, new_kit


@frozen
class Cheer:
    """Something to say."""

    name: str
    times: int = 1


@frozen
class Other:
    """Something that nobody collects."""

    name: str


@frozen
class Nameless:
    """A record without a name."""

    times: int


def wall(collects: Any = (Cheer,)) -> Feature:
    """A feature that answers how many cheers were declared."""
    feature = Feature("club.wall", collects=collects, grants={"member": {"club.ring"}})

    @feature.handles(Listen)
    def listen(context: Any, query: Listen) -> int:
        return sum(cheer.times for cheer in context.declared(Cheer))

    return feature


def club(*features: Feature, types: tuple[CommunityType, ...] | None = None, **words: Any) -> Plugin:
    names = ("posts", *(feature.name for feature in features))
    made = CommunityType("club", features=names, post_kinds=FORUM.post_kinds, **words)
    return Plugin(features, (made,) if types is None else types)


def heard(url: str, plugin: Plugin, type: str = "club") -> int:
    kit = new_kit(url, plugin)
    create_community(kit, type=type, members=("ada",))
    with kit.session("ada", "town", read_only=True) as session:
        found = session.ask(Listen())
    kit.close()
    return found


def test_it_reads_what_features_of_the_type_declare(sqlite_url: str) -> None:
    one = Feature("club.one", declares=(Cheer("club.a", 1), Cheer("club.b", 10)))
    two = Feature("club.two", declares=(Cheer("club.c", 100),))
    unused = Feature("club.unused", declares=(Cheer("club.d", 1000),))
    plugin = club(wall(), one, two)
    plugin.features.append(unused)
    assert heard(sqlite_url, plugin) == 111


def test_the_word_of_the_type_counts(sqlite_url: str) -> None:
    one = Feature("club.one", declares=(Cheer("club.a", 1), Cheer("club.b", 10)))
    assert heard(sqlite_url, club(wall(), one, declares=(Cheer("club.a", 5), Cheer("mine", 200)))) == 215


def test_composed_types_declare_as_they_do_all_else(sqlite_url: str) -> None:
    post_kinds = FORUM.post_kinds
    types = (
        CommunityType(
            "one", features=("club.wall",), post_kinds=post_kinds, declares=(Cheer("a", 1), Cheer("b", 2))
        ),
        CommunityType(
            "two", features=("club.wall",), post_kinds=post_kinds, declares=(Cheer("b", 40), Cheer("c", 50))
        ),
        CommunityType("both", composes=("one", "two"), declares=(Cheer("c", 100),)),
    )
    kit = new_kit(sqlite_url, Plugin((wall(),), types))
    composition = describe_composition("both", {made.name: made for made in types})
    told = {value.name: value for value in composition.values if value.field == "declares"}
    assert {name: value.type for name, value in told.items()} == {
        "Cheer.a": "one", "Cheer.b": "one", "Cheer.c": "both",
    }  # fmt: skip
    assert [(over.type, over.value) for over in told["Cheer.b"].passed_over] == [
        ("two", "\"Cheer(name='b', times=40)\"")
    ]
    create_community(kit, type="both", members=("ada",))
    with kit.session("ada", "town", read_only=True) as session:
        assert session.ask(Listen()) == 103
    kit.close()


def test_what_nobody_collects_cannot_be_read(sqlite_url: str) -> None:
    with pytest.raises(PluginError) as caught:
        heard(sqlite_url, club(wall(collects=())))
    assert caught.value.code == "runtime.uncollected"


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (lambda: club(wall(), Feature("club.one", declares=(Other("club.a"),))), "declares a Other"),
        (lambda: club(wall(), declares=(Other("a"),)), "declares a Other"),
        (lambda: club(Feature("club.one", declares=(Cheer("club.a"),))), "they collect: Benefit"),
        (lambda: club(wall(), Feature("club.one", declares=(Cheer("a"),))), "must begin with 'club.'"),
        (
            lambda: club(wall(), Feature("club.one", declares=(Cheer("club.a"), Cheer("club.a")))),
            "declared twice",
        ),
        (lambda: club(wall(), declares=(Cheer("a"), Cheer("a"))), "declared twice"),
        (lambda: club(wall(collects=(Nameless,))), "that have a `name`"),
        (lambda: club(wall(collects=("Cheer",))), "that have a `name`"),
        (
            lambda: club(wall(), types=(CommunityType("dull", features=("posts",), declares=(Cheer("a"),)),)),
            "they collect: Benefit",
        ),
    ],
)
def test_what_would_be_ignored_is_refused(sqlite_url: str, plugin: Any, words: str) -> None:
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, plugin())
    assert words in str(caught.value)
