"""Every real table, read in place: what is asked for equals what plain Python counts straight from the file."""

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commkit.adapters.cli.app import run

Rows = list[dict[str, str]]
pytestmark = pytest.mark.shared


@pytest.fixture
def league(shared_data: Path) -> dict[str, Rows]:
    """The rows of all tables by the names of the tournaments."""
    found = {}
    for path in sorted((shared_data / "gaming").rglob("*.csv*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            found[path.name.removesuffix(".gz").removesuffix(".csv")] = list(csv.DictReader(file))
    assert len(found) == 2
    return found


class Asked:
    """A town with the league in it; it is asked by the command, as a host asks."""

    def __init__(self, town: Any, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.town, self._capsys = town, capsys
        command = ["import", "cwl", str(folder / "gaming"), "--community", "arena", "--json"]
        assert run(command, kit=town.kit) == 0
        self.report = self._told()
        assert run(command, kit=town.kit) == 0
        again = self._told()
        assert sum(table["imported"] for table in again["tables"].values()) == 0
        found = self.ask("list_recorded_tournaments")
        self.ids = {each["title"]: each["id"] for each in found["items"]}

    def _told(self) -> Any:
        return json.loads(self._capsys.readouterr().out)

    def ask(self, query: str, **fields: Any) -> Any:
        given = [f"{name}:={json.dumps(value)}" for name, value in fields.items()]
        command = ["ask", "arena", f"tournaments.{query}", *given, "--json"]
        assert run(command, kit=self.town.kit) == 0
        return self._told()

    def series(self, id: str) -> Iterator[Any]:
        after = None
        while True:
            page = self.ask("list_recorded_series", tournament=id, limit=100, after=after)
            yield from page["items"]
            after = page["next"]
            if after is None:
                return


@pytest.fixture
def asked(
    sqlite_town: Any, shared_data: Path, league: dict[str, Rows], capsys: pytest.CaptureFixture[str]
) -> Asked:
    return Asked(sqlite_town, shared_data, capsys)


def games_won(rows: Rows) -> dict[str, Counter[str]]:
    """Games won by team, of each series: a team won where all of its rows say so, and all others lost by theirs."""
    games: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        games[row["series id"], row["match id"]][row["team"]].add(row["win?"])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (series, _), teams in games.items():
        found[series].update(dict.fromkeys(teams, 0))
        won = [team for team, said in teams.items() if said == {"W"}]
        if len(won) == 1 and all(said == {"L"} for team, said in teams.items() if team not in won):
            found[series][won[0]] += 1
    return found


def winner_of(won: Counter[str]) -> str | None:
    (first, most), *others = won.most_common()
    return first if all(count < most for _, count in others) else None


@pytest.mark.slow
def test_totals_series_standings_and_brackets_are_those_of_the_files(
    asked: Asked, league: dict[str, Rows]
) -> None:
    for title, rows in league.items():
        id = asked.ids[title]
        totals = asked.ask("read_recorded_totals", tournament=id)
        said = Counter(row["win?"] for row in rows)
        expected = {
            "games": len({row["match id"] for row in rows}),
            "series": len({row["series id"] for row in rows}),
            "teams": len({row["team"] for row in rows}),
            "players": len({row["player"] for row in rows}),
            "rows": len(rows),
            "win_rows": said["W"],
            "loss_rows": said["L"],
            **{name: sum(int(row[name]) for row in rows) for name in ("kills", "deaths", "assists")},
        }
        assert {name: totals[name] for name in expected} == expected
        won = games_won(rows)
        names = {}
        told = {}
        for line in asked.series(id):
            names |= {side["team"]: side["name"] for side in line["sides"]}
            told[line["series"]["external_id"]] = line
            assert (
                Counter({side["name"]: side["games_won"] for side in line["sides"]})
                == won[line["series"]["external_id"]]
            )
            assert names.get(line["winner"]) == winner_of(won[line["series"]["external_id"]])
        assert told.keys() == won.keys()
        check_standings(asked.ask("read_recorded_standings", tournament=id), won)
        check_bracket(asked.ask("read_recorded_bracket", tournament=id), won, names)


def check_standings(tables: Any, won: dict[str, Counter[str]]) -> None:
    """Series and games of each group; the two best are those who play in the bracket."""
    in_bracket = {team for name, teams in won.items() if "-bracket-" in name for team in teams}
    for table in tables:
        prefix = f"champs-pool-{table['part']}-"
        played = {name: each for name, each in won.items() if name.startswith(prefix) and "-tie-" not in name}
        for line in table["lines"]:
            mine = [each for each in played.values() if line["name"] in each]
            assert line["series_won"] == sum(winner_of(each) == line["name"] for each in mine)
            assert line["series_lost"] == len(mine) - line["series_won"]
            assert line["games_won"] == sum(each[line["name"]] for each in mine)
            assert line["games_lost"] == sum(each.total() - each[line["name"]] for each in mine)
        assert [line["place"] for line in table["lines"]] == [1, 2, 3, 4]
        assert [line["name"] in in_bracket for line in table["lines"]] == [True, True, False, False]
    assert [table["part"] for table in tables] == list("ABCDEFGH")


def check_bracket(bracket: Any, won: dict[str, Counter[str]], names: dict[str, str]) -> None:
    """Who plays in a round of the winners' bracket has won in the one before; who wins the last final wins it all."""
    matches = {each["series"]["external_id"]: each for each in bracket["matches"]}
    assert matches.keys() == {name for name in won if "-bracket-" in name}
    rounds: dict[int, list[Any]] = defaultdict(list)
    for each in bracket["matches"]:
        if each["series"]["part"] == "winners":
            rounds[each["series"]["round"]].append(each)
    assert [len(rounds[number]) for number in sorted(rounds)] == [8, 4, 2, 1]
    for number in (2, 3, 4):
        before = {names[each["winner"]] for each in rounds[number - 1]}
        assert {side["name"] for each in rounds[number] for side in each["sides"]} == before
    assert bracket["winner_name"] == winner_of(won["champs-bracket-grand-finals-1"])


@pytest.mark.slow
def test_what_is_odd_is_told_and_players_keep_all_of_their_teams(
    asked: Asked, league: dict[str, Rows]
) -> None:
    found = Counter((each["reason"], each["line"]) for each in asked.report["findings"])
    assert found == {
        ("unequal rows of W and L", 1_818): 1,
        ("nobody won a game for certain", 1_818): 1,
        ("more than two teams in a series", 1_462): 1,
    }
    assert [each["count"] for each in asked.report["ignored_columns"].values()] == [55 - 13, 66 - 13]
    teams: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for title, rows in league.items():
        for row in rows:
            teams[row["player"]][title, row["team"]].update(games=1, won=row["win?"] == "W")
    several = [player for player, played in teams.items() if len({team for _, team in played}) > 1]
    assert len(several) > 50
    for player in several:
        asked_for = asked.ask("read_playing_history", member=str(asked.town.member(f"cwl:{player}")))
        told = {(each["title"], each["name"]): (each["games"], each["won"]) for each in asked_for}
        assert told == {key: (each["games"], each["won"]) for key, each in teams[player].items()}
