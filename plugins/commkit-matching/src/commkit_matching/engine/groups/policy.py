"""Groups: their sizes, who is in which, and how even they are. All of it is deterministic."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Allowed = Callable[[K, K], bool]
_ROUNDS = 50
"""Passes over all swaps, at most; each makes something better, and few are needed."""
_LITTLE = 1e-9
"""What is no improvement: it may be an error of rounding."""


def group_sizes(people: int, smallest: int, largest: int) -> tuple[int, ...]:
    """The sizes of groups that take in as many people as can be, in as few groups as that needs, as even as can be.

    Args:
        people: How many there are.
        smallest: How many a group has at least.
        largest: How many at most.
    """
    fewest = -(-people // largest)
    groups = fewest if fewest * smallest <= people else people // smallest
    placed = min(people, groups * largest)
    return tuple(placed // groups + (number < placed % groups) for number in range(groups)) if groups else ()


def form_groups(
    people: Sequence[K],
    *,
    smallest: int,
    largest: int,
    allowed: Allowed[K],
    liking: Callable[[K, K], float],
) -> list[list[K]]:
    """Groups of some people; nobody is in two, and no two are together who may not be.

    Each in turn joins the group that likes them best among those where all may be with them and a place is left. Groups
    that stay too small are dissolved, and who was in them joins others with room. It is a heuristic: with limits, to
    place as many as can be takes too long to compute.

    Args:
        people: Who, those who come first ahead.
        smallest: How many a group has at least.
        largest: How many at most.
        allowed: Whether two may be together; symmetric.
        liking: How well two fit, symmetric, the higher the better.
    """
    sizes = group_sizes(len(people), smallest, largest)
    groups: list[list[K]] = [[] for _ in sizes]
    left: list[K] = []
    for person in people:
        place = _best_place(person, groups, sizes, allowed, liking)
        if place is None:
            left.append(person)
        else:
            groups[place].append(person)
    for group in [group for group in groups if len(group) < smallest]:
        groups.remove(group)
        left = group + left
    room = (largest,) * len(groups)
    for person in left:
        place = _best_place(person, groups, room, allowed, liking)
        if place is not None:
            groups[place].append(person)
    return groups


def _best_place(
    person: K,
    groups: Sequence[Sequence[K]],
    sizes: Sequence[int],
    allowed: Allowed[K],
    liking: Callable[[K, K], float],
) -> int | None:
    def fit(place: int) -> tuple[float, float, int]:
        group = groups[place]
        mean = sum(liking(person, other) for other in group) / len(group) if group else 0.5
        return (mean, -len(group) / sizes[place], -place)

    free = [
        place
        for place, group in enumerate(groups)
        if len(group) < sizes[place] and all(allowed(person, other) for other in group)
    ]
    return max(free, key=fit) if free else None


def balance_groups(
    groups: Sequence[Sequence[K]], strength: Mapping[K, float], allowed: Allowed[K]
) -> list[list[K]]:
    """Swap people between groups while that makes the groups more even; sizes stay, and limits hold.

    Args:
        groups: Groups in which all may be together.
        strength: The number of each.
        allowed: Whether two may be together; symmetric.
    """
    found = [list(group) for group in groups]
    filled = [group for group in found if group]
    for _ in range(_ROUNDS):
        swapped = False
        means = [sum(strength[one] for one in group) / len(group) for group in filled]
        for places in combinations(range(len(filled)), 2):
            one, another = (filled[place] for place in places)
            swap = _best_swap(one, another, means, places, strength=strength, allowed=allowed)
            if swap is not None:
                here, there = swap
                one[here], another[there] = another[there], one[here]
                for place in places:
                    means[place] = sum(strength[person] for person in filled[place]) / len(filled[place])
                swapped = True
        if not swapped:
            break
    return found


def _best_swap(
    one: Sequence[K],
    another: Sequence[K],
    means: Sequence[float],
    places: tuple[int, int],
    *,
    strength: Mapping[K, float],
    allowed: Allowed[K],
) -> tuple[int, int] | None:
    """The swap of two groups that makes all most even, if one makes them more even.

    Of all groups two change: the sum of squared distances is `sum m^2 - (sum m)^2 / groups`, so what they add to both
    sums is enough to compare swaps by.
    """
    first, second = means[places[0]], means[places[1]]
    count, rest = len(means), sum(means) - first - second
    squares = first**2 + second**2 - (rest + first + second) ** 2 / count
    best, swap = squares - _LITTLE, None
    for here, goes in enumerate(one):
        for there, comes in enumerate(another):
            more = strength[comes] - strength[goes]
            new, old = first + more / len(one), second - more / len(another)
            after = new**2 + old**2 - (rest + new + old) ** 2 / count
            if after < best and _may_swap(one, another, goes, comes, allowed):
                best, swap = after, (here, there)
    return swap


def _may_swap(one: Sequence[K], another: Sequence[K], goes: K, comes: K, allowed: Allowed[K]) -> bool:
    return all(allowed(comes, other) for other in one if other != goes) and all(
        allowed(goes, other) for other in another if other != comes
    )


def even_teams(people: Sequence[K], strength: Mapping[K, float], teams: int) -> list[list[K]]:
    """Teams of people that are as even as the engine finds; sizes differ by one at most.

    The strongest are dealt out in turn, forth and back, and then two are swapped while that makes the teams more even.

    Args:
        people: Who, at least one for each team.
        strength: The number of each.
        teams: How many teams.
    """
    ranked = sorted(people, key=lambda one: -strength[one])
    found: list[list[K]] = [[] for _ in range(teams)]
    for number, one in enumerate(ranked):
        lap, place = divmod(number, teams)
        found[place if lap % 2 == 0 else teams - 1 - place].append(one)
    return balance_groups(found, strength, lambda one, another: True)
