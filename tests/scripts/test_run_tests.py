"""The runs of pytest of `make test` are told as one, and leave no test out."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/run-tests.sh"
PYTHON = """#!/bin/sh
echo "$@" >> runs
exit $(sed -n "$(wc -l < runs)p" codes)
"""
ROOMS = ("tests/adapters", "tests/members", "tests/posts", "tests/views", "plugins")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository whose pytest ends with the codes of a file, one after the other."""
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    for room in ROOMS:
        (tmp_path / room).mkdir(parents=True)
    for file in ("conftest.py", "plans.py", "test_layout.py"):
        (tmp_path / "tests" / file).touch()
    shutil.copy(SCRIPT, tmp_path)
    return tmp_path


def run(place: Path, *arguments: str, codes: tuple[int, ...] = (0, 0, 0)) -> tuple[int, list[str]]:
    """The exit code, and what each run of pytest got beside the usual options."""
    (place / "codes").write_text("\n".join(map(str, codes)) + "\n")
    code = subprocess.run([place / SCRIPT.name, *arguments], cwd=place, check=False).returncode
    usual = "-m pytest --numprocesses auto --dist loadfile "
    return code, [line.removeprefix(usual) for line in (place / "runs").read_text().splitlines()]


def test_each_room_is_in_one_of_the_runs(place: Path) -> None:
    assert run(place, "-q") == (
        0,
        [
            "-q tests/adapters/ tests/members/",
            "-q tests/posts/ tests/views/ tests/test_layout.py",
            "-q plugins/",
        ],
    )


def test_no_room_of_this_repository_has_another_name() -> None:
    folders = [
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))
    ]
    assert [name for name in folders if not "a" <= name[0] <= "z"] == []


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((0, 1, 0), 1),
        ((0, 0, 1), 1),
        ((5, 0, 5), 0),
        ((5, 5, 0), 0),
        ((0, 5, 5), 0),
        ((1, 5, 5), 1),
        ((5, 1, 5), 1),
        ((4, 0, 5), 4),
        ((5, 5, 5), 5),
    ],
)
def test_a_failure_of_any_is_one_of_all(place: Path, codes: tuple[int, ...], whole: int) -> None:
    code, runs = run(place, codes=codes)
    assert code == whole
    assert len(runs) == len(codes)


def test_an_interruption_ends_all(place: Path) -> None:
    code, runs = run(place, codes=(2,))
    assert code == 2
    assert len(runs) == 1


@pytest.mark.parametrize("words", ["-q tests", "tests/test_layout.py::test_names", "-k plugins tests/posts"])
def test_only_what_is_named_is_run(place: Path, words: str) -> None:
    assert run(place, *words.split(), codes=(1,)) == (1, [words])


def test_a_word_that_is_searched_for_names_no_folder(place: Path) -> None:
    code, runs = run(place, "-k", "plugins")
    assert code == 0
    assert len(runs) == 3
