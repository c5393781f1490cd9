"""`commkit import polis`: an importer of a plugin, found by its entry point."""

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from commkit.adapters.cli import installed_commands
from commkit.adapters.cli.app import new_app, run

from .test_polis import VOTES, write


def test_it_imports_and_says_what_became_of_each_row(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "talk")
    command = ["import", "polis", str(path), "--community", "forum", "--json"]
    assert run(command, kit=sqlite_town.kit) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tables"]["talk/votes.csv"] == {"rows": len(VOTES) - 1, "imported": 6, "skipped": {}}
    assert run(command, kit=sqlite_town.kit) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["talk/votes.csv"]["imported"] == 0


def test_a_broken_file_is_exit_code_four(
    sqlite_town: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "talk", votes=b"")
    assert run(["import", "polis", str(path), "--community", "forum"], kit=sqlite_town.kit) == 4
    assert "no column" in capsys.readouterr().out


def test_a_path_that_is_not_there_is_told(sqlite_town: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "polis", "nowhere", "--community", "forum"], kit=sqlite_town.kit) != 0
    assert "nowhere" in capsys.readouterr().err


def test_importers_of_plugins_are_listed_beside_those_of_the_core() -> None:
    names = set(new_app("import", "--help")["import"])
    assert {"polis", "stackexchange", "mbox"} <= names


def test_a_broken_importer_is_told_where_it_is_asked_for_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = EntryPoint("broken", "not_there:command", installed_commands.IMPORTS)
    monkeypatch.setattr(installed_commands, "entry_points", lambda **_: [broken])
    assert run(["import", "broken", "x"]) != 0
    assert "'broken' cannot be loaded" in capsys.readouterr().err
    assert run(["import", "--help"]) == 0
