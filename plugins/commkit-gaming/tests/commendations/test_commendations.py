"""Commendations: for what was played together, within limits, never of who blocks, shown by choice."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound, RateLimited
from commkit.members import BlockMember
from commkit.privacy import ErasePerson, ExportPerson
from commkit_gaming import (
    LADDER,
    CommendationSettings,
    CommendPlayer,
    ListCommendationLoops,
    ListMyCommendations,
    ReadCommendations,
    ShowCommendations,
    WithdrawCommendation,
)
from commkit_ladders import AnnulGame, GameSide, OpenLadder, RecordGame
from commkit_matching import AcceptMatch, AskToBeMatched, RunMatchingRound, ViewMatches
from commkit_reputation import ListAwards, ReadReputation
from commkit_tournaments import (
    CreateTournament,
    EnterTournament,
    ReadBracket,
    ReportResult,
    StartTournament,
)

Town = Any


def ladder(town: Town) -> Any:
    return town.do("org", OpenLadder(LADDER, title="Season", rules="play"))


def game(town: Town, held: Any, *names: str) -> Any:
    """A game that counts, the first name against the others."""
    first, *others = (town.member(name) for name in names)
    return town.do("org", RecordGame(held.id, (GameSide((first,), 1), GameSide(tuple(others), 2))))


def commend(
    town: Town, by: str, name: str, about: Any, *, kind: str = "fair_play", evidence: str = "game"
) -> Any:
    return town.do(by, CommendPlayer(town.member(name), kind, evidence, about.id))


def received(town: Town, name: str, reader: str | None = None) -> dict[str, int]:
    found = town.ask(reader, ReadCommendations(town.member(name)))
    return {each.kind: each.times for each in found}


def test_who_played_together_commends_and_is_told(town: Town) -> None:
    played = game(town, ladder(town), "ada", "bob", "cid")
    made = commend(town, "ada", "bob", played)
    assert town.inbox("bob") == [("gaming.player_commended", made.id)]
    assert [its.id for its in town.ask("bob", ListMyCommendations()).items] == [made.id]
    assert [its.id for its in town.ask("ada", ListMyCommendations(given=True)).items] == [made.id]
    with town.refused("gaming.commended_already", Conflict):
        commend(town, "ada", "bob", played, kind="team_player")
    with town.refused("gaming.not_played_together", Denied):
        commend(town, "dan", "bob", played)
    with town.refused("gaming.own_commendation", Denied):
        commend(town, "ada", "ada", played)
    for wrong in ({"kind": "best"}, {"evidence": "dream"}):
        with pytest.raises(Invalid):
            commend(town, "ada", "cid", played, **wrong)
    with pytest.raises(NotFound):
        town.do("ada", CommendPlayer(town.member("cid"), "fair_play", "game", uuid4()))


def test_a_game_that_does_not_count_is_no_evidence(sqlite_town: Town) -> None:
    town = sqlite_town
    played = game(town, ladder(town), "ada", "bob")
    town.do("org", AnnulGame(played.id, "It was never played."))
    with town.refused("gaming.not_played_together", Denied):
        commend(town, "ada", "bob", played)


def test_matches_of_tournaments_and_parties_are_evidence(sqlite_town: Town) -> None:
    town = sqlite_town
    held = town.do("org", CreateTournament(title="Cup"))
    for name in ("ada", "bob"):
        town.do(name, EnterTournament(held.id))
    town.do("org", StartTournament(held.id))
    (drawn,) = town.ask("org", ReadBracket(held.id)).matches
    with town.refused("gaming.not_played_together", Denied):
        commend(town, "ada", "bob", drawn.match, evidence="match")
    for name in ("ada", "bob"):
        town.do(name, ReportResult(drawn.match.id, home_score=2, away_score=0))
    commend(town, "ada", "bob", drawn.match, evidence="match")
    for name in ("ada", "bob", "cid", "dan"):
        town.do(name, AskToBeMatched("parties", "player"))
    town.do("org", RunMatchingRound("parties"))
    party = town.ask("ada", ViewMatches()).items[0].match
    with town.refused("gaming.not_played_together", Denied):
        commend(town, "ada", "cid", party, evidence="party")
    for name in ("ada", "bob", "cid", "dan"):
        town.do(name, AcceptMatch(party.id))
    commend(town, "ada", "cid", party, evidence="party")
    with pytest.raises(NotFound):
        commend(town, "stew", "cid", party, evidence="party")


def test_limits_are_by_day_and_by_pair(make_town: Any) -> None:
    town = make_town(commendations=CommendationSettings(per_day=2, per_pair=3, pair_days=10))
    held = ladder(town)
    games = [game(town, held, "ada", "bob", "cid") for _ in range(5)]
    commend(town, "ada", "bob", games[0])
    commend(town, "ada", "bob", games[1])
    with town.refused("gaming.too_many_commendations", RateLimited):
        commend(town, "ada", "cid", games[0])
    town.clock.advance(timedelta(days=1))
    commend(town, "ada", "bob", games[2])
    with town.refused("gaming.commended_often", RateLimited):
        commend(town, "ada", "bob", games[3])
    commend(town, "ada", "cid", games[3])
    town.clock.advance(timedelta(days=9))
    commend(town, "ada", "bob", games[3])


def test_nobody_who_blocks_somebody_is_commended_by_them(town: Town) -> None:
    played = game(town, ladder(town), "ada", "bob")
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        commend(town, "ada", "bob", played)
    commend(town, "bob", "ada", played)


def test_they_are_shown_by_choice_and_never_by_whom(town: Town) -> None:
    played = game(town, ladder(town), "ada", "bob", "cid")
    made = [commend(town, name, "ada", played) for name in ("bob", "cid")]
    assert received(town, "ada") == received(town, "ada", "stew") == {}
    assert received(town, "ada", "ada") == {"fair_play": 2}
    town.do("ada", ShowCommendations(show=True))
    assert received(town, "ada") == {"fair_play": 2}
    for one in made:
        with pytest.raises(NotFound):
            town.do("dan", WithdrawCommendation(one.id))
    town.do("bob", WithdrawCommendation(made[0].id))
    assert received(town, "ada") == {"fair_play": 1}
    town.do("ada", WithdrawCommendation(made[1].id))
    assert received(town, "ada") == {}
    with town.refused("gaming.commended_already", Conflict):
        commend(town, "bob", "ada", played)
    town.do("ada", ShowCommendations(show=False))
    commend(town, "cid", "bob", played)
    assert received(town, "bob", "cid") == {}


def test_loops_are_noted_and_count_for_nothing(town: Town) -> None:
    held = ladder(town)
    played = [game(town, held, "ada", "bob", "cid") for _ in range(2)]
    for each in played:
        commend(town, "ada", "bob", each)
        assert commend(town, "bob", "ada", each).returned
    town.work()
    reputation = {name: town.ask(None, ReadReputation(town.member(name))).points for name in ("ada", "bob")}
    assert reputation == {"ada": 0, "bob": 1}, "the second one of ada is in return, too"
    (loop,) = town.ask("stew", ListCommendationLoops())
    assert {loop.first, loop.second} == {town.member("ada"), town.member("bob")}
    assert (loop.given, loop.returned) == (2, 2)
    assert town.ask("stew", ListCommendationLoops(at_least=3)) == ()
    with pytest.raises(Denied):
        town.ask("ada", ListCommendationLoops())
    for wrong in ({"within": timedelta()}, {"at_least": 0}):
        with pytest.raises(Invalid):
            town.ask("stew", ListCommendationLoops(**wrong))


def test_five_make_a_badge_and_one_that_is_withdrawn_takes_it(sqlite_town: Town) -> None:
    town = sqlite_town
    held = ladder(town)
    made = []
    for _ in range(2):
        played = game(town, held, "ada", "bob", "cid", "dan")
        made += [commend(town, name, "ada", played) for name in ("bob", "cid", "dan")]
    town.work()
    badges = lambda: {its.badge for its in town.ask(None, ListAwards(town.member("ada"))).items}  # noqa: E731
    assert "gaming.commended" in badges()
    for one in made[:2]:
        town.do("ada", WithdrawCommendation(one.id))
    town.work()
    assert "gaming.commended" not in badges()


def test_what_a_member_has_of_commendations_is_exported_and_erased(town: Town) -> None:
    played = game(town, ladder(town), "ada", "bob", "cid")
    made = [commend(town, name, "ada", played) for name in ("bob", "cid")]
    town.do("ada", ShowCommendations(show=True))
    with town.kit.session("bob", read_only=True) as lobby:
        exported = str(lobby.ask(ExportPerson("bob")))
    assert str(made[0].id) in exported
    assert str(made[1].id) not in exported
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert received(town, "ada") == {"fair_play": 1}


@pytest.mark.parametrize("wrong", [{"per_day": 0}, {"per_pair": 101}, {"pair_days": 367}])
def test_settings_that_do_not_fit_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        CommendationSettings(**wrong)
    assert caught.value.code == "gaming.bad_settings"
