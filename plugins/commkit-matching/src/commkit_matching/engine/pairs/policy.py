"""Pairs of two: greedy, and stable with places on both sides."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def greedy_pairs(ranked: Iterable[tuple[K, K]], places: Mapping[K, int]) -> list[tuple[K, K]]:
    """Take pairs in order while both have a place left.

    What it gives is maximal: no pair is left of which both have a place. Where all rank pairs by one number, as the
    mean of both scores, and they are given in that order, no two prefer each other to whom they got.

    Args:
        ranked: Pairs that may be, the best first.
        places: How many places each has.
    """
    left, taken = dict(places), list[tuple[K, K]]()
    for one, another in ranked:
        if left[one] > 0 and left[another] > 0:
            left[one] -= 1
            left[another] -= 1
            taken.append((one, another))
    return taken


def stable_pairs(
    choosing: Mapping[K, Sequence[K]], chosen: Mapping[K, Sequence[K]], places: Mapping[K, int]
) -> list[tuple[K, K]]:
    """Stable pairs of two sides, the best for the side that chooses; both may have several places.

    Deferred acceptance: who chooses asks one after the other, best first, until their places are full; who is asked
    keeps the best so far and lets the others go. In the end nobody on one side and nobody on the other prefer each
    other to somebody they got, or to an empty place.

    Source: D. Gale, L. S. Shapley, College Admissions and the Stability of Marriage, American Mathematical Monthly
    69(1), 1962, 9-15; for places on both sides A. E. Roth, Stability and Polarization of Interests in Job Matching,
    Econometrica 52(1), 1984, 47-57.

    Args:
        choosing: Whom each of the first side would have, the best first.
        chosen: The same of the second side; a pair of which only one names the other is none.
        places: How many places each has, of both sides.

    Returns:
        The pairs, those of the first side ahead, in the order of `choosing` and its lists.
    """
    rank = {one: {other: place for place, other in enumerate(ranking)} for one, ranking in chosen.items()}
    kept: dict[K, list[tuple[int, int, K]]] = {one: [] for one in chosen}  # heaps, the worst on top
    order = {one: number for number, one in enumerate(choosing)}
    next_of, free = dict.fromkeys(choosing, 0), {one: places[one] for one in choosing}
    asking = list(choosing)[::-1]
    while asking:
        one = asking[-1]
        ranking = choosing[one]
        if free[one] <= 0 or next_of[one] >= len(ranking):
            asking.pop()
            continue
        other = ranking[next_of[one]]
        next_of[one] += 1
        place = rank.get(other, {}).get(one)
        if place is None or places[other] <= 0:
            continue
        heappush(kept[other], (-place, -order[one], one))
        free[one] -= 1
        if len(kept[other]) > places[other]:
            let_go = heappop(kept[other])[2]
            free[let_go] += 1
            asking.append(let_go)
    got = {one: set[K]() for one in choosing}
    for other, ones in kept.items():
        for _, _, one in ones:
            got[one].add(other)
    return [(one, other) for one, ranking in choosing.items() for other in ranking if other in got[one]]
