"""What happens at once comes one after the other; each race has a control in which it does not."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_tournaments import (
    ListEntrants,
    PlayState,
    ReadMatch,
    ReportResult,
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
