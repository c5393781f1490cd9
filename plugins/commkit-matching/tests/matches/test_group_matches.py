"""Groups: made at once or of those who accept in time; one leaves, and the others go on."""

from typing import Any

import pytest

from commkit import NotFound
from commkit.members import BlockMember
from commkit_matching import DeclineMatch, EndMatch, ViewMatch


def lunch(town: Any, *names: str) -> Any:
    for name in names:
        town.request(name, "lunch", "guest")
    return town.round("lunch")


def test_a_round_makes_groups_at_once_that_end_by_themselves(town: Any) -> None:
    run = lunch(town, "ada", "bob", "cid", "dan")
    assert (run.proposals, run.served) == (1, 4)
    assert town.partners("ada", "made") == [["bob", "cid", "dan"]]
    assert lunch(town, "eve").proposals == 0
    town.pass_time(days=2)
    (view,) = town.matches("ada")
    assert view.match.state == "ended"
    assert town.inbox("bob")[0] == ("matching.ended", view.match.id)
    assert lunch(town, "ada").served == 4


def test_who_leaves_a_group_leaves_it_alone(town: Any) -> None:
    lunch(town, "ada", "bob", "cid", "dan")
    match = town.matches("ada")[0].match.id
    assert town.do("ada", EndMatch(match)).state == "ended"
    assert town.partners("bob", "made") == [["ada", "cid", "dan"]]
    assert town.do("bob", EndMatch(match)).state == "ended"
    assert town.matches("cid")[0].match.state == "made"
    town.do("cid", EndMatch(match))
    assert town.matches("dan")[0].match.state == "ended"


def party(town: Any) -> Any:
    town.join("player-1", "player-2", "player-3", "player-4")
    for number in range(1, 5):
        town.request(f"player-{number}", "party", "player")
    town.round("party")
    return town.matches("player-1")[0].match.id


def test_teams_of_a_party_are_even(town: Any) -> None:
    match = party(town)
    team = {n: town.ask(f"player-{n}", ViewMatch(match)).match.team for n in range(1, 5)}
    assert team[1] == team[4] != team[2] == team[3]
    assert town.partners("player-1") == [["?", "?", "?"]]


def test_of_a_group_those_who_accept_are_a_match_and_who_declined_hears_no_more(town: Any) -> None:
    match = party(town)
    town.do("player-1", DeclineMatch(match))
    assert town.partners("player-2") == [["?", "?", "?"]]
    town.accept("player-2")
    town.accept("player-3")
    assert town.accept("player-4").state == "made"
    assert town.partners("player-2", "made") == [["player-3", "player-4"]]
    with pytest.raises(NotFound):
        town.ask("player-1", ViewMatch(match))


def test_of_a_group_those_who_accepted_in_time_are_a_match(town: Any) -> None:
    match = party(town)
    town.accept("player-2")
    town.accept("player-3")
    town.pass_time(days=8)
    assert town.partners("player-2", "made") == [["player-3"]]
    with pytest.raises(NotFound):
        town.ask("player-1", ViewMatch(match))


def test_a_block_by_who_declined_closes_nothing_for_those_who_go_on(town: Any) -> None:
    match = party(town)
    town.do("player-1", DeclineMatch(match))
    town.do("player-1", BlockMember(town.member("player-2")))
    assert town.matches("player-2")[0].match.state == "proposed"
    assert "accept_match" in town.may("player-2")
    assert town.accept("player-2").state == "proposed"
