"""Files and rows: whatever is in them is taken, or told with its file, line and reason."""

import gzip
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid, NotFound
from commkit_tournaments import ListRecordedTournaments, import_results
from commkit_tournaments.recorded.importing.policy import read_table
from commkit_tournaments.recorded.policy import place_of
from commkit_tournaments.recorded.records import RecordedStage

from .test_results import cup, game, take, text_of, write


def test_rows_that_cannot_be_taken_are_told_with_their_lines(sqlite_town: Any, tmp_path: Path) -> None:
    good = game("a", "s-1", 1, "Owls", "Foxes")
    bad = [
        {**good[0], "player": "x1", "win?": "D"},
        {**good[0], "player": "x2", "end time": "soon"},
        {**good[0], "player": ""},
        {**good[0], "player": "x" * 41},
        {**good[0], "player": "x3", "series id": "s-2"},
        {**good[0]},
        {**good[0], "team": "Foxes"},
        {**good[0], "match id": "\x07"},
        {**good[0], "player": "x4", "kills": "many"},
    ]
    data = text_of(good + bad) + b"a,b\r\n\r\n" + b",".join([b"a"] * 16) + b"\r\n"
    report = take(sqlite_town, write(tmp_path, data))
    assert [(each.line, each.reason, each.skipped) for each in report.findings] == [
        (2, "unequal rows of W and L", False),
        (6, "neither won nor lost", True),
        (7, "end time malformed", True),
        (8, "no player", True),
        (9, "player too long", True),
        (10, "another series than the rows of its game above", True),
        (11, "duplicate row", True),
        (12, "player in two teams of one game", True),
        (13, "match id with control characters", True),
        (14, "kills is no number", False),
        (15, "too few fields", True),
        (17, "too many fields", True),
    ]
    assert report.report.tables["cup.csv"].imported == 5
    assert all(each.file == "cup.csv" for each in report.findings)


def test_all_missing_columns_are_named(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path, text_of(cup(), ("match id", "team", "map", "kills")))
    report = take(sqlite_town, path)
    message = report.report.tables["cup.csv"].failure_message
    assert message is not None
    assert all(name in message for name in ("'series id'", "'end time'", "'player'", "'win?'"))
    assert sqlite_town.ask(None, ListRecordedTournaments()).items == ()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"\xff\xfe,a", "not_utf8"),
        ("a.csv", text_of(cup()) + b'"x', "no_csv"),
        ("a.csv", b"", "no_column"),
        ("a.csv.gz", b"no gzip", "damaged"),
        ("a.csv.gz", gzip.compress(text_of(cup()))[:-20], "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_failure_and_nothing_is_imported(
    sqlite_town: Any, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    write(tmp_path, cup(), "b.csv")
    write(tmp_path, data, name)
    report = take(sqlite_town, tmp_path).report
    assert report.failed_tables == (name,)
    failure = report.tables[name].failure
    assert failure is not None
    assert failure.reason == reason
    assert [each.title for each in sqlite_town.ask(None, ListRecordedTournaments()).items] == ["b"]


def test_what_unpacks_to_too_much_is_refused(
    sqlite_town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_tournaments.recorded.importing.policy.MAX_BYTES", 1_000)
    report = take(sqlite_town, write(tmp_path, gzip.compress(text_of(cup())), "cup.csv.gz")).report
    assert "64 MiB" in str(report.tables["cup.csv.gz"].failure_message)


def test_folders_zips_and_gzip_are_read_and_a_name_is_a_tournament(sqlite_town: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("deep/one.csv", text_of(cup()))
        archive.writestr("deep/two.csv.gz", gzip.compress(text_of(cup())))
    take(sqlite_town, tmp_path / "all.zip")
    assert {each.title for each in sqlite_town.ask(None, ListRecordedTournaments()).items} == {"one", "two"}
    again = take(sqlite_town, write(tmp_path / "elsewhere", cup(), "one.csv"))
    assert again.report.imported == 0


def test_a_path_without_a_table_is_refused(sqlite_town: Any, tmp_path: Path) -> None:
    (tmp_path / "structured.json").write_text("{}")
    with pytest.raises(Invalid, match=r"\.csv"):
        import_results(sqlite_town.kit, tmp_path, "arena")
    with pytest.raises(Invalid, match="10,000"):
        import_results(sqlite_town.kit, tmp_path, "arena", batch=0)
    with pytest.raises(NotFound):
        import_results(sqlite_town.kit, write(tmp_path, cup()), "nowhere")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("champs-pool-B-2", (RecordedStage.GROUP, "B", 0, 2)),
        ("champs-pool-C-tie-1", (RecordedStage.TIE_BREAK, "C", 0, 1)),
        ("champs-bracket-losers-2-0", (RecordedStage.BRACKET, "losers", 2, 0)),
        ("champs-bracket-grand-finals-1", (RecordedStage.BRACKET, "grand-finals", 0, 1)),
        ("pro-w1-12", (RecordedStage.OTHER, "pro-w1", 0, 12)),
        ("Group_D_3", (RecordedStage.GROUP, "D", 0, 3)),
        ("pool", (RecordedStage.OTHER, "pool", 0, 0)),
        ("7", (RecordedStage.OTHER, "", 0, 7)),
    ],
)
def test_places_are_read_from_the_names_of_series(name: str, place: tuple[Any, ...]) -> None:
    found = place_of(name)
    assert (found.stage, found.part, found.round, found.number) == place


@given(st.data())
def test_the_order_of_rows_changes_no_game(data: st.DataObject) -> None:
    rows = cup()
    shuffled = data.draw(st.permutations(rows))
    tables = [read_table("a", text_of(each), {}) for each in (rows, shuffled)]
    found = [
        {
            (one.external_id, one.series, side.team, side.score, player.player, player.won)
            for one in table.games
            for side in one.sides
            for player in side.players
        }
        for table in tables
    ]
    assert found[0] == found[1]
    assert [one.external_id for one in tables[0].games] == [one.external_id for one in tables[1].games]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_stands_below_the_header_every_row_is_taken_or_told(body: bytes) -> None:
    with suppress(Invalid):
        table = read_table("a", text_of([]) + body, {})
        taken = sum(len(side.players) for one in table.games for side in one.sides)
        assert table.rows == taken + sum(table.skipped.values())
