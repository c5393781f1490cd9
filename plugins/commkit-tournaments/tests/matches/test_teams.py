"""Teams: every member of an entrant reports and confirms for it, and nobody else does."""

from typing import Any

from commkit import SYSTEM, Denied
from commkit.members import AddMember, LeaveCommunity
from commkit_tournaments import (
    AddEvidence,
    CheckIn,
    EnterTournament,
    EntrantState,
    ForfeitMatch,
    ListMyMatches,
    OpenCheckIn,
    PlayState,
    ReadMatch,
    ReportResult,
    StartTournament,
)


def started(town: Any, **options: Any) -> Any:
    """Owls are ada and bob, Crows are cid and dan; gives the tournament."""
    held = town.create(team_size=2, **options)
    for captain, other, name in (("ada", "bob", "Owls"), ("cid", "dan", "Crows")):
        town.do(captain, EnterTournament(held.id, name=name, members=(town.member(other),)))
    return town.do("stew", StartTournament(held.id)) if not options else held


def test_a_team_mate_reports_and_a_team_mate_of_the_other_side_confirms(town: Any) -> None:
    held = started(town)
    match = town.match(held, "W1-1")
    assert town.do("bob", ReportResult(match.id, home_score=2, away_score=1)).state is PlayState.REPORTED
    for name in ("cid", "dan"):
        assert ("tournaments.result_reported", match.id) in town.inbox(name)
    assert [each.id for each in town.ask("dan", ListMyMatches()).items] == [match.id]
    ended = town.do("dan", ReportResult(match.id, home_score=2, away_score=1))
    assert (ended.state, ended.winner) == (PlayState.DONE, match.home)


def test_one_side_does_not_confirm_its_own_report(town: Any) -> None:
    held = started(town)
    match = town.match(held, "W1-1")
    town.do("bob", ReportResult(match.id, home_score=2, away_score=1))
    assert town.do("ada", ReportResult(match.id, home_score=2, away_score=1)).state is PlayState.REPORTED
    assert len(town.ask("ada", ReadMatch(match.id)).reports) == 1, "a side has one report"
    town.do("ada", ReportResult(match.id, home_score=0, away_score=1))
    assert town.do("dan", ReportResult(match.id, home_score=2, away_score=1)).state is PlayState.DISPUTED


def test_a_team_mate_checks_in_forfeits_and_brings_evidence(town: Any) -> None:
    held = started(town, needs_check_in=True)
    town.do("stew", OpenCheckIn(held.id))
    for name in ("bob", "dan"):
        assert town.do(name, CheckIn(held.id)).state is EntrantState.CHECKED_IN
    town.do("stew", StartTournament(held.id))
    match = town.match(held, "W1-1")
    town.do("bob", AddEvidence(match.id, "We were there."))
    assert town.do("dan", ForfeitMatch(match.id)).winner == match.home


def test_whom_the_entrant_does_not_name_says_nothing(town: Any) -> None:
    held = started(town)
    match = town.match(held, "W1-1")
    with town.refused("tournaments.not_your_match", Denied):
        town.do("eve", ReportResult(match.id, home_score=2, away_score=1))
    town.do(SYSTEM, AddMember("gus"))
    with town.refused("tournaments.not_your_match", Denied):
        town.do("gus", ReportResult(match.id, home_score=2, away_score=1))


def test_a_team_plays_on_without_its_captain(town: Any) -> None:
    held = started(town)
    match = town.match(held, "W1-1")
    town.do("ada", LeaveCommunity())
    town.do("bob", ReportResult(match.id, home_score=2, away_score=1))
    assert town.do("cid", ReportResult(match.id, home_score=2, away_score=1)).winner == match.home
