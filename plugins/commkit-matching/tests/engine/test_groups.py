"""Groups: nobody twice, sizes kept, nobody with whom they must not be, and as even as they are said to be."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commkit_matching import (
    Market,
    Method,
    balance_groups,
    even_teams,
    form_groups,
    group_sizes,
    solve,
)
from tests.matching_markets import candidate, kind_of, markets

STRENGTHS = st.lists(st.integers(0, 100), min_size=2, max_size=12)


def unevenness(groups: Sequence[Sequence[int]], strength: Mapping[int, float]) -> float:
    """The sum of the squared distances of the groups' means from the mean of these; told by the definition."""
    means = [sum(strength[one] for one in group) / len(group) for group in groups if group]
    middle = sum(means) / len(means) if means else 0.0
    return sum((mean - middle) ** 2 for mean in means)


@given(st.integers(0, 60), st.integers(2, 8), st.integers(0, 5))
def test_sizes_fit_and_leave_out_as_few_as_can_be(people: int, smallest: int, further: int) -> None:
    largest = smallest + further
    sizes = group_sizes(people, smallest, largest)
    assert all(smallest <= size <= largest for size in sizes)
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    best = max(min(people, groups * largest) for groups in range(people + 1) if groups * smallest <= people)
    assert sum(sizes) == best


@given(
    st.integers(0, 12),
    st.integers(2, 4),
    st.integers(0, 2),
    st.frozensets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20),
)
@settings(max_examples=80)
def test_nobody_is_in_two_groups_nor_with_whom_they_must_not_be(
    people: int, smallest: int, further: int, apart: frozenset[tuple[int, int]]
) -> None:
    def allowed(one: int, another: int) -> bool:
        return (one, another) not in apart and (another, one) not in apart

    groups = form_groups(
        range(people),
        smallest=smallest,
        largest=smallest + further,
        allowed=allowed,
        liking=lambda one, another: (one * another) % 7 / 7,
    )
    placed = [one for group in groups for one in group]
    assert len(set(placed)) == len(placed)
    assert all(smallest <= len(group) <= smallest + further for group in groups)
    assert all(allowed(*pair) for group in groups for pair in combinations(group, 2))


def test_without_limits_all_are_placed_whom_sizes_allow() -> None:
    for people in range(4, 30):
        groups = form_groups(
            range(people),
            smallest=3,
            largest=5,
            allowed=lambda one, another: True,
            liking=lambda one, another: 0.5,
        )
        assert sum(map(len, groups)) == sum(group_sizes(people, 3, 5))


@given(
    STRENGTHS, st.integers(1, 4), st.frozensets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=8)
)
@settings(max_examples=80, deadline=None)
def test_balancing_keeps_sizes_and_limits_and_never_makes_it_worse(
    numbers: list[int], groups: int, apart: frozenset[tuple[int, int]]
) -> None:
    strength = dict(enumerate(map(float, numbers)))

    def allowed(one: int, another: int) -> bool:
        return (one, another) not in apart and (another, one) not in apart

    before: list[list[int]] = [[] for _ in range(groups)]
    for one in strength:
        fit = [group for group in before if all(allowed(one, other) for other in group)]
        if fit:
            min(fit, key=len).append(one)
    after = balance_groups(before, strength, allowed)
    assert [len(group) for group in after] == [len(group) for group in before]
    assert sorted(one for group in after for one in group) == sorted(one for group in before for one in group)
    assert all(allowed(*pair) for group in after for pair in combinations(group, 2))
    assert unevenness(after, strength) <= unevenness(before, strength) + 1e-6


@given(STRENGTHS, st.integers(2, 3))
@settings(max_examples=60, deadline=None)
def test_no_single_swap_makes_teams_more_even(numbers: list[int], teams: int) -> None:
    if len(numbers) < teams:
        return
    strength = dict(enumerate(map(float, numbers)))
    found = even_teams(list(strength), strength, teams)
    sizes = [len(team) for team in found]
    assert sum(sizes) == len(numbers)
    assert max(sizes) - min(sizes) <= 1
    for one, another in combinations(range(teams), 2):
        for here, there in ((h, t) for h in range(len(found[one])) for t in range(len(found[another]))):
            swapped = [list(team) for team in found]
            swapped[one][here], swapped[another][there] = found[another][there], found[one][here]
            assert unevenness(swapped, strength) >= unevenness(found, strength) - 1e-6


def test_two_teams_of_equal_sums_are_found() -> None:
    teams = even_teams("abcdef", {"a": 9, "b": 8, "c": 5, "d": 4, "e": 2, "f": 2}, 2)
    assert [sum({"a": 9, "b": 8, "c": 5, "d": 4, "e": 2, "f": 2}[one] for one in team) for team in teams] == [
        15,
        15,
    ]


def found_groups(market: Market) -> list[list[Any]]:
    return [[seat.candidate for seat in proposal] for proposal in solve(market)]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_round_of_groups_breaks_a_limit(data: st.DataObject) -> None:
    kinds = [
        kind_of(Method.GROUPS, smallest=2, largest=3),
        kind_of(Method.GROUPS, smallest=3, largest=4, balanced_by="rating"),
        kind_of(Method.GROUPS, smallest=2, largest=4, balanced_by="rating", teams=2),
    ]
    market = data.draw(markets(data.draw(st.sampled_from(kinds)), most_places=1))
    groups = found_groups(market)
    placed = [each.place for group in groups for each in group]
    assert len(set(placed)) == len(placed)
    for group in groups:
        assert market.kind.smallest <= len(group) <= market.kind.largest
        assert all(each.places for each in group)
        assert all(market.allows(*pair) for pair in combinations(group, 2))


def test_parties_have_teams_of_even_strength() -> None:
    kind = kind_of(Method.GROUPS, smallest=4, largest=4, balanced_by="rating", teams=2)
    ratings = (40, 10, 30, 20)
    people = tuple(candidate(n, values={"rating": rating}) for n, rating in enumerate(ratings, 1))
    (party,) = solve(Market(kind=kind, candidates=people, apart={}, seed=b""))
    sums = [
        sum(float(str(seat.candidate.values["rating"])) for seat in party if seat.team == team)
        for team in (0, 1)
    ]
    assert sums == [50, 50]


def test_who_was_left_out_is_in_a_group_first() -> None:
    kind = kind_of(Method.GROUPS, smallest=3, largest=3)
    people = tuple(candidate(n, left_out=n // 3) for n in range(1, 5))
    for seed in (b"a", b"b", b"c", b"d"):
        (group,) = found_groups(Market(kind=kind, candidates=people, apart={}, seed=seed))
        assert people[3] in group
        assert people[2] in group
