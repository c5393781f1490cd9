"""The coverage report: rooms add up, and what must be covered wholly is found wherever it is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.coverage_by_room import ROOT, Wanted, by_room, faults, main, room_of, table


def file(
    lines: int = 10,
    missing: tuple[int, ...] = (),
    branches: int = 4,
    lacking: tuple[tuple[int, int], ...] = (),
) -> dict[str, Any]:
    """A file as coverage.py reports it."""
    return {
        "summary": {
            "num_statements": lines,
            "covered_lines": lines - len(missing),
            "num_branches": branches,
            "covered_branches": branches - len(lacking),
        },
        "missing_lines": list(missing),
        "missing_branches": [list(pair) for pair in lacking],
    }


FILES = {
    "src/commkit/kit.py": file(),
    "src/commkit/runtime/sessions/rates.py": file(missing=(3, 4), lacking=((2, 3),)),
    "src/commkit/runtime/sessions/session.py": file(branches=0),
    "plugins/commkit-support/src/commkit_support/clock.py": file(lines=0, branches=0),
}


def test_the_room_of_a_file_is_its_folder() -> None:
    assert room_of("src/commkit/kit.py") == "commkit"
    assert room_of("src/commkit/runtime/sessions/rates.py") == "commkit/runtime/sessions"
    assert (
        room_of("plugins/commkit-support/src/commkit_support/clock.py")
        == "plugins/commkit-support/commkit_support"
    )


def test_a_room_adds_up_its_files() -> None:
    rooms = by_room(FILES)
    assert list(rooms) == ["commkit", "commkit/runtime/sessions", "plugins/commkit-support/commkit_support"]
    sessions = rooms["commkit/runtime/sessions"]
    assert (sessions.lines, sessions.lines_covered, sessions.branches, sessions.branches_covered) == (
        20,
        18,
        4,
        3,
    )
    assert sessions.percent == pytest.approx(100 * 21 / 24)
    assert rooms["plugins/commkit-support/commkit_support"].percent == 100, "nothing is all there"


def test_enough_is_no_fault() -> None:
    assert list(faults(FILES, Wanted(90, ("src/commkit/kit.py",)))) == []


def test_too_little_of_all_is_a_fault() -> None:
    (fault,) = faults(FILES, Wanted(95, ()))
    assert fault == "92.1 % of all is covered, and 95 % is asked for"


@pytest.mark.parametrize("pattern", ["src/commkit/runtime/sessions/rates.py", "src/commkit/runtime/*"])
def test_what_must_be_covered_wholly_and_is_not_is_reported_with_its_lines(pattern: str) -> None:
    (fault,) = faults(FILES, Wanted(0, (pattern,)))
    assert fault == (
        "src/commkit/runtime/sessions/rates.py must be covered wholly, and lacks lines 3, 4 and branches 2 to 3"
    )


def test_a_missing_branch_alone_is_a_fault() -> None:
    files = {"src/a.py": file(lacking=((7, -1),))}
    (fault,) = faults(files, Wanted(0, ("src/a.py",)))
    assert fault == "src/a.py must be covered wholly, and lacks branches 7 to -1"


def test_a_pattern_that_no_file_matches_is_a_fault() -> None:
    (fault,) = faults(FILES, Wanted(0, ("src/commkit/gone.py",)))
    assert fault == "no file matches src/commkit/gone.py: name the file as it is called now"


def test_the_table_tells_every_room() -> None:
    lines = list(table(by_room(FILES)))
    assert len(lines) == 4
    assert lines[2].split() == ["commkit/runtime/sessions", "20", "2", "4", "1", "87.5%"]


@pytest.mark.parametrize(("least", "code"), [(90, 0), (95, 1)])
def test_the_exit_code_tells_whether_it_is_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], least: int, code: int
) -> None:
    report, pyproject = tmp_path / "coverage.json", tmp_path / "pyproject.toml"
    report.write_text(json.dumps({"files": FILES}))
    pyproject.write_text(f"[tool.commkit.coverage]\nleast = {least}\nwhole = ['src/commkit/kit.py']\n")
    assert main([str(report)], pyproject) == code
    said = capsys.readouterr()
    assert "commkit/runtime/sessions" in said.out
    assert bool(said.err) == bool(code)


def test_without_a_report_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_what_the_project_asks_for_names_files_that_are_there() -> None:
    wanted = Wanted.read(ROOT / "pyproject.toml")
    assert wanted.least >= 92
    there = {
        str(path.relative_to(ROOT)): file()
        for folder in ("src", "plugins")
        for path in (ROOT / folder).rglob("*.py")
        if "tests" not in path.relative_to(ROOT).parts
    }
    assert list(faults(there, wanted)) == []
