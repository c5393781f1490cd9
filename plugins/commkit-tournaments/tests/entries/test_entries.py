"""Entering alone and with a team, checking in, entering late, dropping out."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.members import BlockMember
from commkit_tournaments import (
    CheckIn,
    DropOut,
    EnterTournament,
    EntrantState,
    ExplainSeed,
    Format,
    ListEntrants,
    OpenCheckIn,
    PlayState,
    ReadTournament,
    Seeding,
    StartTournament,
    TournamentState,
)


def test_entries_end_when_it_is_full(town: Any) -> None:
    held = town.create(capacity=2)
    town.enter(held, "ada", "bob")
    with town.refused("tournaments.full", Conflict):
        town.do("cid", EnterTournament(held.id))
    lines = town.ask("cid", ListEntrants(held.id)).items
    assert [line.members for line in lines] == [(town.member("ada"),), (town.member("bob"),)]


def test_a_place_is_free_again_when_somebody_drops_out(town: Any) -> None:
    held = town.create(capacity=2)
    entrants = town.enter(held, "ada", "bob")
    with town.refused("tournaments.not_yours", Denied):
        town.do("bob", DropOut(entrants["ada"].id))
    assert town.do("ada", DropOut(entrants["ada"].id)).state is EntrantState.DROPPED_OUT
    town.enter(held, "cid")
    with town.refused("tournaments.out_already", Conflict):
        town.do("ada", DropOut(entrants["ada"].id))
    town.do("bob", DropOut(entrants["bob"].id))
    town.do("ada", EnterTournament(held.id))


def test_each_member_plays_for_one_entrant(town: Any) -> None:
    held = town.create()
    town.enter(held, "ada")
    with town.refused("tournaments.entered_already", Conflict):
        town.do("ada", EnterTournament(held.id))
    teams = town.create(team_size=2)
    bob = town.member("bob")
    town.do("ada", EnterTournament(teams.id, name="Owls", members=(bob,)))
    with town.refused("tournaments.entered_already", Conflict):
        town.do("cid", EnterTournament(teams.id, name="Crows", members=(bob,)))
    lines = town.ask("cid", ListEntrants(teams.id)).items
    assert [line.entrant.name for line in lines] == ["Owls"], "nothing is left of the other team"


def test_a_team_has_its_size_and_a_name(town: Any) -> None:
    held = town.create(team_size=2)
    ada, bob, cid = (town.member(name) for name in ("ada", "bob", "cid"))
    for options in (
        {"name": "Owls"},
        {"name": "Owls", "members": (bob, cid)},
        {"name": "Owls", "members": (ada,)},
        {"members": (bob,)},
        {"name": " ", "members": (bob,)},
    ):
        with town.refused("runtime.invalid", Invalid):
            town.do("ada", EnterTournament(held.id, **options))
    with pytest.raises(NotFound):
        town.do("ada", EnterTournament(held.id, name="Owls", members=(held.id,)))
    alone = town.create()
    with town.refused("runtime.invalid", Invalid):
        town.do("ada", EnterTournament(alone.id, name="Owls"))


def test_a_member_who_blocks_their_team_mate_is_not_in_the_team(town: Any) -> None:
    held = town.create(team_size=3)
    ada, bob, cid = (town.member(name) for name in ("ada", "bob", "cid"))
    town.do("bob", BlockMember(cid))
    with town.refused("tournaments.team_blocked", Denied):
        town.do("ada", EnterTournament(held.id, name="Owls", members=(bob, cid)))
    town.do("dan", BlockMember(ada))
    with town.refused("members.blocked", Denied):
        town.do("ada", EnterTournament(held.id, name="Owls", members=(bob, town.member("dan"))))
    pair = town.create(team_size=2)
    with town.refused("tournaments.team_blocked", Denied):
        town.do("bob", EnterTournament(pair.id, name="Crows", members=(cid,)))


def test_team_mates_are_told_and_may_leave_before_the_start(town: Any) -> None:
    held = town.create(team_size=2)
    entrant = town.do("ada", EnterTournament(held.id, name="Owls", members=(town.member("bob"),)))
    assert town.inbox("bob") == [("tournaments.entered", held.id)]
    assert town.inbox("ada") == []
    town.do("bob", DropOut(entrant.id))
    again = town.do("ada", EnterTournament(held.id, name="Owls", members=(town.member("cid"),)))
    town.do("stew", StartTournament(held.id))
    with town.refused("tournaments.wrong_state", Conflict):
        town.do("ada", DropOut(again.id))


def test_who_does_not_check_in_takes_no_part(town: Any) -> None:
    held = town.create(needs_check_in=True)
    entrants = town.enter(held, "ada", "bob", "cid")
    with town.refused("tournaments.wrong_state", Conflict):
        town.do("ada", CheckIn(held.id))
    with town.refused("tournaments.check_in_first", Conflict):
        town.do("stew", StartTournament(held.id))
    town.do("stew", OpenCheckIn(held.id))
    assert town.inbox("cid") == [("tournaments.check_in_opened", held.id)]
    assert town.do("ada", CheckIn(held.id)).state is EntrantState.CHECKED_IN
    assert town.emitted("ada", CheckIn(held.id)) == [], "twice is once"
    town.do("cid", CheckIn(held.id))
    with town.refused("tournaments.not_entered", Conflict):
        town.do("dan", CheckIn(held.id))
    town.do("stew", StartTournament(held.id))
    states = {line.entrant.id: line.entrant.state for line in town.ask("ada", ListEntrants(held.id)).items}
    assert states[entrants["bob"].id] is EntrantState.NO_SHOW
    assert town.match(held, "W1-1").sides == (entrants["ada"].id, entrants["cid"].id)
    with town.refused("tournaments.out_already", Conflict):
        town.do("bob", DropOut(entrants["bob"].id))


def test_check_in_is_opened_where_it_is_needed(town: Any) -> None:
    held = town.create()
    with town.refused("tournaments.no_check_in", Conflict):
        town.do("stew", OpenCheckIn(held.id))


def test_a_late_entrant_takes_the_place_of_a_bye(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", late_until=1)
    assert town.states(held)["W1-1"] == "bye"
    late = town.do("dan", EnterTournament(held.id))
    assert (late.seed, late.state) == (4, EntrantState.CHECKED_IN)
    first = town.match(held, "W1-1")
    assert (first.sides, first.state) == ((entrants["ada"].id, late.id), PlayState.READY)
    told = town.ask("ada", ExplainSeed(late.id))
    assert (told.seed, told.of, told.reason) == (4, 4, "entered late: behind all others")
    with town.refused("tournaments.no_place_left", Conflict):
        town.do("eve", EnterTournament(held.id))


def test_nobody_enters_late_who_would_undo_a_result(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", late_until=1)
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    town.result(held, "W2-1", 1, 0, "ada")
    town.pass_time(hours=1)
    with town.refused("tournaments.wrong_state", Conflict):
        town.do("dan", EnterTournament(held.id))


def test_who_enters_swiss_rounds_late_plays_from_the_next_one(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", format=Format.SWISS, rounds=3, late_until=2)
    late = town.do("dan", EnterTournament(held.id))
    assert late.from_round == 2
    assert all(late.id not in each.match.sides for each in town.bracket(held).matches)
    town.result(held, "S1-1", 1, 0, "ada", "bob")
    rounds = {each.match.round for each in town.bracket(held).matches if late.id in each.match.sides}
    assert rounds == {2}
    with town.refused("tournaments.started", Conflict):
        town.do("eve", EnterTournament(held.id))


def test_nobody_enters_late_where_that_is_not_said(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid")
    with town.refused("tournaments.started", Conflict):
        town.do("dan", EnterTournament(held.id))


def test_seeds_are_explained(make_town: Any, ratings: Any) -> None:
    town = make_town(ratings=ratings)
    held = town.create(seeding=Seeding.RATING)
    entrants = town.enter(held, "ada", "bob", "cid")
    before = town.ask(None, ExplainSeed(entrants["ada"].id))
    assert (before.seed, before.reason) == (None, "seeds are given when the tournament starts")
    ratings.known = {town.member("bob"): 1500.0, town.member("cid"): 1400.25}
    town.do("stew", StartTournament(held.id))
    told = [town.ask(None, ExplainSeed(entrants[name].id)) for name in ("bob", "cid", "ada")]
    assert [(each.seed, each.of, each.rating) for each in told] == [
        (1, 3, 1500.0),
        (2, 3, 1400.25),
        (3, 3, None),
    ]
    assert told[1].reason == "by rating 1400.25"
    assert told[2].reason == "without a rating: behind, in the order of entry"


def test_a_team_is_seeded_by_the_mean_of_its_members(make_town: Any, ratings: Any) -> None:
    town = make_town(ratings=ratings)
    ada, bob, cid, dan = (town.member(name) for name in ("ada", "bob", "cid", "dan"))
    ratings.known = {ada: 1000.0, bob: 1000.0, cid: 1800.0, dan: 600.0}
    held = town.create(team_size=2, seeding=Seeding.PROTECTED, protected=1)
    town.do("ada", EnterTournament(held.id, name="Owls", members=(bob,)))
    crows = town.do("cid", EnterTournament(held.id, name="Crows", members=(dan,)))
    town.do("stew", StartTournament(held.id))
    told = town.ask("ada", ExplainSeed(crows.id))
    assert (told.seed, told.rating, told.reason) == (1, 1200.0, "protected, by rating 1200")


def test_one_entrant_has_won_and_nobody_is_no_tournament(town: Any) -> None:
    held = town.create()
    with town.refused("tournaments.nobody", Conflict):
        town.do("stew", StartTournament(held.id))
    entrants = town.enter(held, "ada")
    ended = town.do("stew", StartTournament(held.id))
    assert (ended.state, ended.winner) == (TournamentState.FINISHED, entrants["ada"].id)
    assert town.ask("ada", ReadTournament(held.id)) == ended
    assert town.bracket(held).matches == ()


def test_those_who_are_no_members_do_not_enter(town: Any) -> None:
    held = town.create()
    for actor in (None, "nobody"):
        with pytest.raises(Denied):
            town.do(actor, EnterTournament(held.id))
