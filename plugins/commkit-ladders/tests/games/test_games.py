"""Results: who records, reports, confirms, disputes, corrects and annuls them, and what each of that changes."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, MemberId, NotFound
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.members import BlockMember, RestrictMember
from commkit_ladders import (
    AnnulGame,
    CloseLadder,
    ConfirmGame,
    CorrectGame,
    DisputeGame,
    GameSide,
    GameState,
    ListGames,
    ReadGame,
    RecordGame,
    ReportGame,
)
from commkit_ladders.games.records import MAX_SIDES


def test_a_recorded_result_counts_at_once(town: Any) -> None:
    ladder = town.open()
    with town.kit.session("stew", "club") as session:
        game = session.do(RecordGame(ladder, town.sides("ada", "bob")))
        assert [fact.name for fact in session.facts] == ["ladders.game_counted"]
    assert (game.state, game.season, game.confirmed) == (GameState.COUNTED, 1, ())
    ada, bob = town.place(ladder, "ada"), town.place(ladder, "bob")
    assert (ada.mu, ada.sigma, ada.ordinal) == (
        pytest.approx(27.635, abs=1e-3),
        pytest.approx(8.066, abs=1e-3),
        3.44,
    )
    assert (ada.wins, ada.losses, bob.wins, bob.losses, bob.provisional) == (1, 0, 0, 1, True)
    assert town.place(ladder, "cid") is None


def test_a_reported_result_counts_once_the_other_sides_confirm_it(town: Any) -> None:
    ladder = town.open()
    game = town.do("ada", ReportGame(ladder, town.sides(("ada", "bob"), "cid", "dan", ranks=(2, 1, 2))))
    assert game.state is GameState.REPORTED
    assert town.place(ladder, "ada") is None
    assert town.inbox("cid") == [("ladders.game_reported", game.id)]
    assert town.inbox("bob") == []
    assert town.do("bob", ConfirmGame(game.id)).state is GameState.REPORTED  # their side has confirmed it
    assert town.do("cid", ConfirmGame(game.id)).state is GameState.REPORTED
    with town.refused("ladders.not_a_player", Denied):
        town.do("eve", ConfirmGame(game.id))
    done = town.do("dan", ConfirmGame(game.id))
    assert done.state is GameState.COUNTED
    assert set(done.confirmed) == {town.member(key) for key in ("ada", "bob", "cid", "dan")}
    assert town.place(ladder, "cid").wins == 1
    assert town.do("dan", ConfirmGame(game.id)) == done


def test_a_disputed_result_waits_for_a_decision(town: Any) -> None:
    ladder = town.open()
    game = town.do("ada", ReportGame(ladder, town.sides("ada", "bob")))
    with town.refused("ladders.not_a_player", Denied):
        town.do("cid", DisputeGame(game.id, "I saw it."))
    assert town.do("bob", DisputeGame(game.id, "I won.")).state is GameState.DISPUTED
    assert [town.ask(who, ReadGame(game.id)).dispute for who in ("ada", "stew", "cid", None)] == [
        "I won.",
        "I won.",
        "",
        "",
    ]
    for command in (ConfirmGame(game.id), DisputeGame(game.id, "Again.")):
        with town.refused("ladders.not_reported", Conflict):
            town.do("bob", command)
    with pytest.raises(Denied):
        town.do("bob", CorrectGame(game.id, town.sides("bob", "ada"), "I won."))
    fixed = town.do("stew", CorrectGame(game.id, town.sides("bob", "ada"), "The replay shows it."))
    assert (fixed.state, fixed.reason, fixed.decided_at) == (
        GameState.COUNTED,
        "The replay shows it.",
        town.clock(),
    )
    assert town.place(ladder, "bob").wins == 1


def test_what_is_no_result_is_refused(town: Any) -> None:
    ladder = town.open()
    ada, bob = town.member("ada"), town.member("bob")
    for sides, code in (
        ((), "out_of_range"),
        ((GameSide((ada,), 1),), "out_of_range"),
        ((GameSide((ada,), 1), GameSide((), 2)), "empty_side"),
        ((GameSide((ada,), 1), GameSide((bob, ada), 2)), "twice"),
        ((GameSide((ada,), 0), GameSide((bob,), 1)), "bad_rank"),
    ):
        with pytest.raises(Invalid) as caught:
            town.do("stew", RecordGame(ladder, sides))
        assert code in [error.code for error in caught.value.errors]
    with pytest.raises(Invalid) as caught:
        town.do("stew", RecordGame(ladder, town.sides("ada", "bob"), at=town.after(seconds=1)))
    assert [error.path for error in caught.value.errors] == ["at"]
    with pytest.raises(Invalid):
        town.do("stew", RecordGame(ladder, tuple(GameSide((ada,), 1) for _ in range(MAX_SIDES + 1))))
    with pytest.raises(NotFound):
        town.do("stew", RecordGame(ladder, (GameSide((ada,), 1), GameSide((MemberId(uuid4()),), 2))))
    with pytest.raises(NotFound):
        town.do("stew", RecordGame(uuid4(), town.sides("ada", "bob")))
    with town.refused("ladders.not_a_player", Denied):
        town.do("cid", ReportGame(ladder, town.sides("ada", "bob")))


def test_rules_and_blocks_keep_players_from_reporting(town: Any) -> None:
    ladder, seasonal = town.open(), town.open("seasonal")
    with town.refused("ladders.no_reports", Conflict):
        town.do("ada", ReportGame(seasonal, town.sides("ada", "bob")))
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        town.do("ada", ReportGame(ladder, town.sides("ada", "bob")))
    with town.refused("members.blocked", Denied):
        town.do("ada", ReportGame(ladder, town.sides(("ada", "bob"), "cid")))  # on one's own side, too
    town.play(ladder, "ada", "bob")  # a referee records what was played


def test_it_is_explained_who_may_say_how_a_game_ended(town: Any) -> None:
    def steps(who: str, action: str, object: Any, record: str) -> dict[str, bool]:
        query = ExplainDecision(town.member(who), f"ladders.{action}", object, record=record)
        trace = town.ask(who, query)
        return {step.rule: step.outcome is RuleOutcome.YES for step in trace.steps}

    ladder, seasonal = town.open(), town.open("seasonal")
    game = town.do("ada", ReportGame(ladder, town.sides("ada", "bob"))).id
    told = steps("bob", "confirm_game", game, "Game")
    assert told["they played this game"]
    assert told["it waits for a confirmation"]
    assert not steps("cid", "dispute_game", game, "Game")["they played this game"]
    assert steps("cid", "report_game", ladder, "Ladder")["players report results here"]
    assert not steps("cid", "report_game", seasonal, "Ladder")["players report results here"]
    town.do("stew", CloseLadder(ladder))
    assert not steps("bob", "confirm_game", game, "Game")["the ladder is open"]


def test_on_a_closed_ladder_nothing_new_counts(town: Any) -> None:
    ladder = town.open()
    game = town.play(ladder, "ada", "bob")
    reported = town.do("ada", ReportGame(ladder, town.sides("ada", "bob")))
    before = town.place(ladder, "ada")
    assert town.emitted("stew", CloseLadder(ladder)) == ["ladders.closed"]
    assert town.emitted("stew", CloseLadder(ladder)) == []
    for actor, command in (
        ("stew", RecordGame(ladder, town.sides("ada", "bob"))),
        ("ada", ReportGame(ladder, town.sides("ada", "bob"))),
        ("bob", ConfirmGame(reported.id)),
    ):
        with town.refused("ladders.ladder_closed", Conflict):
            town.do(actor, command)
    town.pass_time(weeks=20)
    assert town.place(ladder, "ada") == before  # it does not get less sure any more
    town.do(
        "stew", CorrectGame(game, town.sides("bob", "ada"), "A wrong result.")
    )  # but what was wrong is put right
    assert town.place(ladder, "bob").sigma == before.sigma


def test_a_correction_is_as_if_it_had_been_so_from_the_start(town: Any) -> None:
    wrong, right = town.open(key="wrong"), town.open(key="right")
    moments = [town.clock() - timedelta(days=days) for days in range(40, 0, -1)]
    games = []
    for number, at in enumerate(moments):
        pair = [("ada", "bob"), ("bob", "cid"), ("cid", "ada"), ("dan", "ada")][number % 4]
        games.append(town.play(wrong, *pair, at=at))
    for number, at in enumerate(moments):
        pair = [("ada", "bob"), ("bob", "cid"), ("cid", "ada"), ("dan", "ada")][number % 4]
        pair = {5: ("cid", "bob"), 8: ("eve", "bob")}.get(number, pair)
        if number != 2:
            town.play(right, *pair, at=at)
    assert (
        town.emitted("stew", CorrectGame(games[5], town.sides("cid", "bob"), "Mixed up."))[0]
        == "ladders.game_corrected"
    )
    town.do("stew", CorrectGame(games[8], town.sides("eve", "bob"), "It was eve."))
    assert "ladders.replayed" in town.emitted("stew", AnnulGame(games[2], "Not played."))
    town.do("stew", AnnulGame(games[2], "Again."))
    for key in ("ada", "bob", "cid", "dan", "eve"):
        assert town.place(wrong, key) == town.place(right, key)
    assert town.ask(None, ReadGame(games[2])).reason == "Not played."


def test_who_played_only_what_is_annulled_has_no_place_any_more(town: Any) -> None:
    ladder = town.open()
    game = town.play(ladder, "ada", "bob")
    town.play(ladder, "ada", "cid")
    town.do("stew", AnnulGame(game, "Not played."))
    assert town.place(ladder, "bob") is None
    assert town.place(ladder, "ada").games == 1
    town.do("stew", CorrectGame(game, town.sides("bob", "ada"), "It was played."))
    assert (town.place(ladder, "bob").wins, town.place(ladder, "ada").games) == (1, 2)


def test_games_are_listed_by_the_time_at_which_they_were_played(town: Any) -> None:
    ladder = town.open()
    first = town.play(ladder, "ada", "bob")
    late = town.play(ladder, "ada", "cid", at=town.clock() - timedelta(days=3))
    last = town.play(ladder, "bob", "cid")
    found, after = [], None
    for _ in range(3):
        page = town.ask(None, ListGames(ladder, after=after, limit=2))
        found += [game.id for game in page.items]
        after = page.next
        if after is None:
            break
    assert found == [last, first, late]
    page = town.ask("cid", ListGames(ladder, member=town.member("ada"), limit=1))
    assert ([game.id for game in page.items], page.next is None) == ([first], False)
    page = town.ask("cid", ListGames(ladder, member=town.member("ada"), limit=1, after=page.next))
    assert [game.id for game in page.items] == [late]


def test_results_of_another_plugin_count_once_and_as_it_says_last(town: Any) -> None:
    match = uuid4()
    town.tell(match, "ada", "bob")  # there is no such ladder yet
    ladder = town.open()
    town.clock.advance(timedelta(hours=1))
    town.tell(match, "ada", "bob")
    town.tell(match, "ada", "bob")
    (game,) = town.ask(None, ListGames(ladder)).items
    assert (game.source, game.recorded_by, game.at) == ("matches", None, town.clock())
    assert town.place(ladder, "ada").games == 1
    town.tell(match, "ada", "bob", ranks=(2, 1))
    assert (town.place(ladder, "ada").wins, town.place(ladder, "bob").wins) == (0, 1)
    town.tell(match, "ada", "ada")  # no result
    assert town.place(ladder, "bob").wins == 1
    town.tell(match, "ada", "bob", how="forfeit")  # nobody played
    assert town.place(ladder, "bob") is None
    town.tell(match, "bob", "ada")
    assert town.place(ladder, "bob").wins == 1
    town.tell(uuid4(), "cid", "dan", how="bye")
    assert town.place(ladder, "cid") is None
    town.strike(match)
    assert town.place(ladder, "bob") is None
    town.tell(match, "bob", "ada")
    assert town.place(ladder, "bob").wins == 1
    assert len(town.ask(None, ListGames(ladder)).items) == 1
    town.do("stew", RestrictMember(town.member("cid"), "banned", "Spam."))
    town.tell(uuid4(), "bob", "cid")  # who is banned has played all the same
    assert town.place(ladder, "bob").games == 2
    town.do(SYSTEM, CloseLadder(ladder))
    town.tell(match, "ada", "bob")
    assert town.place(ladder, "bob").wins == 2
