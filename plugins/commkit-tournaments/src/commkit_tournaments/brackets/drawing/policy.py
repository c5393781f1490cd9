"""A bracket as text, from the data of a board alone; no database."""

from collections.abc import Mapping, Sequence

from commkit_tournaments.brackets.records import (
    Board,
    BracketMatch,
    BracketMatchState,
    Feed,
    Placed,
    Source,
    Stage,
)

Names = Mapping[int, str]
"""What seeds are called."""
_WIDTH = 18
_TITLES = {
    Stage.GROUP: "Group",
    Stage.TABLE: "Round",
    Stage.WINNERS: "Winners' bracket",
    Stage.LOSERS: "Losers' bracket",
    Stage.THIRD_PLACE: "Third place",
    Stage.FINAL: "Grand final",
}


def draw(board: Board, names: Names) -> str:
    """A tournament as text: a tree for the winners' bracket, lists of matches for all else, and the winner.

    Args:
        board: The tournament.
        names: What its entrants are called; a seed without a name is `#7`.
    """
    parts = []
    for stage, title in _TITLES.items():
        there = [match for match in board.matches if match.node.stage is stage]
        if not there:
            continue
        if stage is Stage.WINNERS:
            parts.append("\n".join([title, *draw_tree(there, names)]))
        else:
            parts.append("\n".join([title, *(_line(match, names) for match in there if _is_shown(match))]))
    if board.winner is not None:
        parts.append(f"Winner: {name_of(board.winner, names)}")
    return "\n\n".join(parts)


def name_of(seed: int, names: Names) -> str:
    """What a seed is called.

    Args:
        seed: The seed; 0 for nobody.
        names: What seeds are called.
    """
    return names.get(seed, f"#{seed}") if seed else "-"


def _is_shown(match: BracketMatch) -> bool:
    return match.state is not BracketMatchState.SKIPPED


def _line(match: BracketMatch, names: Names) -> str:
    first, second = (_side(match, side, names) for side in (0, 1))
    middle = "-" if match.outcome is None else ":".join(str(score) for score in match.outcome.scores)
    end = f"  -> {name_of(match.winner, names)}" if match.winner else ""
    return f"  {match.node.key:<8} {first} {middle} {second}{end}"


def _side(match: BracketMatch, side: int, names: Names) -> str:
    seed = match.sides[side]
    return name_of(seed, names) if seed is not None else _feed(match.node.feeds[side])


def _feed(feed: Feed) -> str:
    if isinstance(feed, Source):
        return f"{'winner' if feed.winner else 'loser'} of {feed.match}"
    if isinstance(feed, Placed):
        return f"place {feed.place} of group {feed.group}"
    return name_of(feed, {})


def draw_tree(matches: Sequence[BracketMatch], names: Names) -> list[str]:
    """The rounds of a bracket beside each other, from the first one at the left.

    Args:
        matches: The matches of the bracket.
        names: What its entrants are called.
    """
    rounds = max(match.node.round for match in matches)
    by_place = {(match.node.round, match.node.number): match for match in matches}
    height = 2 * 2**rounds - 1
    grid = [[" " * (_WIDTH + 1)] * (rounds + 1) for _ in range(height)]
    for column in range(rounds + 1):
        for place in range(2 ** (rounds - column)):
            words = _words(by_place, column, place, rounds, names)
            corner = " " if column == rounds else "┐" if place % 2 == 0 else "┘"
            grid[_row(column, place)][column] = f"{words[:_WIDTH]:<{_WIDTH}}{corner}"
    for column in range(rounds):
        for number in range(2 ** (rounds - column - 1)):
            _join(grid, column, _row(column, 2 * number), _row(column, 2 * number + 1))
    return [line for line in ("".join(row).rstrip() for row in grid) if line]


def _row(column: int, place: int) -> int:
    """The line of a place: in the middle of the two that it comes from."""
    row: int = 2 ** (column + 1) * place + 2**column - 1
    return row


def _join(grid: list[list[str]], column: int, top: int, bottom: int) -> None:
    for row in range(top + 1, bottom):
        mark = "├" if row == (top + bottom) // 2 else "│"
        grid[row][column] = f"{grid[row][column][:_WIDTH]}{mark}"


def _words(
    by_place: Mapping[tuple[int, int], BracketMatch], column: int, place: int, rounds: int, names: Names
) -> str:
    """What stands at a place: a side of the next match with its score, or who has won the last one."""
    if column == rounds:
        winner = by_place[rounds, 1].winner
        return name_of(winner, names) if winner else "?"
    match = by_place[column + 1, place // 2 + 1]
    seed = match.sides[place % 2]
    if seed is None:
        return "?"
    score = "" if match.outcome is None else str(match.outcome.scores[place % 2])
    name = name_of(seed, names)
    return f"{name[: _WIDTH - len(score) - 2]} {score}".rstrip()
