"""Matches: reports of both sides, deadlines, disputes, judges, and what follows from a correction."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid
from commkit_tournaments import (
    AddEvidence,
    DecideMatch,
    DropOut,
    ForfeitMatch,
    Format,
    How,
    ListMyMatches,
    MatchFinished,
    PlayState,
    ReadMatch,
    ReadTournament,
    ReportNoShow,
    ReportResult,
    TournamentState,
)
from commkit_tournaments.jobs import SettleReport


def facts_of(town: Any, actor: Any, command: Any) -> list[Any]:
    with town.kit.session(actor, "arena") as session:
        session.do(command)
        return list(session.facts)


def test_where_both_sides_say_the_same_it_stands_and_the_winner_goes_on(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan")
    assert town.states(held) == {"W1-1": "ready", "W1-2": "ready", "W2-1": "waiting"}
    first = town.match(held, "W1-1")
    assert first.sides == (entrants["ada"].id, entrants["dan"].id)
    reported = town.do("dan", ReportResult(first.id, home_score=0, away_score=1))
    assert (reported.state, reported.due_at) == (PlayState.REPORTED, town.after(minutes=30))
    facts = facts_of(town, "ada", ReportResult(first.id, home_score=0, away_score=1))
    (finished,) = [fact for fact in facts if isinstance(fact, MatchFinished)]
    assert finished.sides == ((town.member("ada"),), (town.member("dan"),))
    assert (finished.ranks, finished.how, finished.corrected) == ((2, 1), How.PLAYED, False)
    final = town.match(held, "W2-1")
    assert (final.home, final.state) == (entrants["dan"].id, PlayState.WAITING)
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    town.result(held, "W2-1", 0, 3, "dan", "bob")
    ended = town.ask("ada", ReadTournament(held.id))
    assert (ended.state, ended.winner) == (TournamentState.FINISHED, entrants["bob"].id)
    assert [line.place for line in town.bracket(held).standings] == [1, 2, 3, 3]


def test_a_report_of_one_side_stands_when_nobody_contradicts_in_time(town: Any) -> None:
    held, entrants = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("ada", ReportResult(match.id, home_score=2, away_score=0))
    town.pass_time(minutes=29)
    assert town.match(held, "W1-1").state is PlayState.REPORTED
    town.pass_time(minutes=2)
    assert town.ask("ada", ReadTournament(held.id)).winner == entrants["ada"].id


def test_a_report_given_anew_has_its_whole_time(town: Any) -> None:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("ada", ReportResult(match.id, home_score=2, away_score=0))
    town.pass_time(minutes=20)
    town.do("ada", ReportResult(match.id, home_score=2, away_score=1))
    town.pass_time(minutes=20)
    assert town.match(held, "W1-1").state is PlayState.REPORTED
    town.pass_time(minutes=20)
    ended = town.match(held, "W1-1")
    assert (ended.state, ended.home_score, ended.away_score) == (PlayState.DONE, 2, 1)


def test_where_they_differ_a_judge_decides_with_evidence(town: Any) -> None:
    held, entrants = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("ada", ReportResult(match.id, home_score=1, away_score=0))
    disputed = town.do("bob", ReportResult(match.id, home_score=0, away_score=1))
    assert disputed.state is PlayState.DISPUTED
    town.pass_time(days=2)
    assert town.match(held, "W1-1").state is PlayState.DISPUTED, "no time decides it"
    town.do("bob", AddEvidence(match.id, "A recording: https://example.org/final"))
    inside, outside = town.ask("bob", ReadMatch(match.id)), town.ask("cid", ReadMatch(match.id))
    assert (len(inside.reports), len(inside.evidence)) == (2, 1)
    assert (outside.reports, outside.evidence) == ((), ())
    assert len(town.ask("stew", ReadMatch(match.id)).evidence) == 1
    bob = entrants["bob"].id
    decision = DecideMatch(
        match=match.id, winner=bob, away_score=1, how=How.PLAYED, reason="The recording shows it."
    )
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", decision)
    town.do("stew", decision)
    (kept,) = town.ask("cid", ReadMatch(match.id)).decisions
    assert (kept.was, kept.winner, kept.judge) == (PlayState.DISPUTED, bob, town.member("stew"))
    assert town.ask("ada", ReadTournament(held.id)).winner == bob


def test_who_comes_round_ends_a_dispute(town: Any) -> None:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("ada", ReportResult(match.id, home_score=1, away_score=0))
    town.do("bob", ReportResult(match.id, home_score=0, away_score=1))
    assert town.do("bob", ReportResult(match.id, home_score=1, away_score=0)).state is PlayState.DONE


def test_a_no_show_in_the_final_gives_the_title_unless_they_contradict(town: Any) -> None:
    held, entrants = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("bob", ReportNoShow(match.id))
    town.pass_time(minutes=31)
    ended = town.match(held, "W1-1")
    assert (ended.how, ended.winner) == (How.NO_SHOW, entrants["bob"].id)
    assert town.ask("ada", ReadTournament(held.id)).winner == entrants["bob"].id


def test_a_claimed_no_show_that_is_contradicted_is_disputed(town: Any) -> None:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    town.do("bob", ReportNoShow(match.id))
    town.do("ada", ReportNoShow(match.id))
    assert town.match(held, "W1-1").state is PlayState.DISPUTED


def test_a_match_is_given_up_at_once(town: Any) -> None:
    held, entrants = town.started("ada", "bob")
    town.do("ada", ForfeitMatch(town.match(held, "W1-1").id))
    ended = town.match(held, "W1-1")
    assert (ended.how, ended.winner) == (How.FORFEIT, entrants["bob"].id)


def test_who_drops_out_loses_by_walk_over(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan")
    facts = facts_of(town, "ada", DropOut(entrants["ada"].id))
    assert [fact.how for fact in facts if isinstance(fact, MatchFinished)] == [How.WALK_OVER]
    assert town.match(held, "W1-1").winner == entrants["dan"].id
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    town.do("stew", DropOut(entrants["bob"].id))
    assert town.ask("ada", ReadTournament(held.id)).winner == entrants["dan"].id


def test_a_judge_corrects_a_result_and_the_others_play_anew(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan")
    first = town.result(held, "W1-1", 1, 0, "ada", "dan")
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    town.result(held, "W2-1", 1, 0, "ada", "bob")
    assert town.ask("ada", ReadTournament(held.id)).state is TournamentState.FINISHED
    dan = entrants["dan"].id
    correction = DecideMatch(match=first.id, winner=dan, how=How.DECISION, reason="Ada used a macro.")
    facts = facts_of(town, "stew", correction)
    assert [fact.name for fact in facts] == [
        "tournaments.match_decided",
        "tournaments.match_finished",
        "tournaments.match_reopened",
        "tournaments.match_ready",
    ]
    assert facts[1].corrected
    held = town.ask("ada", ReadTournament(held.id))
    assert (held.state, held.winner, held.ended_at) == (TournamentState.RUNNING, None, None)
    final = town.match(held, "W2-1")
    assert (final.sides, final.state) == ((dan, entrants["bob"].id), PlayState.READY)
    assert town.ask("stew", ReadMatch(final.id)).reports == (), "what others said of it is gone"
    town.result(held, "W2-1", 0, 1, "dan", "bob")
    assert town.ask("ada", ReadTournament(held.id)).winner == entrants["bob"].id


def test_nobody_judges_their_own_match(town: Any) -> None:
    held, entrants = town.started("ada", "bob", by="ada")
    decision = DecideMatch(match=town.match(held, "W1-1").id, winner=entrants["ada"].id, reason="I won.")
    with town.refused("tournaments.own_match", Denied):
        town.do("ada", decision)
    town.do("sten", decision)


def test_a_match_of_others_is_not_reported(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan")
    match = town.match(held, "W1-1")
    for command in (
        ReportResult(match.id, home_score=1, away_score=0),
        ReportNoShow(match.id),
        ForfeitMatch(match.id),
        AddEvidence(match.id, "I saw it."),
    ):
        with town.refused("tournaments.not_your_match", Denied):
            town.do("bob", command)


def test_what_cannot_be_is_refused(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan", best_of=3)
    match, final = town.match(held, "W1-1"), town.match(held, "W2-1")
    for home, away in ((1, 0), (2, 2), (3, 0), (0, 0), (-1, 2)):
        with town.refused("tournaments.bad_score", Invalid):
            town.do("ada", ReportResult(match.id, home_score=home, away_score=away))
    town.result(held, "W1-1", 2, 1, "ada", "dan")
    with town.refused("tournaments.match_ended", Conflict):
        town.do("ada", ReportResult(match.id, home_score=2, away_score=0))
    with town.refused("tournaments.match_not_ready", Conflict):
        town.do("ada", ReportResult(final.id, home_score=2, away_score=0))
    wrong = [
        {"winner": entrants["bob"].id},
        {"winner": None},
        {"winner": entrants["ada"].id, "how": How.BYE},
        {"winner": entrants["ada"].id, "how": How.ABSENT},
        {"winner": entrants["ada"].id, "how": How.PLAYED, "away_score": 2},
        {"winner": entrants["ada"].id, "home_score": -1},
    ]
    for options in wrong:
        with town.refused("tournaments.bad_decision", Invalid):
            town.do("stew", DecideMatch(match=match.id, reason="Because.", **options))
    with town.refused("tournaments.match_not_ready", Conflict):
        town.do("stew", DecideMatch(match=final.id, winner=entrants["ada"].id, reason="Because."))


def test_a_table_may_be_drawn_where_the_tournament_says_so(town: Any) -> None:
    held, _ = town.started("ada", "bob", format=Format.ROUND_ROBIN, draws=True)
    ended = town.result(held, "R1-1", 1, 1, "ada", "bob")
    assert (ended.state, ended.winner) == (PlayState.DONE, None)
    assert town.ask("ada", ReadTournament(held.id)).winner is not None, "the better seed, at last"
    strict, _ = town.started("ada", "bob", format=Format.ROUND_ROBIN)
    with town.refused("tournaments.bad_score", Invalid):
        town.result(strict, "R1-1", 1, 1, "ada")


def test_a_table_may_have_a_match_that_neither_came_to(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", format=Format.ROUND_ROBIN)
    match = town.match(held, "R1-1")
    town.do("stew", DecideMatch(match=match.id, winner=None, how=How.ABSENT, reason="Nobody came."))
    assert sum(line.points for line in town.bracket(held).standings) == 0
    assert sum(line.losses for line in town.bracket(held).standings) == 2


def test_swiss_rounds_are_paired_when_the_round_before_has_ended(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan", format=Format.SWISS)
    assert held.rounds == 2
    assert set(town.states(held)) == {"S1-1", "S1-2"}
    town.result(held, "S1-1", 1, 0, "ada", "cid")
    town.result(held, "S1-2", 1, 0, "bob", "dan")
    second = {town.match(held, "S2-1").sides, town.match(held, "S2-2").sides}
    assert second == {
        (entrants["ada"].id, entrants["bob"].id),
        (entrants["cid"].id, entrants["dan"].id),
    }
    late = town.match(held, "S1-1")
    town.do("stew", DecideMatch(match=late.id, winner=entrants["cid"].id, reason="A wrong report."))
    assert {town.match(held, "S2-1").sides, town.match(held, "S2-2").sides} == second


def test_my_matches_are_those_that_wait_for_me(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan")
    first = town.match(held, "W1-1")
    assert [each.id for each in town.ask("ada", ListMyMatches()).items] == [first.id]
    assert town.ask("eve", ListMyMatches()).items == ()
    town.result(held, "W1-1", 1, 0, "ada", "dan")
    assert town.ask("ada", ListMyMatches()).items == (), "the other semi-final is open"
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    assert [each.key for each in town.ask("ada", ListMyMatches()).items] == ["W2-1"]


def test_players_and_judges_are_notified(town: Any) -> None:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1").id
    assert town.inbox("bob") == [("tournaments.match_ready", match)]
    town.do("ada", ReportResult(match, home_score=1, away_score=0))
    assert town.inbox("bob")[0] == ("tournaments.result_reported", match)
    town.do("bob", ReportResult(match, home_score=0, away_score=1))
    assert town.inbox("stew") == [("tournaments.match_disputed", match)]


def test_of_a_table_each_player_hears_of_their_next_match_alone(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan", format=Format.ROUND_ROBIN)
    first = [town.match(held, key).id for key in ("R1-1", "R1-2")]
    assert {town.inbox(name)[0][1] for name in ("ada", "bob", "cid", "dan")} == set(first)
    assert [len(town.inbox(name)) for name in ("ada", "bob")] == [1, 1]
    town.result(held, "R1-1", 1, 0, "ada", "dan")
    assert len([kind for kind, _ in town.inbox("ada") if kind.endswith("match_ready")]) == 1, "cid is busy"
    town.result(held, "R1-2", 1, 0, "bob", "cid")
    assert len([kind for kind, _ in town.inbox("ada") if kind.endswith("match_ready")]) == 2


def test_a_late_settlement_changes_nothing(town: Any) -> None:
    from commkit import SYSTEM  # noqa: PLC0415

    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    assert town.do(SYSTEM, SettleReport(match.id)) is False
    town.do("ada", ReportResult(match.id, home_score=1, away_score=0))
    assert town.do(SYSTEM, SettleReport(match.id)) is False, "its time is not over"
    town.do("bob", ReportResult(match.id, home_score=1, away_score=0))
    town.clock.advance(timedelta(hours=1))
    assert town.do(SYSTEM, SettleReport(match.id)) is False


@pytest.mark.parametrize("format", Format)
def test_every_format_is_played_to_its_winner(sqlite_town: Any, format: Format) -> None:
    town = sqlite_town
    names = ("ada", "bob", "cid", "dan", "eve")
    held, entrants = town.started(*names, format=format)
    keys = {entrant.id: name for name, entrant in entrants.items()}
    for _ in range(40):
        ready = [each.match for each in town.bracket(held).matches if each.match.state is PlayState.READY]
        if not ready:
            break
        for match in ready:
            for side in match.sides:
                town.do(keys[side], ReportResult(match.id, home_score=2, away_score=1))
    ended = town.ask("ada", ReadTournament(held.id))
    assert (ended.state, ended.winner in keys) == (TournamentState.FINISHED, True)
    assert town.bracket(held).standings[0].entrant == ended.winner
