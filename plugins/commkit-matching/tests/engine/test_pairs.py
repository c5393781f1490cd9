"""Pairs: stable where they are said to be, never more than there are places, and never who is kept apart."""

from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commkit_matching import Market, Method, greedy_pairs, solve, stable_pairs
from tests.matching_markets import FIRST, SECOND, candidate, kind_of, markets

RANKINGS = st.integers(0, 5).flatmap(
    lambda n: st.tuples(
        st.lists(st.permutations(range(10, 10 + n)), min_size=n, max_size=n),
        st.lists(st.permutations(range(n)), min_size=n, max_size=n),
        st.lists(st.integers(0, 3), min_size=2 * n, max_size=2 * n),
        st.frozensets(st.tuples(st.integers(0, 5), st.integers(10, 15))),
    )
)


def blocking_pairs(
    pairs: list[tuple[int, int]],
    ones: dict[int, list[int]],
    others: dict[int, list[int]],
    places: dict[int, int],
) -> list[tuple[int, int]]:
    """Those who both prefer each other to somebody they got, or to an empty place; told by the definition."""
    got: dict[int, list[int]] = {one: [] for one in places}
    for one, other in pairs:
        got[one].append(other)
        got[other].append(one)

    def wants(one: int, other: int, ranking: list[int]) -> bool:
        worse = [mine for mine in got[one] if ranking.index(mine) > ranking.index(other)]
        return len(got[one]) < places[one] or bool(worse)

    return [
        (one, other)
        for one, ranking in ones.items()
        for other in ranking
        if one in others[other]
        and other not in got[one]
        and wants(one, other, ranking)
        and wants(other, one, others[other])
    ]


@given(RANKINGS)
@settings(max_examples=100)
def test_no_pair_blocks_a_stable_matching(drawn: Any) -> None:
    first, second, counts, refused = drawn
    ones = {n: [other for other in ranking if (n, other) not in refused] for n, ranking in enumerate(first)}
    others = {
        10 + n: [one for one in ranking if (one, 10 + n) not in refused] for n, ranking in enumerate(second)
    }
    places = dict(zip([*ones, *others], counts, strict=True))
    pairs = stable_pairs(ones, others, places)
    assert len(set(pairs)) == len(pairs)
    assert not [pair for pair in pairs if pair in refused]
    taken = Counter(one for pair in pairs for one in pair)
    assert all(taken[one] <= places[one] for one in places)
    assert blocking_pairs(pairs, ones, others, places) == []


def test_control_what_is_not_stable_is_found() -> None:
    ones, others = {0: [10, 11], 1: [10, 11]}, {10: [0, 1], 11: [0, 1]}
    assert blocking_pairs([(0, 11), (1, 10)], ones, others, dict.fromkeys((0, 1, 10, 11), 1)) == [(0, 10)]


def test_the_example_of_gale_and_shapley() -> None:
    """Three and three, where each of the first side gets their first choice (their example 1)."""
    ones = {1: [11, 12, 13], 2: [12, 13, 11], 3: [13, 11, 12]}
    others = {11: [2, 3, 1], 12: [3, 1, 2], 13: [1, 2, 3]}
    places = dict.fromkeys((*ones, *others), 1)
    assert stable_pairs(ones, others, places) == [(1, 11), (2, 12), (3, 13)]
    assert stable_pairs(others, ones, places) == [(11, 2), (12, 3), (13, 1)]


@given(
    st.lists(st.sampled_from(list(combinations(range(6), 2))), unique=True),
    st.lists(st.integers(0, 2), min_size=6, max_size=6),
)
@settings(max_examples=100)
def test_greedy_pairs_leave_no_pair_that_could_be(ranked: list[tuple[int, int]], counts: list[int]) -> None:
    pairs = greedy_pairs(ranked, dict(enumerate(counts)))
    taken = Counter(one for pair in pairs for one in pair)
    assert all(taken[one] <= count for one, count in enumerate(counts))
    assert all(pair in pairs or any(taken[one] >= counts[one] for one in pair) for pair in ranked)


def members_of(market: Market) -> list[tuple[Any, ...]]:
    return [tuple(seat.candidate for seat in proposal) for proposal in solve(market)]


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_round_breaks_a_limit_or_exceeds_places(data: st.DataObject) -> None:
    kinds = [kind_of(), kind_of(two_sided=True), kind_of(Method.STABLE), kind_of(fair=False, spread=2.0)]
    market = data.draw(markets(data.draw(st.sampled_from(kinds))))
    pairs = members_of(market)
    taken = Counter(each.place for pair in pairs for each in pair)
    assert all(taken[each.place] <= each.places for each in market.candidates)
    for one, other in pairs:
        assert one.member != other.member
        assert one.values["band"] == other.values["band"]
        assert frozenset((one.member, other.member)) not in market.apart[""]
        assert (one.side != other.side) is market.kind.is_two_sided
    assert len({frozenset(each.place for each in pair) for pair in pairs}) == len(pairs)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_equal_input_gives_equal_output_in_whatever_order(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([kind_of(two_sided=True), kind_of(Method.STABLE)]))
    market = data.draw(markets(kind))
    mixed = Market(
        kind=market.kind,
        candidates=tuple(data.draw(st.permutations(market.candidates))),
        apart=market.apart,
        seed=market.seed,
    )

    def found(of: Market) -> set[frozenset[Any]]:
        return {frozenset(each.place for each in pair) for pair in members_of(of)}

    assert found(market) == found(mixed)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_stable_round_is_stable_by_preferences_where_nobody_waited(data: st.DataObject) -> None:
    market = data.draw(markets(kind_of(Method.STABLE, fair=False)))
    pairs = members_of(market)
    got: dict[Any, list[Any]] = {each.place: [] for each in market.candidates}
    for one, other in pairs:
        got[one.place].append(other)
        got[other.place].append(one)

    def wants(one: Any, other: Any) -> bool:
        worst = min((market.liking(one, mine) for mine in got[one.place]), default=2.0)
        return len(got[one.place]) < one.places or market.liking(one, other) > worst + 1e-6

    assert not [
        (one, other)
        for one in market.candidates
        for other in market.candidates
        if one.side == FIRST
        and other.side == SECOND
        and market.allows(one, other)
        and other not in got[one.place]
        and wants(one, other)
        and wants(other, one)
    ]


def test_who_was_left_out_comes_first_whatever_others_prefer() -> None:
    for kind in (kind_of(two_sided=True), kind_of(Method.STABLE)):
        mentor = candidate(9, SECOND, values={"likes": "900000000000"})
        waiting, liked = candidate(1, left_out=2), candidate(12, left_out=0)
        market = Market(kind=kind, candidates=(mentor, liked, waiting), apart={}, seed=b"")
        (pair,) = members_of(market)
        assert waiting in pair


def test_control_without_fairness_the_liked_one_is_taken() -> None:
    mentor = candidate(9, SECOND, values={"likes": "900000000000"})
    waiting, liked = candidate(1, left_out=2), candidate(12, left_out=0)
    kind = kind_of(Method.STABLE, fair=False)
    (pair,) = members_of(Market(kind=kind, candidates=(mentor, liked, waiting), apart={}, seed=b""))
    assert liked in pair


def test_attention_is_spread_where_the_kind_says_so() -> None:
    seen, unseen = candidate(1, exposure=9), candidate(2, exposure=0)
    other = candidate(9, SECOND, values={"likes": "050000000000"})
    for spread, expected in ((0.0, seen), (5.0, unseen)):
        kind = kind_of(two_sided=True, spread=spread)
        (pair,) = members_of(Market(kind=kind, candidates=(seen, unseen, other), apart={}, seed=b""))
        assert expected in pair


def test_parts_add_up_to_how_much_one_prefers_the_other() -> None:
    one, other = candidate(1, values={"likes": "000000009000"}), candidate(8, SECOND)
    market = Market(kind=kind_of(two_sided=True, spread=1.0), candidates=(one, other), apart={}, seed=b"")
    (proposal,) = solve(market)
    mine = next(seat for seat in proposal if seat.candidate is one)
    assert [(part.preference, part.weight, part.score) for part in mine.parts] == [
        ("likes", 0.5, 1.0),
        ("matching.spread", 0.5, 1.0),
    ]
    assert sum(part.weight * part.score for part in mine.parts) == market.liking(one, other)
