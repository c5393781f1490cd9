"""The nodes of a double elimination; no database.

The losers' bracket of `n` places has two rounds for each round of the winners' bracket but the first: in one, those who
come out of the winners' bracket meet those who are there; in the other, the winners of these meet each other.

Whoever comes down is crossed over, so that they meet again as late as possible whom they met above. Blocks of the
winners' bracket and places of the losers' bracket are both numbered from 0. The loser of block `j` takes the place
`j ^ c`, one number `c` for each round. If place `i` may hold entrants of the blocks `i ^ x` for all `x` of a set, those
who met can meet again after `bit_length(c ^ x)` further rounds at the earliest: `c` is the number for which the lowest
of these is highest.
"""

from collections.abc import Collection, Sequence

from commkit_tournaments.brackets.elimination.policy import PER_ROUND, bracket_size, winners_bracket
from commkit_tournaments.brackets.records import Feed, Node, Source, Stage


def crossing(places: int, met: Collection[int]) -> int:
    """The number that losers of a round are crossed over by.

    Args:
        places: The places of the round, a power of two.
        met: The numbers by which the blocks lie away that the entrants of a place may come from.
    """
    return max(range(places), key=lambda number: min((number ^ each).bit_length() for each in met))


def losers_bracket(size: int) -> list[Node]:
    """The rounds of those who have lost once.

    Args:
        size: The places of the winners' bracket, a power of two, 4 or more.
    """
    rounds, nodes = size.bit_length() - 1, []
    held: list[Source] = [Source(f"W1-{number}", winner=False) for number in range(1, size // 2 + 1)]
    met: set[int] = {0}
    round = 1
    for above in range(2, rounds + 1):
        nodes += _round(round, held[::2], held[1::2])
        places = len(held) // 2
        number = crossing(places, met)
        down = [Source(f"W{above}-{(place ^ number) + 1}", winner=False) for place in range(places)]
        nodes += _round(round + 1, down, [Source(f"L{round}-{place + 1}") for place in range(places)])
        held = [Source(f"L{round + 1}-{place + 1}") for place in range(places)]
        met = {each >> 1 for each in met | {number}}
        round += 2
    return nodes


def _round(round: int, first: Sequence[Feed], second: Sequence[Feed]) -> list[Node]:
    return [
        Node(
            key=f"L{round}-{number}",
            stage=Stage.LOSERS,
            round=round,
            number=number,
            feeds=feeds,
            level=PER_ROUND * round,
        )
        for number, feeds in enumerate(zip(first, second, strict=True), start=1)
    ]


def double_elimination(feeds: Sequence[Feed], *, reset: bool) -> list[Node]:
    """All matches of a double elimination, in an order in which they can be played.

    Args:
        feeds: Where the entrants come from, the best seed first.
        reset: Whether who comes from the losers' bracket must win the grand final twice.
    """
    size = bracket_size(len(feeds))
    if size == 1:
        return []
    above = [_goes_on(node) for node in winners_bracket(feeds)]
    below = losers_bracket(size) if size > 2 else []
    rounds = size.bit_length() - 1
    second = Source(below[-1].key) if below else Source("W1-1", winner=False)
    level = PER_ROUND * (2 * rounds)
    final = Node(
        key="F1-1",
        stage=Stage.FINAL,
        round=1,
        number=1,
        feeds=(Source(f"W{rounds}-1"), second),
        level=level,
        decides=True,
    )
    again = Node(
        key="F2-1",
        stage=Stage.FINAL,
        round=2,
        number=1,
        feeds=(Source("F1-1", winner=False), Source("F1-1")),
        level=level,
        decides=True,
        reset_of="F1-1",
    )
    return [*_in_turn(above, below), final, *([again] if reset else [])]


def _goes_on(node: Node) -> Node:
    return Node(
        key=node.key, stage=node.stage, round=node.round, number=node.number, feeds=node.feeds, level=0
    )


def _in_turn(above: Sequence[Node], below: Sequence[Node]) -> list[Node]:
    """Each round of the losers' bracket behind the round of the winners' bracket that it waits for."""

    def turn(node: Node) -> tuple[int, int, int]:
        if node.stage is Stage.WINNERS:
            return (node.round, 0, node.number)
        return (node.round // 2 + 1, node.round, node.number)

    return sorted([*above, *below], key=turn)
