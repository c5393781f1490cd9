"""Plays tournaments to their end, with results from a source of chance, for the tests of the engine."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from random import Random

from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import (
    Board,
    BracketMatch,
    BracketMatchState,
    Field,
    Format,
    How,
    Outcome,
    Rules,
    Stage,
)
from commkit_tournaments.brackets.scheduling.policy import Slot

Choose = Callable[[int, int], int]
TABLES = (Stage.TABLE, Stage.GROUP)


def pairings_of(board: Board, rules: Rules) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The rounds of a Swiss tournament that are paired."""
    if rules.format is not Format.SWISS:
        return ()
    rounds: dict[int, list[tuple[int, int]]] = {}
    for match in board.matches:
        first, second = match.sides
        assert first is not None
        assert second is not None
        rounds.setdefault(match.node.round, []).append((first, second))
    return tuple(tuple(rounds[number]) for number in sorted(rounds))


def play_out(
    rules: Rules, size: int, chance: Random, *, draws: float = 0.0, drop_outs: float = 0.0
) -> tuple[Board, Field, dict[str, Outcome]]:
    """Play a tournament to its end; gives the last board and what it came from."""
    outcomes: dict[str, Outcome] = {}
    field = Field(size=size)
    for _ in range(5_000):
        board = play(rules, field, outcomes)
        field = Field(
            size=size, withdrawn=field.withdrawn, pairings=pairings_of(board, rules), late=field.late
        )
        ready = [match for match in board.matches if match.state is BracketMatchState.READY]
        if not ready:
            return board, field, outcomes
        if chance.random() < drop_outs:
            gone = chance.choice([side for match in ready for side in match.sides])
            field = Field(
                size=size, withdrawn=(*field.withdrawn, gone or 0), pairings=field.pairings, late=field.late
            )
            board = play(rules, field, outcomes)
            ready = [match for match in board.matches if match.state is BracketMatchState.READY]
        for match in ready:
            first, second = match.sides
            assert first
            assert second
            if match.node.stage in TABLES and chance.random() < draws:
                outcomes[match.node.key] = Outcome(sides=(first, second), winner=None, scores=(1, 1))
            else:
                outcomes[match.node.key] = won(match.sides, chance.choice((first, second)))
    raise AssertionError("it never ended")


def won(sides: tuple[int | None, int | None], winner: int, how: How = How.PLAYED) -> Outcome:
    """A win of one of two sides by two games to one."""
    first, second = sides
    assert first
    assert second
    return Outcome(
        sides=(first, second), winner=winner, scores=(2, 1) if winner == first else (1, 2), how=how
    )


def favourites(rules: Rules, size: int) -> tuple[Board, dict[str, Outcome]]:
    """Play a tournament in which the better seed always wins."""

    class Favourite(Random):
        def choice(self, seq):  # type: ignore[no-untyped-def]
            return min(seq)

    board, _, outcomes = play_out(rules, size, Favourite(0))
    return board, outcomes


def clashes(
    matches: Iterable[BracketMatch], slots: Mapping[str, Slot], length: timedelta
) -> list[tuple[str, str]]:
    """Pairs of matches that have an entrant or a station at the same time.

    Args:
        matches: The matches.
        slots: When and where they are played.
        length: How long a match takes.
    """
    timed = sorted(
        (
            (slots[match.node.key], match.node.key, {side for side in match.sides if side})
            for match in matches
            if match.node.key in slots
        ),
        key=lambda each: (each[0].at, each[1]),
    )
    found = []
    for index, (slot, key, sides) in enumerate(timed):
        for other, other_key, other_sides in timed[index + 1 :]:
            if other.at >= slot.at + length:
                break
            if slot.station == other.station or sides & other_sides:
                found.append((key, other_key))
    return found
