"""Achievements and leaderboards: what counts, and that it goes where what it rests on goes."""

from datetime import timedelta
from typing import Any

import pytest

from commkit_contests import (
    AddContestJudge,
    CloseContestMarks,
    ContestCriterionDraft,
    EndContestEntries,
    ListContestEntries,
    MarkContestEntry,
    OpenContest,
    PublishContestResult,
    ReopenContest,
    SubmitContestEntry,
)
from commkit_gaming import LADDER, DisbandGuild
from commkit_ladders import (
    AnnulGame,
    CorrectGame,
    GameSide,
    OpenLadder,
    RecordGame,
)
from commkit_reputation import (
    ListAwards,
    Period,
    ReadLeaderboard,
    ReadLeaderboardAround,
    ReadReputation,
    SetListed,
)
from commkit_tournaments import (
    CreateTournament,
    DecideMatch,
    EnterTournament,
    How,
    ListEntrants,
    ReadBracket,
    StartTournament,
)

Town = Any


def points(town: Town, *names: str) -> list[int]:
    town.work()
    return [town.ask(None, ReadReputation(town.member(name))).points for name in names]


def badges(town: Town, name: str) -> set[str]:
    town.work()
    awards = town.ask(None, ListAwards(town.member(name))).items
    return {award.badge.removeprefix("gaming.") for award in awards}


def started(town: Town, *names: str) -> Any:
    """A running tournament of these members, seeded in this order."""
    held = town.do("org", CreateTournament(title="Cup"))
    for name in names:
        town.do(name, EnterTournament(held.id))
    return town.do("org", StartTournament(held.id))


def decide(town: Town, held: Any, key: str, winner: str, how: How = How.PLAYED) -> None:
    """A judge says who won a match."""
    matches = [each.match for each in town.ask("org", ReadBracket(held.id)).matches]
    drawn = next(match for match in matches if match.key == key)
    entrants = {
        its: line.entrant.id for line in town.ask("org", ListEntrants(held.id)).items for its in line.members
    }
    wins = entrants[town.member(winner)]
    home, away = (2, 0) if drawn.home == wins else (0, 2)
    if how is not How.PLAYED:
        home, away = 0, 0
    decision = DecideMatch(
        match=drawn.id, winner=wins, home_score=home, away_score=away, how=how, reason="As it was."
    )
    town.do("org", decision)


def test_a_final_that_is_decided_otherwise_moves_the_title(town: Town) -> None:
    held = started(town, "ada", "bob")
    decide(town, held, "W1-1", "ada")
    assert points(town, "ada", "bob") == [54, 1]
    assert badges(town, "ada") == {"champion", "first_match"}
    decide(town, held, "W1-1", "bob")
    assert points(town, "ada", "bob") == [1, 54]
    assert (badges(town, "ada"), badges(town, "bob")) == ({"first_match"}, {"champion", "first_match"})


def test_a_final_that_is_reopened_takes_the_title_until_it_is_played(sqlite_town: Town) -> None:
    town = sqlite_town
    held = started(town, "ada", "bob", "cid", "dan")
    for key, winner in (("W1-1", "ada"), ("W1-2", "bob"), ("W2-1", "ada")):
        decide(town, held, key, winner)
    assert points(town, "ada", "bob", "cid", "dan") == [58, 5, 1, 1]
    decide(town, held, "W1-1", "dan")
    assert points(town, "ada", "bob", "cid", "dan") == [1, 4, 1, 4]
    assert badges(town, "ada") == {"first_match"}
    decide(town, held, "W2-1", "dan")
    assert points(town, "ada", "bob", "cid", "dan") == [1, 5, 1, 58]


def test_who_wins_without_playing_has_the_title_alone(sqlite_town: Town) -> None:
    town = sqlite_town
    held = started(town, "ada", "bob")
    decide(town, held, "W1-1", "ada")
    decide(town, held, "W1-1", "ada", How.FORFEIT)
    assert points(town, "ada", "bob") == [50, 0]
    assert badges(town, "ada") == {"champion"}


def test_a_game_that_is_annulled_unplaces_and_another_result_keeps_what_holds(town: Town) -> None:
    ladder = town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    ada, bob, cid = (town.member(name) for name in ("ada", "bob", "cid"))
    games = [
        town.do("org", RecordGame(ladder.id, (GameSide((ada,), 1), GameSide((bob,), 2)))) for _ in range(20)
    ]
    assert badges(town, "ada") == badges(town, "bob") == {"regular", "placed"}
    assert points(town, "ada") == [5]
    town.do("org", CorrectGame(games[0].id, (GameSide((ada,), 2), GameSide((cid,), 1)), "It was cid."))
    assert badges(town, "bob") == {"placed"}
    assert badges(town, "ada") == {"regular", "placed"}
    for game in games[4:]:
        town.do("org", AnnulGame(game.id, "A test."))
    assert badges(town, "bob") == badges(town, "ada") == set()
    assert points(town, "ada") == [0]


def test_a_founder_has_founded_while_the_guild_is_there(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    assert badges(town, "ada") == {"founder"}
    town.do("ada", DisbandGuild(guild.id))
    assert badges(town, "ada") == set()


def test_a_contest_is_won_until_its_result_is_taken_back_and_guild_mates_do_not_judge(
    sqlite_town: Town,
) -> None:
    town = sqlite_town
    guild = town.guild("bob")
    town.enter(guild, "cid", leader="bob")
    now, week = town.clock(), timedelta(days=7)
    call = OpenContest("Fan art", "Draw.", (ContestCriterionDraft("Idea"),), now + week, now + 2 * week)
    contest = town.do("org", call)
    for judge in ("cid", "dan", "stew"):
        if judge == "stew":
            with town.refused("contests.organiser_judges"):
                town.do("org", AddContestJudge(contest.id, town.member(judge)))
            continue
        town.do("org", AddContestJudge(contest.id, town.member(judge)))
    entries = {name: town.do(name, SubmitContestEntry(contest.id, name, "Here.")) for name in ("ada", "bob")}
    town.do("org", EndContestEntries(contest.id))
    seen = {entry.title for entry in town.ask("cid", ListContestEntries(contest.id)).items}
    assert seen == {"ada"}, "bob is in a guild with cid"
    for judge in ("cid", "dan"):
        town.do(judge, MarkContestEntry(entries["ada"].id, (9,)))
    for command in (CloseContestMarks, PublishContestResult):
        town.do("org", command(contest.id))
    assert badges(town, "ada") == {"artist"}
    town.do("org", ReopenContest(contest.id, town.after(days=1), "Again."))
    assert badges(town, "ada") == set()


def test_leaderboards_are_by_period_around_members_with_ties_and_opting_out(town: Town) -> None:
    town.guild("ada", "owl")
    town.guild("bob", "bat")
    decide(town, started(town, "cid", "dan"), "W1-1", "dan")
    town.work()
    board = town.ask("ada", ReadLeaderboard(period=Period.WEEK)).items
    assert [(row.rank, row.points) for row in board] == [(1, 54), (2, 5), (2, 5), (4, 1)]
    around = town.ask("cid", ReadLeaderboardAround(each_way=1, period=Period.MONTH)).items
    assert [row.rank for row in around] == [2, 4]
    town.do("dan", SetListed(listed=False))
    assert [row.rank for row in town.ask("ada", ReadLeaderboard()).items] == [1, 1, 3]
    town.clock.advance(timedelta(days=40))
    assert town.ask("ada", ReadLeaderboard(period=Period.MONTH)).items == ()


@pytest.mark.parametrize("name", ["ada", None])
def test_leaderboards_are_read_by_all(sqlite_town: Town, name: str | None) -> None:
    assert sqlite_town.ask(name, ReadLeaderboard()).items == ()
