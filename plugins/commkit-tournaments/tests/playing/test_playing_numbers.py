"""Numbers of who plays: with their samples, and none where there is no sample."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM
from commkit.insight import BenefitArea, Guard, ReadMeasures
from commkit.members import AddMember
from commkit_tournaments import PlayingNumbers, ReadPlayingNumbers, ReportResult
from commkit_tournaments.playing import queries
from commkit_tournaments.playing.policy import absence_factor


def numbers(town: Any, **period: Any) -> PlayingNumbers:
    return town.ask("stew", ReadPlayingNumbers(**period))


def test_a_first_match_within_fourteen_days_of_joining_counts(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 2)  # so that several pages are read
    town.clock.advance(timedelta(hours=1))
    began = town.clock()
    for name in ("new1", "new2", "new3"):
        town.do(SYSTEM, AddMember(name))
    held, _ = town.started("new1", "new2")
    assert numbers(town, since=began).joined == 0, "nobody has been in for fourteen days"
    town.clock.advance(timedelta(days=13))
    town.result(held, "W1-1", 1, 0, "new1", "new2")
    town.do(SYSTEM, AddMember("late"))
    town.clock.advance(timedelta(days=2))
    found = numbers(town, since=began)
    assert (found.joined, found.activated) == (3, 2)
    assert found.activated_share is not None
    assert (found.activated_share.hits, found.activated_share.n) == (2, 3)
    again, _ = town.started("new3", "late")
    town.result(again, "W1-1", 1, 0, "new3", "late")
    town.clock.advance(timedelta(days=14))
    found = numbers(town, since=began)
    assert (found.joined, found.activated) == (4, 3), "new3 played too late, late in time"
    assert numbers(town, since=began, until=began + timedelta(days=1)).joined == 3


def test_organisers_and_what_waits_for_a_judge_are_counted(town: Any) -> None:
    town.clock.advance(timedelta(hours=1))
    empty = numbers(town, since=town.clock())
    assert (empty.tournaments, empty.top_share, empty.absence_factor, empty.activated_share) == (
        0,
        None,
        None,
        None,
    )
    held, _ = town.started("ada", "bob")
    for by in ("stew", "stew", "ada"):
        town.create(by)
    match = town.match(held, "W1-1")
    for name, score in (("ada", (1, 0)), ("bob", (0, 1))):
        town.do(name, ReportResult(match.id, home_score=score[0], away_score=score[1]))
    town.clock.advance(timedelta(seconds=1))
    found = numbers(town)
    assert (found.tournaments, found.organisers, found.absence_factor, found.waiting) == (4, 2, 1, 1)
    assert found.top_share is not None
    assert (found.top_share.hits, found.top_share.n) == (3, 4)


def test_they_inform_all_three_guards(sqlite_town: Any) -> None:
    declared = sqlite_town.ask("stew", ReadMeasures())
    named = {each.name: each.about for each in (*declared.benefits, *declared.guards)}
    assert named["tournaments.played_matches"] == BenefitArea.FAMILY
    assert {
        named["tournaments.first_matches"],
        named["tournaments.organising"],
        named["tournaments.waiting_matches"],
    } == set(Guard)


@pytest.mark.parametrize(
    ("counts", "factor"),
    [([], None), ([0], None), ([1], 1), ([1, 1, 1], 2), ([1000, 202, 90, 33, 332, 343, 42, 433], 2)],
)
def test_absence_factors_are_those_of_the_definition(counts: list[int], factor: int | None) -> None:
    """The last one is the example of CHAOSS."""
    assert absence_factor(counts) == factor


@given(st.lists(st.integers(0, 100), max_size=8))
def test_nobody_fewer_make_half(counts: list[int]) -> None:
    factor, ordered = absence_factor(counts), sorted(counts, reverse=True)
    if factor is None:
        assert sum(counts) == 0
        return
    assert 2 * sum(ordered[:factor]) >= sum(counts)
    assert 2 * sum(ordered[: factor - 1]) < sum(counts)
