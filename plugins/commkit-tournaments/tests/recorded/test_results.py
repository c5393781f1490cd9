"""Tables of matches of several seasons: what rows say is kept, and what they do not agree about is told."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.privacy import ErasePerson
from commkit_tournaments import (
    ListRecordedSeries,
    ListRecordedTournaments,
    ReadPlayingHistory,
    ReadRecordedBracket,
    ReadRecordedRosters,
    ReadRecordedStandings,
    ReadRecordedTotals,
    RecordedTotals,
    RecordedTournament,
    ResultsReport,
    import_results,
)

HEADER = ("match id", "series id", "end time", "duration (s)", "mode", "map", "team", "player", "win?", "score",
          "kills", "deaths", "+/-", "assists", "fave weapon")  # fmt: skip
LATER = ("Match_ID", "Series ID", "End Time", "Mode", "MAP", "Team", "Gamertag", "WIN?", "Score", "Kills", "Deaths",
         "player score", "ekia", "num lives")  # fmt: skip
"""Columns of another season: others, elsewhere, with other names."""
LONG_ID = "11649379009951618401"
"""An id beyond 2^53; its neighbour is another game."""
ROSTERS = {
    "Owls": ("ann", "bea"),
    "Foxes": ("cem", "dan"),
    "Bears": ("eve", "fay"),
    "Hares": ("gil", "hal"),
}


def game(
    id: str,
    series: str,
    minute: int,
    won: str,
    lost: str,
    *,
    rosters: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, str]]:
    """The rows of a game."""
    teams: Mapping[str, Sequence[str]] = rosters or ROSTERS
    return [
        {
            "match id": id, "series id": series, "end time": f"2018-08-19 1{minute // 60}:{minute % 60:02}:00 UTC",
            "duration (s)": "480.0", "mode": "Hardpoint", "map": "Docks", "team": team, "player": player,
            "win?": "W" if team == won else "L", "score": "250" if team == won else "94", "kills": "20",
            "deaths": "10", "+/-": "+10", "assists": "5", "fave weapon": "PPSh-41",
        }
        for team in (won, lost)
        for player in teams[team]
    ]  # fmt: skip


def cup() -> list[dict[str, str]]:
    """A group of three with a tie-break, and a bracket in which the loser of the first final wins the second."""
    rows = []
    group = [("Owls", "Foxes"), ("Foxes", "Bears"), ("Bears", "Owls")]
    for number, (won, lost) in enumerate(group):
        for at in range(2):
            rows += game(f"g{number}{at}", f"cup-pool-A-{number}", 10 * number + at, won, lost)
    rows += game("t1", "cup-pool-A-tie-1", 40, "Bears", "Owls")
    rows += game(LONG_ID, "cup-bracket-winners-1-0", 50, "Bears", "Owls")
    rows += game(LONG_ID[:-1] + "2", "cup-bracket-winners-1-0", 51, "Bears", "Owls")
    rows += game("f1", "cup-bracket-grand-finals-0", 60, "Owls", "Bears")
    rows += game("f2", "cup-bracket-grand-finals-1", 70, "Bears", "Owls")
    return rows


def text_of(rows: Iterable[dict[str, str]], header: Sequence[str] = HEADER, *, delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(header)
    table.writerows([row[name] for name in header] for row in rows)
    return written.getvalue().encode()


def write(folder: Path, data: bytes | Iterable[dict[str, str]], name: str = "cup.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else text_of(data))
    return path


def take(town: Any, path: Path, **options: Any) -> ResultsReport:
    found = import_results(town.kit, path, "arena", **options)
    for name, table in found.report.tables.items():
        assert table.rows == table.imported + sum(table.skipped.values()), name
    return found


def held(town: Any, title: str = "cup") -> RecordedTournament:
    listed = town.ask(None, ListRecordedTournaments()).items
    return next(each for each in listed if each.title == title)


def totals(town: Any, title: str = "cup") -> RecordedTotals:
    return town.ask(None, ReadRecordedTotals(held(town, title).id))


def numbers(found: RecordedTotals) -> tuple[int, ...]:
    return (
        found.games,
        found.series,
        found.teams,
        found.players,
        found.rows,
        found.win_rows,
        found.loss_rows,
    )


def everything(town: Any) -> list[Any]:
    """All that can be read of the cup."""
    id = held(town).id
    queries = (ReadRecordedTotals, ReadRecordedStandings, ReadRecordedBracket, ReadRecordedRosters)
    return [
        *(town.ask(None, query(id)) for query in queries),
        town.ask(None, ListRecordedSeries(id, limit=100)),
    ]


def test_totals_series_standings_and_bracket_are_counted_from_the_rows(town: Any, tmp_path: Path) -> None:
    report = take(town, write(tmp_path, cup()))
    assert report.findings == ()
    assert report.ignored == {"cup.csv": ("+/-", "fave weapon")}
    found = totals(town)
    assert numbers(found) == (11, 7, 3, 6, 44, 22, 22)
    assert (found.undecided_games, found.unequal_games) == (0, 0)
    assert (found.kills, found.deaths, found.assists) == (44 * 20, 44 * 10, 44 * 5)
    assert found.tournament.imported_at is not None
    series = town.ask(None, ListRecordedSeries(held(town).id, limit=100)).items
    assert [(each.series.external_id, each.sides[0].name, each.games) for each in series] == [
        ("cup-pool-A-0", "Owls", 2),
        ("cup-pool-A-1", "Foxes", 2),
        ("cup-pool-A-2", "Bears", 2),
        ("cup-pool-A-tie-1", "Bears", 1),
        ("cup-bracket-winners-1-0", "Bears", 2),
        ("cup-bracket-grand-finals-0", "Owls", 1),
        ("cup-bracket-grand-finals-1", "Bears", 1),
    ]
    (table,) = town.ask(None, ReadRecordedStandings(held(town).id))
    assert [(line.place, line.name, line.series_won, line.tie_breaks_won) for line in table.lines] == [
        (1, "Bears", 1, 1),
        (2, "Owls", 1, 0),
        (3, "Foxes", 1, 0),
    ], "Owls beat Foxes"
    bracket = town.ask(None, ReadRecordedBracket(held(town).id))
    assert bracket.winner_name == "Bears"
    assert [(each.series.part, each.series.round, each.series.number) for each in bracket.matches] == [
        ("winners", 1, 0),
        ("grand-finals", 0, 0),
        ("grand-finals", 0, 1),
    ]


def test_pages_of_series_hold_all_of_them_once(sqlite_town: Any, tmp_path: Path) -> None:
    town = sqlite_town
    take(town, write(tmp_path, cup()))
    found, after = [], None
    while True:
        page = town.ask(None, ListRecordedSeries(held(town).id, limit=3, after=after))
        found += page.items
        after = page.next
        if after is None:
            break
    assert tuple(found) == town.ask(None, ListRecordedSeries(held(town).id, limit=100)).items


def test_a_second_run_changes_nothing(town: Any, tmp_path: Path) -> None:
    path = write(tmp_path, cup())
    take(town, path)
    before = everything(town)
    report = take(town, path)
    assert report.report.imported == 0
    assert report.report.tables["cup.csv"].skipped == {"already imported": 44}
    assert everything(town) == before


def test_an_import_that_was_stopped_goes_on(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path, cup())

    class Stopped(Exception):
        pass

    def stop(name: str, rows: int) -> None:
        if name == "cup.csv" and rows >= 9:
            raise Stopped

    with pytest.raises(Stopped):
        import_results(sqlite_town.kit, path, "arena", batch=5, progress=stop)
    half = totals(sqlite_town)
    assert half.tournament.imported_at is None, "whoever reads it sees that it is not whole"
    assert half.rows % 4 == 0, "no game is half there"
    assert 0 < half.games < 11
    take(sqlite_town, path, batch=7)
    assert numbers(totals(sqlite_town)) == (11, 7, 3, 6, 44, 22, 22)
    assert totals(sqlite_town).tournament.imported_at is not None


def test_games_that_came_since_are_added(sqlite_town: Any, tmp_path: Path) -> None:
    rows = cup()
    take(sqlite_town, write(tmp_path, rows[:-8]))
    report = take(sqlite_town, write(tmp_path, rows))
    assert report.report.tables["cup.csv"].imported == 8
    assert numbers(totals(sqlite_town)) == (11, 7, 3, 6, 44, 22, 22)


def test_ids_beyond_2_to_the_53_are_other_games(sqlite_town: Any, tmp_path: Path) -> None:
    assert float(LONG_ID) == float(LONG_ID[:-1] + "2"), "as numbers they would be one"
    rows = game(LONG_ID, "s-1", 1, "Owls", "Foxes") + game(LONG_ID[:-1] + "2", "s-1", 2, "Owls", "Foxes")
    take(sqlite_town, write(tmp_path, rows))
    assert totals(sqlite_town).games == 2
    rounded = game("1.16494E+19", "s-1", 3, "Owls", "Foxes")
    report = take(sqlite_town, write(tmp_path, rounded, "rounded.csv"))
    assert report.report.tables["rounded.csv"].skipped == {"match id rounded": 4}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_season_with_other_columns_is_read(
    sqlite_town: Any, tmp_path: Path, delimiter: str, bom: bytes
) -> None:
    names = {"Match_ID": "match id", "Series ID": "series id", "End Time": "end time", "Mode": "mode", "MAP": "map",
             "Team": "team", "Gamertag": "player", "WIN?": "win?", "Score": "score", "Kills": "kills",
             "Deaths": "deaths"}  # fmt: skip
    extra = {"player score": "1000", "ekia": "0", "num lives": "7"}
    rows = [{**{name: row[old] for name, old in names.items()}, **extra} for row in cup()]
    data = bom + text_of(rows, LATER, delimiter=delimiter).replace(b"\n", b"\r\n")
    report = take(sqlite_town, write(tmp_path, data))
    found = totals(sqlite_town)
    assert numbers(found) == (11, 7, 3, 6, 44, 22, 22)
    assert (found.kills, found.assists) == (44 * 20, 0), "nothing is made of a column that is not there"
    assert report.as_json()["ignored_columns"] == {
        "cup.csv": {"count": 3, "names": ["player score", "ekia", "num lives"]}
    }


def test_unequal_rows_are_told_and_nobody_wins(sqlite_town: Any, tmp_path: Path) -> None:
    rows = game("a", "cup-pool-A-0", 1, "Owls", "Foxes")
    both_lost = [{**row, "win?": "L"} for row in game("b", "cup-pool-A-0", 2, "Owls", "Foxes")]
    mixed = game("c", "cup-pool-A-0", 3, "Owls", "Foxes")
    mixed[0]["win?"] = "L"
    short = game("d", "cup-pool-A-0", 4, "Foxes", "Owls")[:-1]
    report = take(sqlite_town, write(tmp_path, rows + both_lost + mixed + short))
    assert [(each.line, each.reason, each.skipped) for each in report.findings] == [
        (6, "unequal rows of W and L", False),
        (6, "nobody won a game for certain", False),
        (10, "unequal rows of W and L", False),
        (10, "nobody won a game for certain", False),
        (10, "W and L in one team", False),
        (14, "unequal rows of W and L", False),
    ]
    found = totals(sqlite_town)
    assert (found.games, found.undecided_games, found.unequal_games) == (4, 2, 3)
    assert (found.win_rows, found.loss_rows) == (5, 10)
    (series,) = town_series(sqlite_town)
    assert (series.winner, series.undecided) == (None, 2)
    assert [(side.name, side.games_won, side.games_lost) for side in series.sides] == [
        ("Foxes", 1, 1),
        ("Owls", 1, 1),
    ]


def town_series(town: Any) -> Any:
    return town.ask(None, ListRecordedSeries(held(town).id, limit=100)).items


def test_who_changes_the_team_has_both_histories(town: Any, tmp_path: Path) -> None:
    moved = {**ROSTERS, "Owls": ("bea", "ivy"), "Foxes": ("ann", "dan")}
    rows = game("a", "s-1", 1, "Owls", "Foxes") + game("b", "s-2", 9, "Foxes", "Owls", rosters=moved)
    take(town, write(tmp_path, rows))
    later = game("c", "s-1", 20, "Hares", "Bears", rosters={"Hares": ("ann",), "Bears": ("eve",)})
    take(town, write(tmp_path, later, "later.csv"))
    history = town.ask(None, ReadPlayingHistory(town.member("cwl:ann")))
    assert [(each.title, each.name, each.games, each.won) for each in history] == [
        ("later", "Hares", 1, 1),
        ("cup", "Foxes", 1, 1),
        ("cup", "Owls", 1, 1),
    ]
    rosters = town.ask(None, ReadRecordedRosters(held(town).id))
    ann = town.member("cwl:ann")
    assert [each.name for each in rosters if each.member == ann] == ["Foxes", "Owls"]
    assert all(each.first_at == each.last_at for each in rosters if each.member == ann)


def test_teams_are_the_same_where_that_is_said_alone(sqlite_town: Any, tmp_path: Path) -> None:
    renamed = {**ROSTERS, "Night Owls": ROSTERS["Owls"]}
    rows = game("a", "cup-pool-A-0", 1, "Owls", "Foxes")
    rows += game("b", "cup-pool-A-0", 2, "Night Owls", "Foxes", rosters=renamed)
    report = take(sqlite_town, write(tmp_path, rows))
    assert [(each.line, each.detail) for each in report.findings] == [
        (6, "cup-pool-A-0: Foxes, Night Owls, Owls")
    ]
    (series,) = town_series(sqlite_town)
    assert series.winner is None, "each of three teams has its own games"
    told = take(
        sqlite_town, write(tmp_path, rows, "told.csv"), source="told", same_teams={"Night Owls": "Owls"}
    )
    assert told.findings == ()
    assert told.report.tables["told.csv"].changes == {"team called by another name": 2}
    assert totals(sqlite_town, "told").teams == 2


def test_nothing_is_added_of_who_was_erased(sqlite_town: Any, tmp_path: Path) -> None:
    rows = cup()
    take(sqlite_town, write(tmp_path, rows[:-4]))
    with sqlite_town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("cwl:ann"))
    report = take(sqlite_town, write(tmp_path, rows)).report.tables["cup.csv"]
    assert report.skipped["player erased"] == 1
    assert report.imported == 3
    assert totals(sqlite_town).rows == 44, "what the rows say about the teams stays"


def test_two_imports_at_once_import_everything_once(town: Any, tmp_path: Path) -> None:
    path, start = write(tmp_path, cup()), Barrier(2)
    reports: list[ResultsReport] = []

    def run() -> None:
        start.wait()
        reports.append(import_results(town.kit, path, "arena", batch=4))

    threads = [Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    tables = [each.report.tables["cup.csv"] for each in reports]
    assert sum(each.imported for each in tables) == 44
    assert numbers(totals(town)) == (11, 7, 3, 6, 44, 22, 22)
