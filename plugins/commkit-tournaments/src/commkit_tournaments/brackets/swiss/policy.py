"""Swiss rounds: who meets whom; no database.

A round is a matching of the greatest weight: everybody meets somebody with about as many points whom they have not met,
the upper half of a score group the lower half of it. A rematch is paired only where there is no round without, and a
second bye only where everybody has had one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import field, frozen

from commkit_tournaments.brackets.records import NOBODY, BracketMatch, Node, Stage, Standing

_POINT, _BYE_PLACE = 10_000, 1
"""What a difference of one point weighs beside one of places within a score group."""
_REMATCH = 10**9
"""What a rematch weighs: more than all that is not repeated in a round."""
_SECOND_BYE = 10**12
"""What a second bye weighs: more than rematches of everybody; each has one bye while anybody has had none."""
_NEAREST = 12
"""How many opponents of each entrant are looked at first; twice as many each time until there is a round."""


def round_count(entrants: int, rounds: int) -> int:
    """How many rounds are played.

    Args:
        entrants: How many entrants.
        rounds: How many are wanted; 0 for log2 of the entrants, rounded up.
    """
    if entrants < 2:
        return 0
    most = entrants if entrants % 2 else entrants - 1
    return min(rounds or (entrants - 1).bit_length(), most)


def swiss_round(round: int, pairs: Sequence[tuple[int, int]]) -> list[Node]:
    """The matches of a round.

    Args:
        round: Its number, from 1.
        pairs: Who meets whom; 0 for nobody.
    """
    return [
        Node(key=f"S{round}-{number}", stage=Stage.TABLE, round=round, number=number, feeds=pair)
        for number, pair in enumerate(pairs, start=1)
    ]


@frozen
class _Past:
    """What was played: who met whom, and who had a bye."""

    met: set[frozenset[int]] = field(factory=set)
    had_bye: set[int] = field(factory=set)


def _past_of(matches: Iterable[BracketMatch]) -> _Past:
    past = _Past()
    for match in matches:
        first, second = match.sides
        if NOBODY in (first, second):
            past.had_bye.add(first or second or NOBODY)
        elif first is not None and second is not None:
            past.met.add(frozenset((first, second)))
    return past


def pair_round(
    standings: Sequence[Standing], matches: Collection[BracketMatch], *, active: Collection[int]
) -> tuple[tuple[int, int], ...]:
    """The pairs of the next round, those of the best first; with an odd number one has a bye.

    Args:
        standings: Who stands where.
        matches: The matches of the rounds before.
        active: Who plays on.
    """
    lines = [line for line in standings if line.seed in active]
    order = [line.seed for line in lines]
    if len(order) < 2:
        return ()
    costs = _costs(lines, _past_of(matches), with_bye=len(order) % 2 == 1)
    partners = _matching(order, costs, with_bye=len(order) % 2 == 1)
    rank = {seed: place for place, seed in enumerate(order)}
    pairs = {tuple(sorted((a, b), key=lambda seed: rank.get(seed, len(rank)))) for a, b in partners}
    return tuple((a, b) for a, b in sorted(pairs, key=lambda pair: (pair[1] == NOBODY, rank[pair[0]])))


def _costs(lines: Sequence[Standing], past: _Past, *, with_bye: bool) -> dict[int, dict[int, int]]:
    """What it costs to let two meet, or to give one a bye, for everybody and everybody below them."""
    groups: dict[int, list[int]] = {}
    for line in lines:
        groups.setdefault(line.points, []).append(line.seed)
    place = {seed: index for group in groups.values() for index, seed in enumerate(group)}
    found: dict[int, dict[int, int]] = {}
    for index, line in enumerate(lines):
        half = len(groups[line.points]) // 2
        costs = found.setdefault(line.seed, {})
        for other in lines[index + 1 :]:
            apart = line.points - other.points
            near = abs(place[line.seed] - place[other.seed]) - half if not apart else place[other.seed]
            again = frozenset((line.seed, other.seed)) in past.met
            costs[other.seed] = apart * apart * _POINT + abs(near) + again * _REMATCH
        if with_bye:
            better_than = len(lines) - 1 - index
            costs[NOBODY] = better_than * _POINT + _BYE_PLACE + (line.seed in past.had_bye) * _SECOND_BYE
    return found


def _matching(
    order: Sequence[int], costs: Mapping[int, Mapping[int, int]], *, with_bye: bool
) -> set[tuple[int, int]]:
    """Pairs of everybody, at the lowest costs among the nearest opponents of each."""
    import networkx as nx  # noqa: PLC0415  # a fifth of a second, which only who pairs a round waits for

    around: dict[int, list[tuple[int, int]]] = {
        seed: [] for seed in [*order, *([NOBODY] if with_bye else [])]
    }
    for seed, others in costs.items():
        for other, cost in others.items():
            around[seed].append((cost, other))
            around[other].append((cost, seed))
    for known in around.values():
        known.sort()
    people = len(around)
    nearest = _NEAREST
    while True:
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(around)
        everything = nearest >= people
        for seed, known in around.items():
            for cost, other in known[:nearest]:
                if everything or cost < _REMATCH:
                    graph.add_edge(seed, other, weight=-cost)
        pairs: set[tuple[int, int]] = nx.max_weight_matching(graph, maxcardinality=True)
        if 2 * len(pairs) == people or everything:
            return pairs
        nearest *= 2
