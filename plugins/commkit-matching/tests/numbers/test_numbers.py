"""Numbers: by their formulas, and never of fewer than five people."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid
from commkit.statistics import gini
from commkit_matching import CountMatchOutcomes, GiveMatchOutcome, ReadMatchingNumbers
from commkit_matching.numbers.policy import in_batches
from commkit_matching.outcomes.policy import outcome_numbers


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0, 0, 0, 1), 0.75), ((1, 2, 3, 4), 0.25), ((2, 2), 0.0), ((0, 0), None), ((), None)],
)
def test_gini_by_its_vectors(values: tuple[int, ...], expected: float | None) -> None:
    assert gini(values) == expected


@given(st.lists(st.tuples(st.integers(0, 7), st.integers()), max_size=40))
def test_batches_are_of_five_people_and_only_grow(rows: list[tuple[int, int]]) -> None:
    before: list[int] = []
    for count in range(len(rows) + 1):
        told = list(in_batches(rows[:count]))
        assert told[: len(before)] == before
        new = rows[len(before) : len(told)]
        assert not new or len({person for person, _ in new}) >= 5
        before = told


def test_outcomes_are_counted_with_their_sample() -> None:
    found = outcome_numbers("mentors", [(n, n) for n in range(1, 6)] + [(9, 1)], 5)
    assert (found.n, found.mean, found.distribution) == (5, 3.0, (1, 1, 1, 1, 1))
    assert found.good is not None
    assert (found.good.hits, found.good.n) == (2, 5)
    assert outcome_numbers("mentors", [(n, 1) for n in range(4)], 5).n == 0


def test_an_outcome_is_given_once_and_nobody_reads_it(town: Any) -> None:
    match = town.pair()
    with pytest.raises(Invalid):
        town.do("ada", GiveMatchOutcome(match, 6))
    assert town.emitted("ada", GiveMatchOutcome(match, 4)) == ["matching.outcome_given"]
    with town.refused("matching.outcome_given", Conflict):
        town.do("ada", GiveMatchOutcome(match, 5))
    assert town.may("ada") == {"end_match"}
    assert town.matches("bob")[0].match.outcome_given is False
    found = town.ask("stew", CountMatchOutcomes("mentors"))
    assert (found.n, found.mean, found.good, found.distribution) == (0, None, None, ())
    with pytest.raises(Denied):
        town.ask("ada", CountMatchOutcomes("mentors"))


def test_of_a_match_that_was_never_made_there_is_no_outcome(town: Any) -> None:
    town.mentee("ada")
    town.mentor("bob")
    town.round()
    with town.refused("matching.never_made", Conflict):
        town.do("ada", GiveMatchOutcome(town.matches("ada")[0].match.id, 1))


def test_nothing_is_told_of_four_people(town: Any) -> None:
    town.pair()
    town.pair("cid", "dan")
    found = town.ask("stew", ReadMatchingNumbers("mentors"))
    assert (found.requests, found.exposed) == (4, 4)
    assert (found.matched, found.time_to_match, found.accepted, found.exposure) == (None, None, None, None)


def test_share_time_acceptance_and_exposure(town: Any) -> None:
    for actor in ("ada", "cid", "dan", "eve"):
        town.mentee(actor)
    town.mentor("bob", places=3)
    town.clock.advance(timedelta(days=2))
    town.round()
    served = [actor for actor in ("ada", "cid", "dan", "eve") if town.matches(actor)]
    assert len(served) == 3
    for actor in served:
        town.accept(actor)
    for _ in range(2):
        town.accept("bob")
    found = town.ask("stew", ReadMatchingNumbers("mentors"))
    assert (found.matched.hits, found.matched.n) == (3, 5)
    assert (found.time_to_match.ended, found.time_to_match.waiting) == (3, 2)
    assert found.time_to_match.median == timedelta(days=2)
    assert found.accepted is None  # four people have answered
    assert (found.exposed, found.exposure) == (5, gini([3, 1, 1, 1, 0]))
