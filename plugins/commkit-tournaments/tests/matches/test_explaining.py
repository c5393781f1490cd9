"""Why a pairing is so, why somebody may or may not act, and what views offer."""

from typing import Any

import pytest

from commkit.explaining import ExplainDecision, RuleOutcome
from commkit_tournaments import (
    CheckIn,
    DropOut,
    EnterTournament,
    ExplainPairing,
    Format,
    ListEntrants,
    OpenCheckIn,
    PlanMatches,
    ReadMatch,
    ReportResult,
    StartTournament,
)


def failed(town: Any, actor: str, action: str, id: Any) -> list[str]:
    """The rules that keep somebody from something, in their order."""
    trace = town.ask(actor, ExplainDecision(town.member(actor), action, id))
    return [step.rule for step in trace.steps if step.outcome is RuleOutcome.NO]


def may(found: frozenset[str]) -> set[str]:
    return {name.removeprefix("tournaments.") for name in found if name.startswith("tournaments.")}


def test_a_bracket_says_where_its_sides_come_from(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", third_place=True)
    first = town.ask(None, ExplainPairing(town.match(held, "W1-2").id))
    assert [side.reason for side in first.sides] == ["seed 2", "seed 3"]
    assert [side.entrant for side in first.sides] == [entrants["bob"].id, entrants["cid"].id]
    final = town.ask(None, ExplainPairing(town.match(held, "W2-1").id))
    assert [(side.reason, side.seed) for side in final.sides] == [
        ("winner of W1-1", 1),
        ("winner of W1-2", None),
    ]
    third = town.ask(None, ExplainPairing(town.match(held, "T1-1").id))
    assert [side.reason for side in third.sides] == ["loser of W1-1", "loser of W1-2"]
    assert third.rule == "Those who lost the semi-finals meet."


def test_a_swiss_round_says_what_points_its_sides_had(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", format=Format.SWISS, rounds=3)
    town.result(held, "S1-1", 1, 0, "ada", "bob")
    second = next(each.match for each in town.bracket(held).matches if each.match.round == 2)
    told = town.ask(None, ExplainPairing(second.id))
    assert [side.entrant for side in told.sides] == [entrants["ada"].id, entrants["cid"].id]
    assert [(side.points, side.reason) for side in told.sides] == [(2, "2 points before the round")] * 2
    assert not told.is_rematch
    bye = town.ask(None, ExplainPairing(town.match(held, "S1-2").id))
    assert bye.sides[1].reason == "nobody: the number of entrants is odd"


def test_a_rematch_is_told(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan", format=Format.SWISS, rounds=3)
    for number in (1, 2):
        for match in [each.match for each in town.bracket(held).matches if each.match.round == number]:
            for name in ("ada", "bob", "cid", "dan"):
                if town.ask(name, ReadMatch(match.id)).may & {"tournaments.report_result"}:
                    town.do(name, ReportResult(match.id, home_score=1, away_score=0))
    third = [each.match for each in town.bracket(held).matches if each.match.round == 3]
    assert not any(town.ask(None, ExplainPairing(match.id)).is_rematch for match in third)


def test_why_one_may_not_check_in(town: Any) -> None:
    held = town.create(needs_check_in=True, capacity=2)
    assert failed(town, "ada", "tournaments.check_in", held.id) == [
        "they take part",
        "the tournament is check in",
    ]
    town.enter(held, "ada", "bob")
    town.do("stew", OpenCheckIn(held.id))
    assert failed(town, "ada", "tournaments.check_in", held.id) == []
    assert failed(town, "ada", "tournaments.enter_tournament", held.id) == [
        "a place is free",
        "they are not in it yet",
    ]
    assert failed(town, "cid", "tournaments.check_in", held.id) == ["they take part"]


def test_why_one_may_not_report(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan", maps=("Dust", "Ice"))
    first, final = town.match(held, "W1-1").id, town.match(held, "W2-1").id
    assert failed(town, "ada", "tournaments.report_result", first) == ["maps are chosen"]
    assert failed(town, "dan", "tournaments.choose_map", first) == ["it is their turn"]
    assert failed(town, "bob", "tournaments.report_result", first) == ["they play in it", "maps are chosen"]
    assert "it waits for its sides" in failed(town, "ada", "tournaments.forfeit_match", final)
    starts = town.after(hours=1)
    town.do("stew", PlanMatches(tournament=held.id, starts_at=starts, stations=2))
    assert failed(town, "ada", "tournaments.report_no_show", first) == ["it has begun"]


def test_why_one_may_not_decide_or_take_out(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid", "dan", by="ada")
    mine, other = town.match(held, "W1-1").id, town.match(held, "W1-2").id
    assert failed(town, "ada", "tournaments.decide_match", mine) == ["it is a match of others"]
    assert failed(town, "bob", "tournaments.decide_match", mine) == ["they judge"]
    assert failed(town, "ada", "tournaments.decide_match", other) == []
    assert failed(town, "ada", "tournaments.drop_out", entrants["dan"].id) == ["they do not meet it"]
    assert failed(town, "ada", "tournaments.drop_out", entrants["bob"].id) == []


@pytest.mark.parametrize("needs_check_in", [False, True])
def test_what_is_offered_about_a_tournament_follows_its_state(town: Any, needs_check_in: bool) -> None:
    held = town.create(needs_check_in=needs_check_in)
    begins = "open_check_in" if needs_check_in else "start_tournament"
    assert may(town.bracket(held, by="cid").may) == {"enter_tournament"}
    assert may(town.bracket(held).may) - {begins} == {
        "cancel_tournament", "enter_tournament", "set_seeds",
    }  # fmt: skip
    town.enter(held, "ada", "bob")
    assert may(town.bracket(held, by="ada").may) == set()
    if needs_check_in:
        town.do("stew", OpenCheckIn(held.id))
        assert may(town.bracket(held, by="ada").may) == {"check_in"}
        assert "start_tournament" not in town.bracket(held).may, "nobody has checked in"
        for name in ("ada", "bob"):
            town.do(name, CheckIn(held.id))
    assert "tournaments.start_tournament" in town.bracket(held).may
    town.do("stew", StartTournament(held.id))
    assert may(town.bracket(held).may) == {"cancel_tournament", "plan_matches"}
    assert may(town.bracket(held, by="cid").may) == set()


def test_what_is_offered_about_a_match_and_an_entrant(town: Any) -> None:
    held, entrants = town.started("ada", "bob", by="ada")
    match = town.match(held, "W1-1").id
    mine = {"add_evidence", "forfeit_match", "report_no_show", "report_result"}
    assert may(town.ask("ada", ReadMatch(match)).may) == mine, "nobody judges their own match"
    assert may(town.ask("stew", ReadMatch(match)).may) == {"decide_match"}
    assert may(town.ask("cid", ReadMatch(match)).may) == may(town.ask(None, ReadMatch(match)).may) == set()
    lines = {line.entrant.id: may(line.may) for line in town.ask("ada", ListEntrants(held.id)).items}
    assert lines == {entrants["ada"].id: {"drop_out"}, entrants["bob"].id: set()}
    town.do("bob", DropOut(entrants["bob"].id))
    assert may(town.ask("ada", ReadMatch(match)).may) == set()
    assert may(town.ask("stew", ReadMatch(match)).may) == {"decide_match"}


def test_a_late_entry_is_offered_where_it_is_let_in(town: Any) -> None:
    held, _ = town.started("ada", "bob", format=Format.SWISS, rounds=1)
    assert may(town.bracket(held, by="cid").may) == set()
    late, _ = town.started("ada", "bob", "cid", late_until=1)
    assert may(town.bracket(late, by="dan").may) == {"enter_tournament"}
    town.do("dan", EnterTournament(late.id))
