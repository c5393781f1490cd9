"""Ladders: how they are opened, found and counted in numbers, and what of their rules is refused."""

from contextlib import closing
from datetime import timedelta
from math import inf, nan
from typing import Any

import pytest
from attrs import evolve

from commkit import CommunityType, Conflict, Denied, Invalid, Kit, PluginError
from commkit.posts import PostCreated
from commkit_ladders import (
    AnnulGame,
    Division,
    DivisionMoves,
    LadderRules,
    Ladders,
    ListLadders,
    OpenLadder,
    ReadLadder,
    ReadLadderNumbers,
    ReportGame,
    ResultSource,
)
from commkit_ladders.jobs import ReplayLadder

NAMES = ("low", "high")


def test_a_ladder_has_the_divisions_that_the_type_names(town: Any) -> None:
    ladder = town.open("seasonal")
    info = town.ask(None, ReadLadder(ladder))
    assert [(each.name, each.title) for each in info.divisions] == [
        ("bronze", "Bronze"), ("silver", "Silver"), ("gold", "Gold"),
    ]  # fmt: skip
    assert (info.summary, info.placement_games, info.ladder.key) == ("Seasons of four weeks.", 2, "seasonal")
    assert info.seasons[0].ends_at == town.clock() + timedelta(weeks=4)
    other = town.open()
    assert [each.id for each in town.ask(None, ListLadders()).items] == [other, ladder]
    page = town.ask(None, ListLadders(limit=1))
    assert [each.id for each in town.ask(None, ListLadders(limit=1, after=page.next)).items] == [ladder]


def test_keys_are_taken_once_and_rules_must_be_declared(town: Any) -> None:
    town.open()
    with town.refused("ladders.known_ladder", Conflict):
        town.open()
    with pytest.raises(Invalid) as caught:
        town.do("stew", OpenLadder("other", title="Other", rules="chess"))
    assert [error.code for error in caught.value.errors] == ["ladders.unknown_rules"]
    with pytest.raises(Denied):
        town.do("ada", OpenLadder("other", title="Other", rules="duels"))


def test_numbers_say_how_often_the_favourite_won(town: Any) -> None:
    ladder = town.open()
    numbers = town.ask("stew", ReadLadderNumbers(ladder))
    assert (numbers.players, numbers.counted, numbers.as_expected) == (0, 0, None)
    for _ in range(3):
        last = town.play(ladder, "ada", "bob")
    town.play(ladder, "bob", "ada")
    town.do("ada", ReportGame(ladder, town.sides("ada", "bob")))
    numbers = town.ask("stew", ReadLadderNumbers(ladder))
    assert (numbers.players, numbers.provisional, numbers.counted, numbers.waiting) == (2, 2, 4, 1)
    assert (numbers.as_expected.hits, numbers.as_expected.n) == (
        2,
        3,
    )  # of the first game there was no favourite
    town.do("stew", AnnulGame(last, "Not played."))
    numbers = town.ask("stew", ReadLadderNumbers(ladder))
    assert (numbers.counted, numbers.annulled, numbers.as_expected.n) == (3, 1, 2)
    with pytest.raises(Denied):
        town.ask("ada", ReadLadderNumbers(ladder))


@pytest.mark.parametrize(
    ("words", "faulty"),
    [
        ({"margin": -1.0}, {"margin"}),
        ({"placement_games": -1, "beta": 0.0}, {"placement_games", "beta"}),
        ({"provisional_sigma": 9.0}, {"provisional_sigma"}),
        ({"idle_variance": -0.1, "tau": 9.0}, {"idle_variance", "tau"}),
        ({"season": timedelta(hours=1)}, {"season"}),
        ({"divisions": (Division("low", "Low", 5), Division("high", "High", 5))}, {"divisions"}),
        ({"divisions": (Division("low", "Low", 1), Division("low", "High", 5))}, {"divisions"}),
        ({"divisions": (Division("low", "Low", 1),)}, {"divisions"}),
        ({"moves": DivisionMoves.SEASON_END}, {"moves"}),
    ],
)
def test_rules_that_make_no_sense_are_refused(words: dict[str, Any], faulty: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        LadderRules(name="a", summary="a", **words)
    assert caught.value.code == "ladders.bad_rules"
    assert {error.path for error in caught.value.errors} == faulty


@pytest.mark.parametrize("cuts", [(nan, inf), (-inf, 5), (0, 1e300)])
def test_cut_offs_that_are_no_numbers_are_refused(cuts: tuple[float, float]) -> None:
    divisions = tuple(Division(f"d{cut}", "D", cut) for cut in cuts)
    with pytest.raises(Invalid) as caught:
        LadderRules(name="a", summary="a", divisions=divisions)
    assert {error.path for error in caught.value.errors} == {"divisions"}


def test_sources_that_lead_nowhere_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        ResultSource(name="a", ladder="a", fact=PostCreated, about="match")
    assert caught.value.code == "ladders.bad_source"
    assert len(caught.value.errors) == 3
    source = ResultSource(name="a", ladder="a", fact=PostCreated, about="post", sides="post", ranks="post")
    made = CommunityType("club", features=("posts", "ladders.play"), declares=(source,))
    with pytest.raises(PluginError, match="no LadderRules are declared"):
        Kit("sqlite://", plugins=[Ladders], types=[made])


def test_rules_that_changed_hold_after_a_replay_and_rules_that_went_refuse_results(
    make_town: Any, town: Any
) -> None:
    from commkit import SYSTEM  # noqa: PLC0415

    ladder = town.open()
    for _ in range(3):
        town.play(ladder, "ada", "bob")
    assert town.place(ladder, "ada").division == "silver"
    (rules,) = (each for each in town.kit.types[0].declares if getattr(each, "name", "") == "duels")
    others = tuple(each for each in town.kit.types[0].declares if each is not rules)
    changed = evolve(rules, divisions=(Division("low", "Low", 0), Division("high", "High", 40)))
    town.do(SYSTEM, ReplayLadder(ladder))
    later = make_town(type=evolve(town.kit.types[0], declares=(changed, *others)))
    later.clock.now = town.clock.now
    later.do(SYSTEM, ReplayLadder(ladder))
    assert later.place(ladder, "ada").division == "low"
    gone = make_town(type=evolve(town.kit.types[0], declares=others))
    gone.clock.now = town.clock.now
    with gone.refused("ladders.no_rules", Conflict):
        gone.play(ladder, "ada", "bob")
    gone.pass_time(days=3)  # the worker looks whether they are back
    assert gone.ask(None, ReadLadder(ladder)).divisions == ()
    assert gone.place(ladder, "ada").division == "low"
    back = make_town()
    back.clock.now = gone.clock.now
    before = back.place(ladder, "ada").sigma
    back.pass_time(weeks=2)
    assert back.place(ladder, "ada").sigma > before


def test_a_plugin_with_no_declarations_is_no_fault() -> None:
    made = CommunityType("club", features=("posts", "ladders.play"))
    with closing(Kit("sqlite://", plugins=[Ladders], types=[made])) as kit:
        assert kit.registry.features["ladders.play"] is not None
