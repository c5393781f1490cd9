"""Real conversations, read in place: totals equal the published ones, and groups do not depend on the order of rows."""

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from commkit import SYSTEM
from commkit.adapters.cli.app import run
from commkit_opinion import ListConsultations, ListStatementTotals, import_polis
from commkit_opinion.importing.policy import read_votes
from commkit_opinion.maps.arrays.policy import MISSING, Choices, compute_map

VALUES = {"agree": 1, "disagree": -1, "pass": 0}
pytestmark = pytest.mark.shared


@pytest.fixture
def zips(shared_data: Path) -> list[Path]:
    found = sorted((shared_data / "polis").glob("*.zip"))
    assert len(found) == 5
    return found


def rows_of(file: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(file) as archive:
        text = archive.read(f"{file.stem}/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def published(file: Path) -> dict[str, tuple[int, int]]:
    return {
        row["comment-id"]: (int(row["agrees"]), int(row["disagrees"])) for row in rows_of(file, "comments")
    }


def last_votes(file: Path) -> dict[str, Counter[str]]:
    """One member, one vote, counted by hand: of two at one moment the greater choice, as the importer has it."""
    order = {"1": 0, "-1": 1, "0": 2}
    last: dict[tuple[str, str], tuple[int, int, str]] = {}
    for row in rows_of(file, "votes"):
        key = (row["voter-id"], row["comment-id"])
        this = (int(row["timestamp"]), order[row["vote"]], row["vote"])
        last[key] = max(last.get(key, this), this)
    found: dict[str, Counter[str]] = {}
    for (_, statement), (*_, choice) in last.items():
        found.setdefault(statement, Counter())[choice] += 1
    return found


def listed(town: Any, consultation: Any) -> list[Any]:
    found, after = [], None
    while True:
        page = town.ask(SYSTEM, ListStatementTotals(consultation.id, limit=100, after=after))
        found += page.items
        after = page.next
        if after is None:
            return found


@pytest.mark.slow
def test_totals_of_every_statement_are_the_published_ones(sqlite_town: Any, zips: list[Path]) -> None:
    town = sqlite_town
    report = import_polis(town.kit, zips[0].parent, "forum")
    assert not report.failed_tables
    assert all(t.rows == t.imported + sum(t.skipped.values()) for t in report.tables.values())
    taken: Counter[str] = Counter()
    for name, table in report.tables.items():
        taken[name.partition("/")[2]] += table.imported
    assert (taken["comments.csv"], taken["votes.csv"]) == (877, 62_696)
    consultations = {one.source: one for one in town.ask(SYSTEM, ListConsultations(limit=100)).items}
    statements = 0
    for file in zips:
        expected, single = published(file), last_votes(file)
        for one in listed(town, consultations[f"polis:{file.stem}"]):
            id = one.statement.external_id
            assert (one.agree_ballots, one.disagree_ballots) == expected[id], (file.stem, id)
            votes = single.get(id, Counter())
            assert (one.agrees, one.disagrees, one.passes) == (votes["1"], votes["-1"], votes["0"])
            statements += 1
    assert statements == 877
    again = import_polis(town.kit, zips[0].parent, "forum")
    assert again.imported == 0


def matrix_of(votes: list[Any]) -> tuple[Choices, list[str]]:
    people = {voter: row for row, voter in enumerate(dict.fromkeys(vote.voter for vote in votes))}
    columns = {id: column for column, id in enumerate(sorted({vote.statement for vote in votes}))}
    matrix = np.full((len(people), len(columns)), MISSING, dtype=np.int8)
    for vote in votes:
        matrix[people[vote.voter], columns[vote.statement]] = VALUES[vote.ballots[-1].choice]
    return matrix, list(people)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(5))
def test_groups_are_the_same_in_whatever_order_rows_stand(zips: list[Path], number: int) -> None:
    file = zips[number]
    with zipfile.ZipFile(file) as archive:
        data = archive.read(f"{file.stem}/votes.csv")
    head, *lines = data.decode().splitlines(keepends=True)
    Random(7).shuffle(lines)
    found = []
    for source in (data, (head + "".join(lines)).encode()):
        votes, _ = read_votes(source)
        Random(len(found)).shuffle(votes)
        matrix, people = matrix_of(votes)
        computed = compute_map(matrix)
        found.append({people[one.row]: (one.group, one.x, one.y) for one in computed.places})
    assert found[0] == found[1]
    assert len(found[0]) > 10


@pytest.mark.slow
def test_the_command_imports_and_reports(
    zips: list[Path], sqlite_town: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(file for file in zips if file.stem.startswith("london"))
    assert run(["import", "polis", str(file), "--community", "forum", "--json"], kit=sqlite_town.kit) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tables"][f"{file.stem}/votes.csv"] == {"rows": 640, "imported": 640, "skipped": {}}
