"""Who stands where, from the matches; no database.

Tables count 2 points for a win, 1 for a draw and 2 for a bye, which are the 1, 1/2 and 1 of chess doubled.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from commkit_tournaments.brackets.elimination.policy import PER_ROUND
from commkit_tournaments.brackets.records import (
    BracketMatch,
    BracketMatchState,
    How,
    Outcome,
    Stage,
    Standing,
)

WIN, DRAW = 2, 1
"""Points of a win and of a draw."""


@frozen
class _Result:
    """A match from the side of one entrant; a bye has no opponent."""

    opponent: int
    points: int
    won: bool
    drawn: bool
    difference: int


def _results_of(matches: Iterable[BracketMatch]) -> dict[int, list[_Result]]:
    found: defaultdict[int, list[_Result]] = defaultdict(list)
    for match in matches:
        if match.state is BracketMatchState.BYE and match.winner:
            found[match.winner].append(_Result(0, WIN, won=False, drawn=False, difference=0))
        elif match.outcome is not None:
            for side in (0, 1):
                found[match.outcome.sides[side]].append(_result(match.outcome, side))
    return found


def _result(outcome: Outcome, side: int) -> _Result:
    won = outcome.winner == outcome.sides[side]
    drawn = outcome.winner is None and outcome.how is not How.ABSENT
    return _Result(
        opponent=outcome.sides[1 - side],
        points=WIN if won else DRAW if drawn else 0,
        won=won,
        drawn=drawn,
        difference=outcome.scores[side] - outcome.scores[1 - side],
    )


def table(entrants: Iterable[int], matches: Sequence[BracketMatch], *, group: int = 0) -> list[Standing]:
    """The standings of a round robin: by points, points against those with as many, wins, difference, seed.

    Args:
        entrants: Who is in it.
        matches: Its matches.
        group: The number of the group; 0 for none.
    """
    results = _results_of(matches)
    lines = [_line(seed, results, group) for seed in entrants]
    alike: defaultdict[int, set[int]] = defaultdict(set)
    for line in lines:
        alike[line.points].add(line.seed)
    lines = [
        evolve(
            line,
            head_to_head=sum(
                each.points for each in results[line.seed] if each.opponent in alike[line.points]
            ),
        )
        for line in lines
    ]
    lines.sort(key=lambda line: (-line.points, -line.head_to_head, -line.wins, -line.difference, line.seed))
    return [evolve(line, place=place) for place, line in enumerate(lines, start=1)]


def swiss_table(entrants: Iterable[int], matches: Sequence[BracketMatch]) -> list[Standing]:
    """The standings of Swiss rounds: by points, Buchholz, median Buchholz, opponents' wins, seed.

    Args:
        entrants: Who is in it.
        matches: Its matches.
    """
    results = _results_of(matches)
    lines = {seed: _line(seed, results, 0) for seed in entrants}
    found = []
    for seed, line in lines.items():
        met = [lines[result.opponent] for result in results.get(seed, ()) if result.opponent]
        points = sorted(opponent.points for opponent in met)
        found.append(
            evolve(
                line,
                buchholz=sum(points),
                median=sum(points[1:-1] if len(points) > 2 else points),
                opponents_wins=sum(opponent.wins for opponent in met),
            )
        )
    found.sort(key=lambda line: (-line.points, -line.buchholz, -line.median, -line.opponents_wins, line.seed))
    return [evolve(line, place=place) for place, line in enumerate(found, start=1)]


def _line(seed: int, results: dict[int, list[_Result]], group: int) -> Standing:
    mine = results.get(seed, [])
    met = [result for result in mine if result.opponent]
    wins, draws = sum(result.won for result in met), sum(result.drawn for result in met)
    return Standing(
        place=0,
        seed=seed,
        group=group,
        played=len(met),
        wins=wins,
        draws=draws,
        losses=len(met) - wins - draws,
        points=sum(result.points for result in mine),
        difference=sum(result.difference for result in met),
    )


def knock_out_table(
    entrants: Collection[int], matches: Sequence[BracketMatch], *, winner: int | None
) -> list[Standing]:
    """The standings of an elimination: by how far they came; who went out in one round share a place.

    Args:
        entrants: Who is in it.
        matches: Its matches.
        winner: Who has won it; None while that is open.
    """
    results = _results_of(match for match in matches if match.state is not BracketMatchState.BYE)
    reached = _reached(matches)
    alive = 1 + max(reached.values(), default=0)

    def far(seed: int) -> tuple[bool, int]:
        return seed == winner, reached.get(seed, alive)

    order = sorted(entrants, key=lambda seed: (seed != winner, -far(seed)[1], seed))
    lines: list[Standing] = []
    for index, seed in enumerate(order):
        shared = index > 0 and far(order[index - 1]) == far(seed)
        place = lines[-1].place if shared else index + 1
        lines.append(evolve(_line(seed, results, 0), place=place, points=0))
    return lines


def _reached(matches: Iterable[BracketMatch]) -> dict[int, int]:
    """How far everybody came who is out."""
    found: dict[int, int] = {}
    for match in matches:
        node, loser = match.node, match.loser
        if node.stage is Stage.THIRD_PLACE:
            continue
        if node.stage is Stage.FINAL and node.round == 1 and match.winner != match.sides[0]:
            continue  # who had not lost may play again; where they may not, `_runner_up` follows
        if loser and node.level:
            found[loser] = node.level
    third = next((match for match in matches if match.node.stage is Stage.THIRD_PLACE), None)
    if third is not None and third.winner:
        found[third.winner] = found.get(third.winner, 0) + PER_ROUND // 2
    return found
