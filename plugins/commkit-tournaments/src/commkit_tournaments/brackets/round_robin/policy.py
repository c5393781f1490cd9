"""The nodes of a round robin, by the circle method; no database."""

from collections.abc import Mapping, Sequence

from commkit_tournaments.brackets.elimination.policy import counted, walk_over
from commkit_tournaments.brackets.records import BracketMatch, BracketMatchState, Node, Outcome, Stage


def circle(entrants: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Rounds in which each of some entrants meets each other one once, and nobody twice in a round.

    With an odd number, one of them rests in each round. Sides change from round to round.

    Args:
        entrants: The entrants, in the order of their seeds.
    """
    ring: list[int | None] = list(entrants)
    if len(ring) % 2:
        ring.append(None)
    half, rounds = len(ring) // 2, []
    for turn in range(len(ring) - 1):
        pairs = zip(ring[:half], reversed(ring[half:]), strict=True)
        met = [(a, b) for a, b in pairs if a is not None and b is not None]
        rounds.append([(b, a) for a, b in met] if turn % 2 else met)
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return rounds


def round_robin(
    entrants: Sequence[int], *, legs: int, stage: Stage = Stage.TABLE, prefix: str = "R", group: int = 0
) -> list[Node]:
    """All matches of a round robin.

    Args:
        entrants: The entrants, in the order of their seeds.
        legs: How often everybody meets everybody; the sides change.
        stage: The part of the tournament.
        prefix: What keys begin with.
        group: The number of the group; 0 for none.
    """
    rounds = circle(entrants)
    everything = [
        pairs if leg % 2 == 0 else [(away, home) for home, away in pairs]
        for leg in range(legs)
        for pairs in rounds
    ]
    return [
        Node(
            key=f"{prefix}{round}-{number}", stage=stage, round=round, number=number, feeds=pair, group=group
        )
        for round, pairs in enumerate(everything, start=1)
        for number, pair in enumerate(pairs, start=1)
    ]


def table_match(
    node: Node, outcomes: Mapping[str, Outcome], withdrawn: Sequence[int]
) -> tuple[BracketMatch, bool]:
    """A match of a table with its outcome, and whether an outcome is told that does not count.

    Draws count.

    Args:
        node: The match; its sides are seeds.
        outcomes: The outcomes by key.
        withdrawn: Who dropped out, in this order.
    """
    sides = (_seed(node, 0), _seed(node, 1))
    if 0 in sides:
        return BracketMatch(node=node, sides=sides, state=BracketMatchState.BYE), node.key in outcomes
    given = outcomes.get(node.key)
    outcome = counted(given, sides, needs_winner=False)
    is_void = given is not None and outcome is None
    if outcome is None:
        outcome = walk_over(sides, withdrawn)
    state = BracketMatchState.READY if outcome is None else BracketMatchState.DONE
    return BracketMatch(node=node, sides=sides, state=state, outcome=outcome), is_void


def _seed(node: Node, side: int) -> int:
    feed = node.feeds[side]
    assert isinstance(feed, int)
    return feed
