"""The plugins together: a tournament's match moves the ladder, and what is reopened is taken back."""

from typing import Any

from commkit_gaming import LADDER, LadderRatings
from commkit_ladders import ListSkillChanges, OpenLadder, ReadLadderPlace
from commkit_matching import AcceptMatch, AskToBeMatched, RunMatchingRound, ViewMatches
from commkit_tournaments import (
    CreateTournament,
    DecideMatch,
    EnterTournament,
    How,
    ListEntrants,
    ReadBracket,
    ReportResult,
    Seeding,
    StartTournament,
    Tournaments,
)

Town = Any


def started(town: Town, *names: str) -> Any:
    """A running tournament of these members, seeded in this order."""
    held = town.do("org", CreateTournament(title="Cup"))
    for name in names:
        town.do(name, EnterTournament(held.id))
    return town.do("org", StartTournament(held.id))


def decide(town: Town, held: Any, key: str, winner: str, how: How = How.PLAYED) -> None:
    """A judge says who won a match, and the worker tells the ladder."""
    drawn = next(
        each.match for each in town.ask("org", ReadBracket(held.id)).matches if each.match.key == key
    )
    entrants = {
        member: line.entrant.id
        for line in town.ask("org", ListEntrants(held.id)).items
        for member in line.members
    }
    wins = entrants[town.member(winner)]
    home, away = (2, 0) if drawn.home == wins else (0, 2)
    if how is not How.PLAYED:
        home, away = 0, 0
    town.do(
        "org",
        DecideMatch(
            match=drawn.id, winner=wins, home_score=home, away_score=away, how=how, reason="As it was played."
        ),
    )
    town.work()


def played(town: Town, ladder: Any, name: str) -> int:
    """How many games of a member count."""
    place = town.ask("ada", ReadLadderPlace(ladder.id, town.member(name)))
    return place.games if place is not None else 0


def skill(town: Town, ladder: Any, name: str) -> float:
    place = town.ask("ada", ReadLadderPlace(ladder.id, town.member(name)))
    return place.ordinal if place is not None else 0.0


def open_ladder(town: Town) -> Any:
    return town.do("org", OpenLadder(LADDER, title="Season", rules="play"))


def test_a_match_that_was_played_moves_the_ladder_and_a_correction_counts_again(town: Town) -> None:
    ladder = open_ladder(town)
    held = started(town, "ada", "bob")
    (drawn,) = town.ask("org", ReadBracket(held.id)).matches
    for name in ("ada", "bob"):
        town.do(name, ReportResult(drawn.match.id, home_score=2, away_score=0))
    town.work()
    first = skill(town, ladder, "ada"), skill(town, ladder, "bob")
    assert first[0] > first[1]
    decide(town, held, drawn.match.key, "bob")
    assert (skill(town, ladder, "bob"), skill(town, ladder, "ada")) == first
    (change,) = town.ask("ada", ListSkillChanges(ladder.id, town.member("ada"))).items
    assert change.rank == 2


def test_a_match_that_ended_without_being_played_moves_nothing(sqlite_town: Town) -> None:
    town = sqlite_town
    ladder = open_ladder(town)
    held = started(town, "ada", "bob")
    key = town.ask("org", ReadBracket(held.id)).matches[0].match.key
    decide(town, held, key, "ada", How.FORFEIT)
    assert played(town, ladder, "ada") == 0


def test_a_final_that_is_reopened_is_taken_back_and_played_anew(town: Town) -> None:
    ladder = open_ladder(town)
    held = started(town, "ada", "bob", "cid", "dan")
    for key, winner in (("W1-1", "ada"), ("W1-2", "bob"), ("W2-1", "ada")):
        decide(town, held, key, winner)
    assert [played(town, ladder, name) for name in ("ada", "bob", "cid", "dan")] == [2, 2, 1, 1]
    decide(town, held, "W1-1", "dan")
    assert [played(town, ladder, name) for name in ("ada", "bob", "cid", "dan")] == [1, 1, 1, 1]
    decide(town, held, "W2-1", "dan")
    assert [played(town, ladder, name) for name in ("ada", "bob", "cid", "dan")] == [1, 2, 1, 2]
    assert skill(town, ladder, "dan") > skill(town, ladder, "bob") > skill(town, ladder, "ada")


def test_parties_are_balanced_by_the_ladder(sqlite_town: Town) -> None:
    town = sqlite_town
    open_ladder(town)
    held = started(town, "ada", "bob", "cid", "dan")
    for key, winner in (("W1-1", "ada"), ("W1-2", "bob"), ("W2-1", "ada")):
        decide(town, held, key, winner)
    for name in ("ada", "bob", "cid", "dan"):
        town.do(name, AskToBeMatched("parties", "player"))
    town.do("org", RunMatchingRound("parties"))
    (view,) = town.ask("ada", ViewMatches()).items
    for name in ("ada", "bob", "cid", "dan"):
        town.do(name, AcceptMatch(view.match.id))
    (view,) = town.ask("ada", ViewMatches()).items
    teams = [each.team for each in view.partners]
    (mate,) = (each.author.name for each in view.partners if teams.count(each.team) == 1)
    assert mate in {"cid", "dan"}, "the two best play against each other"


def test_tournaments_seed_by_the_ladder_where_the_host_says_so(make_town: Any) -> None:
    town = make_town(kit={"plugins": [Tournaments(ratings=LadderRatings())]})
    open_ladder(town)
    held = started(town, "ada", "bob")
    decide(town, held, town.ask("org", ReadBracket(held.id)).matches[0].match.key, "bob")
    held = town.do("org", CreateTournament(title="Cup", seeding=Seeding.RATING))
    entrants = {name: town.do(name, EnterTournament(held.id)).id for name in ("ada", "cid", "bob")}
    town.do("org", StartTournament(held.id))
    seeds = {line.entrant.id: line.entrant.seed for line in town.ask("org", ListEntrants(held.id)).items}
    assert seeds[entrants["bob"]] == 1
    assert {seeds[entrants["ada"]], seeds[entrants["cid"]]} == {2, 3}
