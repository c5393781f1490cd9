"""Seasons, idle weeks and divisions: what the worker does as time passes, and what a late correction changes of it."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict
from commkit.communities import ArchiveCommunity
from commkit_ladders import CorrectGame, EndSeason, ReadLadder, ReadLadderBoard, RecordGame
from commkit_ladders.jobs import KeepLadder, ReplayLadder


def standings(town: Any, ladder: Any, **words: Any) -> list[tuple[str, int, str]]:
    """Who stands on a board: name, games of the season, division."""
    names = {town.member(key): key for key in ("ada", "bob", "cid", "dan", "eve")}
    items = town.ask(None, ReadLadderBoard(ladder, **words)).items
    return [(names[row.place.member], row.place.season_games, row.place.division) for row in items]


def test_idle_weeks_make_a_skill_less_sure(town: Any) -> None:
    ladder = town.open()
    town.play(ladder, "ada", "bob")
    before = town.place(ladder, "ada")
    town.pass_time(days=6, hours=23)
    assert town.place(ladder, "ada") == before
    town.pass_time(days=1)
    after = town.place(ladder, "ada")
    assert (after.mu, after.games) == (before.mu, 1)
    assert after.sigma**2 == pytest.approx(before.sigma**2 + 0.6)
    for _ in range(3):
        town.pass_time(weeks=1)
    assert town.place(ladder, "ada").sigma ** 2 == pytest.approx(before.sigma**2 + 4 * 0.6)
    town.pass_time(weeks=500)
    assert town.place(ladder, "ada").sigma == pytest.approx(25 / 3)


def test_a_season_ends_by_the_rules_and_its_board_stays(town: Any) -> None:
    ladder = town.open("seasonal")
    for _ in range(3):
        town.play(ladder, "ada", "bob")
    town.play(ladder, "cid", "ada")
    before = town.place(ladder, "ada")
    assert [row[2] for row in standings(town, ladder)] == ["silver", "", "bronze"]  # cid was not placed yet
    town.pass_time(days=27)
    assert town.ask(None, ReadLadder(ladder)).ladder.season == 1
    town.pass_time(days=2)
    info = town.ask(None, ReadLadder(ladder))
    first, second = info.seasons[1], info.seasons[0]
    assert (info.ladder.season, first.ended_at, second.began_at) == (2, second.began_at, first.ended_at)
    assert standings(town, ladder, season=1) == [("ada", 4, "silver"), ("cid", 1, ""), ("bob", 3, "bronze")]
    assert [row[1] for row in standings(town, ladder)] == [0, 0, 0]
    after = town.place(ladder, "ada")
    assert after.mu == pytest.approx((before.mu + 25) / 2)
    assert after.provisional
    assert after.games == 4


def test_members_move_at_the_end_of_a_season_where_the_rules_say_so(town: Any) -> None:
    ladder = town.open("seasonal")
    for loser in ("bob", "cid"):
        town.play(ladder, "ada", loser)
    assert town.place(ladder, "ada").division == "silver"  # placed
    for _ in range(5):
        town.play(ladder, "ada", "dan")
    assert town.place(ladder, "ada").ordinal > 10
    assert town.place(ladder, "ada").division == "silver"
    assert town.emitted("stew", EndSeason(ladder, 1)) == ["ladders.season_ended"]
    town.work()
    assert town.place(ladder, "ada").division == "gold"
    assert town.inbox("ada") == [("ladders.member_promoted", ladder)]
    with town.refused("ladders.other_season", Conflict):
        town.do("stew", EndSeason(ladder, 1))
    for _ in range(2):
        town.play(ladder, "dan", "ada")
    town.do("stew", EndSeason(ladder, 2))
    town.work()
    assert town.place(ladder, "ada").division == "silver"
    assert town.inbox("ada")[0] == ("ladders.member_demoted", ladder)


def test_members_move_at_once_and_back_only_past_the_margin(town: Any) -> None:
    ladder = town.open()
    facts = []
    for _ in range(4):
        town.clock.advance(timedelta(hours=1))
        facts += town.emitted("stew", RecordGame(ladder, town.sides("ada", "bob")))
    assert facts.count("ladders.member_promoted") == 3  # both are placed, ada moves up
    assert town.place(ladder, "ada").division == "gold"
    shown = town.place(ladder, "ada").ordinal
    weeks = 0
    while town.place(ladder, "ada").division == "gold":
        weeks += 1
        assert weeks < 60
        shown = town.place(ladder, "ada").ordinal
        town.pass_time(weeks=1)
    assert shown >= 9
    assert town.place(ladder, "ada").ordinal < 9
    assert town.inbox("ada")[0] == ("ladders.member_demoted", ladder)


def test_a_correction_reaches_the_boards_of_seasons_that_are_over(town: Any) -> None:
    ladder, right = town.open(), town.open(key="right")
    games = [town.play(ladder, "ada", "bob") for _ in range(3)]
    moments = [town.clock() - timedelta(hours=2 - number) for number in range(3)]
    town.play(right, "cid", "bob", at=moments[0])
    for at in moments[1:]:
        town.play(right, "ada", "bob", at=at)
    town.clock.advance(timedelta(days=3))
    for each in (ladder, right):
        town.do("stew", EndSeason(each, 1))
    town.work()
    for each in (ladder, right):
        at = town.clock()
        town.play(each, "ada", "bob", at=at)
    assert standings(town, ladder, season=1)[0] == ("ada", 3, "silver")
    town.do("stew", CorrectGame(games[0], town.sides("cid", "bob"), "It was cid."))
    assert standings(town, ladder, season=1) == standings(town, right, season=1)
    assert "cid" in [row[0] for row in standings(town, ladder, season=1)]
    for key in ("ada", "bob", "cid"):
        assert town.place(ladder, key) == town.place(right, key)


def test_a_season_that_ends_by_a_steward_and_by_the_rules_ends_once(town: Any) -> None:
    ladder = town.open("seasonal")
    town.pass_time(days=27)
    town.do("stew", EndSeason(ladder, 1))
    town.pass_time(days=3)
    assert town.ask(None, ReadLadder(ladder)).ladder.season == 2
    town.pass_time(days=30)
    assert town.ask(None, ReadLadder(ladder)).ladder.season == 3


def test_what_was_scheduled_for_an_earlier_turn_does_nothing(town: Any) -> None:
    ladder = town.open("seasonal")
    assert town.do(SYSTEM, KeepLadder(ladder, 0)) is False
    assert town.do(SYSTEM, KeepLadder(ladder, 1)) is True
    assert town.do(SYSTEM, KeepLadder(ladder, 1)) is False


def test_in_an_archived_community_time_stands_still(town: Any) -> None:
    ladder = town.open("seasonal")
    town.play(ladder, "ada", "bob")
    before = town.place(ladder, "ada")
    town.do(SYSTEM, ArchiveCommunity("The club sleeps."))
    town.pass_time(weeks=10)
    assert town.place(ladder, "ada") == before
    assert town.ask("ada", ReadLadder(ladder)).ladder.season == 1


def test_a_replay_of_all_games_changes_nothing(town: Any) -> None:
    ladder = town.open()
    for number in range(12):
        town.play(ladder, *(("ada", "bob"), ("bob", "cid"), ("cid", "dan"), ("dan", "ada"))[number % 4])
        if number == 6:
            town.clock.advance(timedelta(days=20))
            town.do("stew", EndSeason(ladder, 1))
            town.work()
    before = town.computed(ladder)
    assert town.emitted(SYSTEM, ReplayLadder(ladder)) == ["ladders.replayed"]
    town.work()
    assert town.computed(ladder) == before
