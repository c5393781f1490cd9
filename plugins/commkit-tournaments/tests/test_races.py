"""What happens at once comes one after the other; each race has a control in which it does not."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_tournaments import (
    EnterTournament,
    ListEntrants,
    OpenCheckIn,
    PlayState,
    ReadMatch,
    ReportResult,
    StartTournament,
    Tournament,
)
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit import CommunityType, PostKind, Role
from commkit_tournaments import *

ARENA = CommunityType(
    "arena",
    features=("posts", "tournaments.brackets"),
    post_kinds=(PostKind(name="note", opens=True, replies=("note",)),),
    roles={"member": Role(grants=frozenset({"tournaments.create"}))},
)

def kit_of(url, clock):
    return Kit(url, plugins=[Tournaments()], types=[ARENA], clock=clock)
"""
WITHOUT_THE_LOCK = """
from commkit_tournaments.entries import handlers
handlers.lock_tournament = lambda context, id, need=None: context.get(Tournament, id, need=need)
"""
ENTER = "session.do(EnterTournament(ids[0])).state"


def entrants_after_eight(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What eight who enter at once hear, and how many are in; there is room for three."""
    names = [f"player-{number}" for number in range(PROCESSES)]
    for name in names:
        town.do(SYSTEM, AddMember(name))
    held = town.create(capacity=3)
    works = [(name, ENTER) for name in names]
    said = at_once_in_processes(town, PRELUDE, works, ids=[held.id], patch=patch, hold=hold)
    return said, len(town.ask("stew", ListEntrants(held.id)).items)


@pytest.mark.slow
def test_eight_processes_never_fill_a_tournament_over_its_capacity(town: Any) -> None:
    said, entrants = entrants_after_eight(town)
    assert entrants == 3
    assert sorted(said) == ["entered"] * 3 + ["tournaments.full"] * 5


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_all_of_them_are_in(postgres_town: Any) -> None:
    said, entrants = entrants_after_eight(
        postgres_town, patch=WITHOUT_THE_LOCK, hold="INSERT INTO commkit_tournaments_entrant "
    )
    assert (said, entrants) == (["entered"] * PROCESSES, PROCESSES)


def both_at_once(town: Any, *, away: int) -> tuple[list[Any], Any, Tournament]:
    held, _ = town.started("ada", "bob")
    match = town.match(held, "W1-1")
    outcomes = town.at_once(
        lambda: town.do("ada", ReportResult(match.id, home_score=1, away_score=0)),
        lambda: town.do("bob", ReportResult(match.id, home_score=1, away_score=away)),
    )
    return outcomes, town.ask("stew", ReadMatch(match.id)), held


def test_of_two_reports_at_once_that_differ_none_is_lost(town: Any) -> None:
    outcomes, page, _ = both_at_once(town, away=2)
    assert sorted(each.state.value for each in outcomes) == ["disputed", "reported"]
    assert (page.match.state, len(page.reports)) == (PlayState.DISPUTED, 2)


def test_two_equal_reports_at_once_end_a_match_once(town: Any) -> None:
    outcomes, page, held = both_at_once(town, away=0)
    assert sorted(each.state.value for each in outcomes) == ["done", "reported"]
    assert page.match.state is PlayState.DONE
    assert town.bracket(held).tournament.winner == page.match.winner


@pytest.mark.postgres
def test_control_without_the_lock_two_reports_that_differ_are_no_dispute(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look for the report of the other one before it is there, so that nobody sees that they differ."""
    from threading import Barrier  # noqa: PLC0415

    from commkit_tournaments.matches import handlers  # noqa: PLC0415

    said, honest = Barrier(2), handlers.agree

    def wait(match: Any, reports: Any) -> bool:
        said.wait(20)
        return honest(match, reports)

    monkeypatch.setattr(
        handlers,
        "lock_tournament",
        lambda context, held, need=None: context.get(Tournament, held, need=need),
    )
    monkeypatch.setattr(handlers, "agree", wait)
    _, page, _ = both_at_once(postgres_town, away=2)
    assert (page.match.state, len(page.reports)) == (PlayState.REPORTED, 2)


@pytest.mark.slow
def test_of_a_team_that_checks_in_eight_times_one_check_in_is_told(town: Any) -> None:
    names = [f"mate-{number}" for number in range(PROCESSES)]
    for name in names:
        town.do(SYSTEM, AddMember(name))
    held = town.create(team_size=PROCESSES, needs_check_in=True)
    others = tuple(town.member(name) for name in names[1:])
    town.do(names[0], EnterTournament(held.id, name="Octet", members=others))
    town.do("stew", OpenCheckIn(held.id))
    check_in = "(session.do(CheckIn(ids[0])).state, len(session.facts))[1]"
    said = at_once_in_processes(town, PRELUDE, [(name, check_in) for name in names], ids=[held.id])
    assert sorted(said) == ["0"] * (PROCESSES - 1) + ["1"]


@pytest.mark.slow
def test_of_a_side_that_reports_eight_times_one_report_is_left(town: Any) -> None:
    names = [f"mate-{number}" for number in range(PROCESSES)]
    for name in names:
        town.do(SYSTEM, AddMember(name))
    held = town.create(team_size=4)
    for team in (names[:4], names[4:]):
        others = tuple(town.member(name) for name in team[1:])
        town.do(team[0], EnterTournament(held.id, name=team[0], members=others))
    town.do("stew", StartTournament(held.id))
    match = town.match(held, "W1-1")
    works = [
        (name, f"session.do(ReportResult(ids[0], home_score={number}, away_score=9)).state")
        for number, name in enumerate(names)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=[match.id])
    page = town.ask("stew", ReadMatch(match.id))
    assert {report.entrant for report in page.reports} == set(match.sides)
    assert len(page.reports) == 2
    assert page.match.state is PlayState.DISPUTED
    assert set(said) == {"reported", "disputed"}


@pytest.mark.slow
def test_of_eight_judges_the_last_one_is_right_and_all_are_told(town: Any) -> None:
    names = [f"judge-{number}" for number in range(PROCESSES)]
    for name in names:
        town.do(SYSTEM, AddMember(name, role="steward"))
    held, entrants = town.started("ada", "bob", "cid", "dan")
    match = town.match(held, "W1-1")
    sides = [entrants["ada"].id, entrants["dan"].id]
    works = [
        (name, f'session.do(DecideMatch(match=ids[0], winner=ids[{1 + number % 2}], reason="Seen.")).winner')
        for number, name in enumerate(names)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=[match.id, *sides])
    page = town.ask("stew", ReadMatch(match.id))
    assert len(page.decisions) == len(said) == PROCESSES
    assert page.match.winner == page.decisions[-1].winner
    before = [None, *(decision.winner for decision in page.decisions[:-1])]
    assert [decision.before_winner for decision in page.decisions] == before, "in turn"
    assert town.match(held, "W2-1").home == page.match.winner
