"""Maps are banned and picked in turn, before a result is reported."""

from typing import Any

from commkit import Conflict, Denied, Invalid
from commkit_tournaments import ChooseMap, ReadMatch, ReportResult, VetoAction

MAPS = ("Dust", "Ice", "Sea", "Sky")


def test_sides_take_turns_and_then_play(town: Any) -> None:
    held, entrants = town.started("ada", "bob", best_of=3, maps=MAPS)
    match = town.match(held, "W1-1")
    assert town.ask("cid", ReadMatch(match.id)).next_side == entrants["ada"].id
    with town.refused("tournaments.not_your_turn", Conflict):
        town.do("bob", ChooseMap(match.id, "Dust"))
    with town.refused("tournaments.maps_first", Conflict):
        town.do("ada", ReportResult(match.id, home_score=2, away_score=0))
    with town.refused("tournaments.not_your_match", Denied):
        town.do("cid", ChooseMap(match.id, "Dust"))
    assert town.do("ada", ChooseMap(match.id, "Dust")).action is VetoAction.BAN
    for taken in ("Dust", "Lava"):
        with town.refused("runtime.invalid", Invalid):
            town.do("bob", ChooseMap(match.id, taken))
    assert town.do("bob", ChooseMap(match.id, "Sky")).action is VetoAction.PICK
    town.do("ada", ChooseMap(match.id, "Sea"))
    page = town.ask("cid", ReadMatch(match.id))
    assert (page.maps, page.next_side) == (("Sky", "Sea", "Ice"), None)
    with town.refused("tournaments.maps_chosen", Conflict):
        town.do("bob", ChooseMap(match.id, "Ice"))
    town.do("ada", ReportResult(match.id, home_score=2, away_score=0))


def test_without_maps_there_is_nothing_to_choose(town: Any) -> None:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    page = town.ask("ada", ReadMatch(match.id))
    assert (page.maps, page.next_side, page.choices) == ((), None, ())
    with town.refused("tournaments.maps_chosen", Conflict):
        town.do("ada", ChooseMap(match.id, "Dust"))
