"""How the numbers of a ladder are read."""

from commkit import Context
from commkit.statistics import share_of
from commkit_ladders.games.records import GameState
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.records import Ladder
from commkit_ladders.numbers import statements as sql
from commkit_ladders.numbers.messages import ReadLadderNumbers
from commkit_ladders.numbers.records import LadderNumbers


@ladder_feature.handles(ReadLadderNumbers)
def read_ladder_numbers(context: Context, query: ReadLadderNumbers) -> LadderNumbers:
    """Load the ladder, then count."""
    ladder = context.get(Ladder, query.ladder).id
    games = {state: tuple(counts) for state, *counts in context.rows(sql.GAMES, ladder=ladder)}
    ((players, provisional),) = context.rows(sql.PLAYERS, ladder=ladder)
    none = (0, 0, 0)
    counted, hits, decided = games.get(GameState.COUNTED, none)
    return LadderNumbers(
        ladder=ladder,
        players=players,
        provisional=provisional,
        counted=counted,
        waiting=games.get(GameState.REPORTED, none)[0],
        disputed=games.get(GameState.DISPUTED, none)[0],
        annulled=games.get(GameState.ANNULLED, none)[0],
        as_expected=share_of(hits, decided),
    )
