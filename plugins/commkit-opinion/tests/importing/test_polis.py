"""Exports of Polis: every row is imported or skipped for a reason, once, in whatever order the rows stand."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from commkit import SYSTEM, Invalid
from commkit.importers import ImportReport
from commkit.privacy import ErasePerson
from commkit_opinion import (
    Consultation,
    ListConsultations,
    ListStatements,
    ListStatementTotals,
    import_polis,
)

SUMMARY = [
    ["topic", "Where shall we meet?"],
    ["url", "https://polis.example/1"],
    ["conversation-description", "Say so."],
]
COMMENTS = [
    ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
    ["1500000000000", "x", "10", "1", "1", "1", "1", "By the river,\nwhere it is cool."],
    ["1500000001000", "x", "2", "1", "2", "0", "1", 'In the "old" hall.'],
    ["1500000002000", "x", "3", "9", "0", "0", "-1", "Buy my things."],
    ["1500000003000", "x", "4", "2", "1", "0", "0", ""],
]
VOTES = [
    ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
    ["1500000020000", "x", "10", "1", "-1"],  # the later one stands first
    ["1500000010000", "x", "10", "1", "1"],
    ["1500000011000", "x", "2", "1", "1"],
    ["1500000012000", "x", "2", "2", "1"],
    ["1500000013000", "x", "4", "2", "1"],
    ["1500000014000", "x", "3", "3", "0"],
]


def text_of(rows: Iterable[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def write(folder: Path, **files: list[list[str]] | bytes) -> Path:
    """An export; an argument `votes` is the file `votes.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    known: dict[str, Any] = {"summary": SUMMARY, "comments": COMMENTS, "votes": VOTES, **files}
    for name, rows in known.items():
        data = rows if isinstance(rows, bytes) else text_of(rows)
        (folder / f"{name.replace('_', '-')}.csv").write_bytes(data)
    return folder


def take(town: Any, path: Path, **options: Any) -> ImportReport:
    report = import_polis(town.kit, path, "forum", **options)
    for name, table in report.tables.items():
        assert table.rows == table.imported + sum(table.skipped.values()), name
    return report


def consultation_of(town: Any) -> Consultation:
    (found,) = town.ask("stew", ListConsultations()).items
    return found


def totals(town: Any) -> dict[str, tuple[Any, ...]]:
    """The totals of the host by the ids of the export."""
    listed = town.ask(SYSTEM, ListStatementTotals(consultation_of(town).id, limit=100)).items
    return {
        one.statement.external_id: (
            one.agrees, one.disagrees, one.passes, one.agree_ballots, one.disagree_ballots, one.pass_ballots,
        )
        for one in listed
    }  # fmt: skip


EXPECTED = {
    "2": (2, 0, 0, 2, 0, 0),
    "3": (0, 0, 1, 0, 0, 1),
    "4": (1, 0, 0, 1, 0, 0),
    "10": (0, 1, 0, 1, 1, 0),
}


def test_every_row_is_taken_and_every_ballot_counted(town: Any, tmp_path: Path) -> None:
    report = take(town, write(tmp_path / "talk", stats_history=[["n-votes"], ["1"]]))
    counts = {name: (table.rows, table.imported) for name, table in report.tables.items()}
    assert counts == {
        "talk/summary.csv": (3, 2),
        "talk/people": (4, 4),
        "talk/comments.csv": (4, 4),
        "talk/votes.csv": (6, 6),
        "talk/stats-history.csv": (1, 0),
    }
    consultation = consultation_of(town)
    assert (consultation.title, consultation.body) == ("Where shall we meet?", "Say so.")
    assert not consultation.is_open(town.clock())
    assert totals(town) == EXPECTED
    shown = town.ask("ada", ListStatements(consultation.id)).items
    assert [(one.number, one.body) for one in shown] == [
        (1, 'In the "old" hall.'),
        (4, "By the river,\nwhere it is cool."),
    ]


def test_a_second_run_changes_nothing(town: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "talk")
    take(town, path)
    before = totals(town)
    report = take(town, path)
    assert report.imported == 0
    assert report.tables["talk/votes.csv"].skipped == {"already imported": 6}
    assert totals(town) == before


def test_the_order_of_rows_changes_nothing(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "talk", comments=[COMMENTS[0], *COMMENTS[:0:-1]], votes=[VOTES[0], *VOTES[:0:-1]])
    take(sqlite_town, path)
    assert totals(sqlite_town) == EXPECTED
    listed = sqlite_town.ask(SYSTEM, ListStatementTotals(consultation_of(sqlite_town).id)).items
    assert [one.statement.external_id for one in listed] == ["2", "3", "4", "10"]


def test_an_import_that_was_stopped_goes_on(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "talk")

    class Stopped(Exception):
        pass

    def stop(name: str, rows: int) -> None:
        if name.endswith("votes.csv") and rows >= 3:
            raise Stopped

    with pytest.raises(Stopped):
        import_polis(sqlite_town.kit, path, "forum", batch=1, progress=stop)
    assert totals(sqlite_town) != EXPECTED
    report = take(sqlite_town, path, batch=2)
    assert report.tables["talk/votes.csv"].imported > 0
    assert totals(sqlite_town) == EXPECTED


def test_ballots_that_came_since_are_added(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "talk")
    take(sqlite_town, path)
    more = [["1500000030000", "x", "10", "1", "1"], ["1500000031000", "x", "10", "7", "1"]]
    report = take(sqlite_town, write(tmp_path / "talk", votes=[*VOTES, *more]))
    assert report.tables["talk/votes.csv"].imported == 2
    assert totals(sqlite_town) == {**EXPECTED, "10": (2, 0, 0, 3, 1, 0)}


def test_rows_that_cannot_be_read_are_counted_by_reason(sqlite_town: Any, tmp_path: Path) -> None:
    comments = [
        *COMMENTS,
        ["1500000000000", "x", "10", "1", "0", "0", "1", "Twice."],
        ["1500000000000", "x", "11", "1", "0", "0", "2", "Odd."],
        ["soon", "x", "12", "1", "0", "0", "1", "When?"],
        ["1500000000000", "x", "", "1", "0", "0", "1", "Which?"],
        ["1500000000000", "x", "13", "1", "0", "0", "1", "x" * 1_001],
        ["1500000000000", "x", "14", "1", "0", "0", "1", "a\x07bell"],
        ["1500000000000"],
    ]
    votes = [
        *VOTES,
        ["1500000000000", "x", "99", "1", "1"],
        ["1500000000000", "x", "10", "1", "2"],
        ["1e99", "x", "10", "1", "1"],
        ["1500000000000", "x", "10", " ", "1"],
        ["1500000000000", "x", "10"],
    ]
    report = take(sqlite_town, write(tmp_path / "talk", comments=comments, votes=votes))
    assert report.tables["talk/comments.csv"].imported == 4
    assert dict(report.tables["talk/comments.csv"].skipped) == {
        "moderated malformed": 2,
        "duplicate id": 1,
        "timestamp malformed": 1,
        "comment-id malformed": 1,
        "text too long": 1,
        "text with control characters": 1,
    }
    assert report.tables["talk/votes.csv"].imported == 6
    assert dict(report.tables["talk/votes.csv"].skipped) == {
        "statement missing": 1,
        "vote malformed": 1,
        "timestamp malformed": 1,
        "voter-id malformed": 2,
    }
    assert totals(sqlite_town) == EXPECTED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe,a", "not_utf8"),
        (b'timestamp,comment-id,voter-id,vote\n"1', "no_csv"),
        (b"", "no_column"),
        (b"timestamp,comment-id\n", "no_column"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_failure_and_nothing_is_imported(
    sqlite_town: Any, tmp_path: Path, data: bytes, reason: str
) -> None:
    report = take(sqlite_town, write(tmp_path / "talk", votes=data))
    assert report.failed_tables == ("talk/votes.csv",)
    assert report.tables["talk/votes.csv"].failure.reason == reason
    assert sqlite_town.ask("stew", ListConsultations()).items == ()


def test_zips_and_folders_of_them_are_read(sqlite_town: Any, tmp_path: Path) -> None:
    write(tmp_path / "all" / "first")
    with zipfile.ZipFile(tmp_path / "all" / "second.zip", "w") as archive:
        for name, rows in (("comments", COMMENTS), ("votes", VOTES)):
            archive.writestr(f"second/{name}.csv", text_of(rows))
    report = take(sqlite_town, tmp_path / "all")
    assert {name.partition("/")[0] for name in report.tables} == {"first", "second"}
    titles = {one.title for one in sqlite_town.ask("stew", ListConsultations()).items}
    assert titles == {"Where shall we meet?", "second"}
    assert take(sqlite_town, tmp_path / "all" / "second.zip").imported == 0


def test_a_path_without_a_conversation_is_refused(sqlite_town: Any, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"comments\.csv"):
        import_polis(sqlite_town.kit, tmp_path, "forum")
    with pytest.raises(Invalid, match="10,000"):
        import_polis(sqlite_town.kit, write(tmp_path / "talk"), "forum", batch=0)


def test_nothing_is_added_of_who_was_erased(sqlite_town: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "talk")
    take(sqlite_town, path)
    with sqlite_town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("polis:talk:1"))
    more = [["1500000030000", "x", "4", "1", "1"]]
    report = take(sqlite_town, write(tmp_path / "talk", votes=[*VOTES, *more]))
    assert report.tables["talk/votes.csv"].skipped["voter erased"] == 4
    assert report.tables["talk/votes.csv"].imported == 0


def test_an_empty_conversation_is_imported(sqlite_town: Any, tmp_path: Path) -> None:
    take(sqlite_town, write(tmp_path / "talk", comments=COMMENTS[:1], votes=VOTES[:1]))
    assert totals(sqlite_town) == {}
    sqlite_town.work()
    assert sqlite_town.map(consultation_of(sqlite_town)).groups == ()
