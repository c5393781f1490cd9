"""Games that were really played: both championships of the Call of Duty World League, 2017 and 2018.

Each is a table of one line a player and game, four against four. Who is to win is told from the skills before a game
alone, so the share of favourites that won says what skills are good for.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from commkit import SYSTEM, MemberId
from commkit.members import AddMember
from commkit.statistics import share_of
from commkit_ladders import GameDraft, GameSide, LadderRules, ReadLadderNumbers, ReadLadderPlace
from commkit_ladders.games.jobs import MAX_IMPORTED
from commkit_ladders.jobs import ImportGames
from commkit_ladders.skills.policy import PlayedGame, PlayerState, play

FILES = ("data-2017-08-13-champs.csv.gz", "data-2018-08-19-champs.csv.gz")
RULES = LadderRules(name="a", summary="a")


def games_of(folder: Path, *files: str) -> Iterator[tuple[str, datetime, dict[str, list[str]], str]]:
    """The games in the order of their time: id, moment, players by team, and the team that won."""
    found: dict[str, list[dict[str, str]]] = {}
    for file in files:
        with gzip.open(folder / "gaming" / "cwl-2017-2018" / file, "rt") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["match id"], []).append(row)
    for id, rows in sorted(found.items(), key=lambda item: (item[1][0]["end time"], item[0])):
        teams: dict[str, list[str]] = {}
        for row in rows:
            teams.setdefault(row["team"], []).append(row["player"])
        winners = {row["team"] for row in rows if row["win?"] == "W"}
        if len(winners) != 1:
            continue  # the table does not say who won
        (winner,) = winners
        yield id, datetime.fromisoformat(rows[0]["end time"].replace(" UTC", "+00:00")), teams, winner


@pytest.mark.shared
def test_favourites_win_more_games_than_chance_would_let_them(shared_data: Path) -> None:
    states: dict[MemberId, PlayerState] = {}
    told: list[bool] = []
    games = list(games_of(shared_data, *FILES))
    for id, at, teams, winner in games:
        sides = tuple(
            tuple(MemberId(uuid5(NAMESPACE_URL, player)) for player in players) for players in teams.values()
        )
        ranks = tuple(1 if team == winner else 2 for team in teams)
        outcome = play(
            states, PlayedGame(id=uuid5(NAMESPACE_URL, id), at=at, sides=sides, ranks=ranks), [], RULES
        )
        states |= {member: change.after for member, change in outcome.changes.items()}
        if outcome.as_expected is not None:
            told.append(outcome.as_expected)
    share = share_of(sum(told), len(told))
    assert share is not None
    assert (len(games), len(states), share.n, share.hits) == (593, 175, 575, 355)
    assert (round(share.low, 2), round(share.high, 2)) == (0.58, 0.66)


@pytest.mark.shared
@pytest.mark.slow
def test_an_import_of_them_counts_what_the_fold_counts(town: Any, shared_data: Path) -> None:
    ladder = town.open()
    ids: dict[str, MemberId] = {}
    drafts: list[GameDraft] = []
    states: dict[MemberId, PlayerState] = {}
    hits = decided = 0
    town.clock.now = datetime.fromisoformat("2026-03-02T00:00:00+00:00")
    for id, at, teams, winner in games_of(shared_data, FILES[1]):
        for player in (player for players in teams.values() for player in players):
            if player not in ids:
                ids[player] = town.do(SYSTEM, AddMember(player)).id
        sides = tuple(
            GameSide(tuple(ids[player] for player in players), 1 if team == winner else 2)
            for team, players in teams.items()
        )
        drafts.append(GameDraft(key=id, sides=sides, at=at))
        ordered = tuple(tuple(sorted(side.members)) for side in sides)
        outcome = play(
            states,
            PlayedGame(
                id=uuid5(NAMESPACE_URL, id), at=at, sides=ordered, ranks=tuple(side.rank for side in sides)
            ),
            [],
            RULES,
        )
        states |= {member: change.after for member, change in outcome.changes.items()}
        decided += outcome.as_expected is not None
        hits += outcome.as_expected is True
    for start in range(0, len(drafts), MAX_IMPORTED):
        town.do(SYSTEM, ImportGames(ladder, tuple(drafts[start : start + MAX_IMPORTED])))
    town.work()
    numbers = town.ask("stew", ReadLadderNumbers(ladder))
    assert (numbers.counted, numbers.players) == (296, 128)
    assert (numbers.as_expected.hits, numbers.as_expected.n) == (hits, decided)
    for member, state in states.items():
        place = town.ask("stew", ReadLadderPlace(ladder, member))
        assert (place.mu, place.games, place.wins) == (state.mu, state.games, state.wins)
