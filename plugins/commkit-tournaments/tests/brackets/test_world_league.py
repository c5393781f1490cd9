"""Two real double eliminations of 16 teams, with a reset each: the finals of the Call of Duty World League.

Their brackets were drawn by others. That of 2018 is ours, match by match; in 2017 the losers of the second round were
crossed over by another number, which keeps those who met apart for as long.
"""

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from commkit_tournaments.brackets.double.policy import crossing
from commkit_tournaments.brackets.elimination.policy import seed_order
from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import Board, BracketMatchState, Field, Format, Outcome, Rules

Series = dict[str, Counter[str]]
RULES = Rules(format=Format.DOUBLE)
FILES = {2017: "data-2017-08-13-champs.csv.gz", 2018: "data-2018-08-19-champs.csv.gz"}
ALIASES = {"Team EnVyUs": "Team Envy"}
"""One game of 2018 has the old name of a team."""


def series_of(folder: Path, year: int) -> Series:
    """The games that each team won, by the key that the match has with us."""
    games: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    with gzip.open(folder / "gaming" / "cwl-2017-2018" / FILES[year], "rt") as file:
        for row in csv.DictReader(file):
            if "-bracket-" in row["series id"]:
                team = ALIASES.get(row["team"], row["team"])
                games[row["series id"]][row["match id"]].add((team, row["win?"]))
    found: Series = {}
    for name, played in games.items():
        won = Counter({team: 0 for sides in played.values() for team, _ in sides})
        won.update(team for sides in played.values() for team, how in sides if how == "W")
        found[_key(name)] = won
    return found


def _key(name: str) -> str:
    """`champs-bracket-losers-2-0` is our `L2-1`, `champs-bracket-grand-finals-1` our `F2-1`."""
    _, _, where, *numbers = name.split("-")
    if where == "grand":
        return f"F{int(numbers[-1]) + 1}-1"
    return f"{where[0].upper()}{numbers[0]}-{int(numbers[1]) + 1}"


def replayed(series: Series) -> tuple[Board, dict[int, str], list[str]]:
    """Play what was played, as long as the same teams meet; gives the keys of matches where others do."""
    order = seed_order(16)
    names: dict[int, str] = {}
    for number in range(8):
        first, second = sorted(series[f"W1-{number + 1}"])
        names |= {order[2 * number]: first, order[2 * number + 1]: second}
    outcomes: dict[str, Outcome] = {}
    others: list[str] = []
    while True:
        board = play(RULES, Field(size=16), outcomes)
        ready = [
            match
            for match in board.matches
            if match.state is BracketMatchState.READY and match.node.key not in others
        ]
        if not ready:
            return board, names, others
        for match in ready:
            won, (home, away) = series[match.node.key], match.sides
            assert home
            assert away
            if {names[home], names[away]} != set(won):
                others.append(match.node.key)
                continue
            scores = (won[names[home]], won[names[away]])
            winner = home if scores[0] > scores[1] else away
            outcomes[match.node.key] = Outcome(sides=(home, away), winner=winner, scores=scores)


@pytest.mark.shared
def test_the_finals_of_2018_are_played_match_by_match(shared_data: Path) -> None:
    series = series_of(shared_data, 2018)
    board, names, others = replayed(series)
    assert (len(series), others, board.finished) == (31, [], True)
    assert {match.node.key for match in board.matches} == set(series), "with the reset"
    assert [names[line.seed] for line in board.standings[:4]] == [
        "Evil Geniuses",
        "Team Kaliber",
        "FaZe Clan",
        "eUnited",
    ]


@pytest.mark.shared
def test_those_of_2017_differ_in_the_crossing_alone(shared_data: Path) -> None:
    board, names, others = replayed(series_of(shared_data, 2017))
    assert others == ["L2-1", "L2-2", "L2-3", "L2-4"]
    played = {match.node.key: match for match in board.matches if match.state is BracketMatchState.DONE}
    assert len(played) == 8 + 4 + 2 + 1 + 4
    assert names[played["W4-1"].winner or 0] == "Team Envy"
    assert crossing(4, {0}).bit_length() == (3).bit_length(), "theirs is 3: as far apart"
