"""`commkit import cwl`, and `commkit ask` about what it imported."""

import json
from pathlib import Path
from typing import Any

import pytest

from commkit.adapters.cli.app import run

from .test_results import cup, game, write


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_it_imports_and_the_totals_can_be_asked_for(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, cup())
    command = ["import", "cwl", str(path), "--community", "arena", "--json"]
    assert run(command, kit=sqlite_town.kit) == 0
    report = told(capsys)
    assert report["tables"]["cup.csv"] == {"rows": 44, "imported": 44, "skipped": {}}
    assert report["ignored_columns"]["cup.csv"]["count"] == 2
    ask = ["ask", "arena", "tournaments.list_recorded_tournaments", "--json"]
    assert run(ask, kit=sqlite_town.kit) == 0
    (found,) = told(capsys)["items"]
    ask = ["ask", "arena", "tournaments.read_recorded_totals", f"tournament={found['id']}", "--json"]
    assert run(ask, kit=sqlite_town.kit) == 0
    totals = told(capsys)
    assert (totals["games"], totals["rows"], totals["win_rows"]) == (11, 44, 22)


def test_findings_are_told_with_file_and_line(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**row, "win?": "L"} for row in game("a", "s-1", 1, "Owls", "Foxes")]
    path = write(tmp_path, rows)
    command = ["import", "cwl", str(path), "--community", "arena"]
    assert run([*command, "--json"], kit=sqlite_town.kit) == 0
    report = told(capsys)
    assert report["findings"][0] == {
        "file": "cup.csv", "line": 2, "reason": "unequal rows of W and L", "detail": "a: 0 W, 4 L", "skipped": False,
    }  # fmt: skip
    assert report["finding_counts"]["cup.csv"]["unequal rows of W and L"] == 1
    assert run(command, kit=sqlite_town.kit) == 0
    assert "columns ignored" in capsys.readouterr().out


def test_other_names_of_teams_are_options(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, cup())
    command = ["import", "cwl", str(path), "--community", "arena", "--json", "--same-team"]
    assert run([*command, "Owls"], kit=sqlite_town.kit) != 0
    assert "OTHER=NAME" in capsys.readouterr().out
    both = [*command, "Owls=Night Owls", "--same-team", "Bears=Polar Bears"]
    assert run(both, kit=sqlite_town.kit) == 0
    assert told(capsys)["changes"]["cup.csv"] == {"team called by another name": 36}


def test_a_broken_file_is_exit_code_four(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, b"a,b")
    assert run(["import", "cwl", str(path), "--community", "arena"], kit=sqlite_town.kit) == 4
    assert "no column" in capsys.readouterr().out
