"""What is shown of a map: formulas against numbers by hand, and nothing about too few people, also by subtraction."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit.statistics import hidden_groups
from commkit_opinion import ConsultationId, OpinionStatement, StatementId, StatementState
from commkit_opinion.maps.policy import (
    Cell,
    consensus_of,
    representative_of,
    shown_groups,
    told_cells,
    told_places,
    two_proportions_z,
)
from commkit_opinion.maps.runs.records import MapCount, MapGroup

HERE = ConsultationId(UUID(int=1))
IDS = [StatementId(UUID(int=10 + number)) for number in range(4)]
K = 5


def group(number: int, size: int) -> MapGroup:
    return MapGroup(HERE, number, size, 0.0, 0.0, 1.0)


def count(number: int, agrees: int, disagrees: int = 0, passes: int = 0, of: int = 0) -> MapCount:
    return MapCount(HERE, number, IDS[of], agrees, disagrees, passes)


def statement(number: int) -> OpinionStatement:
    made: Any = dict.fromkeys(OpinionStatement.__annotations__)
    return OpinionStatement(
        **{**made, "id": IDS[number], "number": number + 1, "body": "So.", "state": StatementState.ACCEPTED}
    )


STATEMENTS = {IDS[number]: statement(number) for number in range(4)}


def test_the_z_test_is_the_pooled_one_with_pseudo_counts() -> None:
    # (18+1)/(20+2) = 0.863636, (5+1)/(20+2) = 0.272727, pooled 25/44; by hand
    assert two_proportions_z(18, 20, 5, 20) == pytest.approx(3.9566, abs=1e-4)
    assert two_proportions_z(7, 10, 7, 10) == 0
    assert two_proportions_z(0, 0, 0, 0) == 0


def test_a_statement_represents_the_group_that_says_it_more_often() -> None:
    cells = {IDS[0]: {1: Cell(18, 2), 2: Cell(5, 15)}, IDS[1]: {1: Cell(10, 10), 2: Cell(11, 9)}}
    (first,) = representative_of(1, cells, STATEMENTS)
    assert (first.statement.id, first.stance, first.voters, first.other_voters) == (IDS[0], "agree", 20, 20)
    assert first.share == pytest.approx(19 / 22)
    assert first.others == pytest.approx(6 / 22)
    assert first.ratio == pytest.approx(19 / 6)
    (second,) = representative_of(2, cells, STATEMENTS)
    assert (second.statement.id, second.stance) == (IDS[0], "disagree")
    assert second.ratio == pytest.approx(16 / 3)


def test_consensus_is_the_lowest_share_of_a_group() -> None:
    cells = {
        IDS[0]: {1: Cell(20, 0), 2: Cell(15, 5)},
        IDS[1]: {1: Cell(0, 20), 2: Cell(1, 19)},
        IDS[2]: {1: Cell(20, 0), 2: Cell(2, 18)},
        IDS[3]: {1: Cell(20, 0)},  # of the other group nothing is told
    }
    found = consensus_of(2, cells, STATEMENTS)
    assert [(one.statement.id, one.stance) for one in found] == [(IDS[1], "disagree"), (IDS[0], "agree")]
    assert found[0].lowest == pytest.approx(20 / 22)
    assert found[1].lowest == pytest.approx(16 / 22)
    assert found[1].voters == 40


def test_small_groups_are_not_shown_nor_what_tells_of_them() -> None:
    def numbers(*sizes: int) -> list[int]:
        groups = [group(number, size) for number, size in enumerate(sizes, 1)]
        return [one.number for one in shown_groups(groups, threshold=K)]

    assert numbers(20, 10) == [1, 2]
    assert numbers(20, 10, 9, 3, 3) == [1, 2, 3], "6 together"
    assert numbers(20, 10, 9, 3) == [1, 2], "42 - 20 - 10 - 9 would be 3"
    assert numbers(20, 10, 3) == [], "one group alone has no others"
    assert numbers(10, 3) == numbers(30) == numbers() == []


def test_others_are_those_that_are_told() -> None:
    shown = [group(1, 20), group(2, 20)]
    cells = told_cells([count(1, 10), count(2, 8, 2), count(3, 2), count(0, 9)], shown, threshold=K)
    assert cells[IDS[0]] == {1: Cell(10), 2: Cell(8, 2)}
    (first, *_) = representative_of(1, {IDS[0]: {1: Cell(19, 1), 2: Cell(1, 9)}}, STATEMENTS)
    assert first.other_voters == 10
    few = told_cells([count(1, 10), count(2, 8), count(0, 2)], shown, threshold=K)
    assert few[IDS[0]] == {1: Cell(10)}, "the smaller one is left out, since the 2 could be computed"


SIZES = st.lists(st.integers(0, 12), min_size=1, max_size=6)


@given(SIZES, st.sets(st.integers(0, 5)))
@settings(max_examples=200, deadline=None)
def test_what_is_told_and_what_remains_is_about_nobody_or_enough(sizes: list[int], untold: set[int]) -> None:
    kept = {place for place in untold if place < len(sizes)}
    told = told_places(sizes, threshold=K, untold=kept)
    assert not told & kept
    assert all(sizes[place] >= K for place in told)
    rest = sum(sizes) - sum(sizes[place] for place in told)
    assert rest == 0 or rest >= K or not told


def test_control_hiding_the_small_ones_alone_tells_of_them() -> None:
    sizes = [10, 8, 2]
    told = [place for place, size in enumerate(sizes) if size >= K]
    assert 0 < sum(sizes) - sum(sizes[place] for place in told) < K
    assert hidden_groups(sizes, threshold=K) == {1, 2}


CELLS = st.tuples(*(st.integers(0, 4) for _ in range(3)))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 3)), CELLS, max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_cell_and_no_difference_of_cells_is_about_too_few(
    drawn: dict[tuple[int, int], tuple[int, int, int]],
) -> None:
    counts = [count(number, *cell, of=of) for (number, of), cell in drawn.items()]
    shown = [group(1, 20), group(2, 20), group(3, 20)]
    totals: dict[StatementId, int] = defaultdict(int)
    for one in counts:
        totals[one.statement] += one.agrees + one.disagrees + one.passes
    for id, cells in told_cells(counts, shown, threshold=K).items():
        assert all(number in (1, 2, 3) and cell.voters >= K for number, cell in cells.items())
        rest = totals[id] - sum(cell.voters for cell in cells.values())
        assert rest == 0 or rest >= K or not cells
