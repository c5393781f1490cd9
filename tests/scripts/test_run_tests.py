"""The two runs of pytest of `make test` are told as one."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/run-tests.sh"
PYTHON = """#!/bin/sh
echo "$@" >> runs
for last; do :; done
exit $(cat "$last.code")
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository whose pytest ends with the code that lies beside the last folder it is given."""
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    for folder in ("tests", "plugins"):
        (tmp_path / folder).mkdir()
    shutil.copy(SCRIPT, tmp_path)
    return tmp_path


def run(place: Path, *arguments: str, tests: int = 0, plugins: int = 0) -> tuple[int, list[str]]:
    """The exit code, and the last argument of each run of pytest."""
    (place / "tests.code").write_text(str(tests))
    (place / "plugins.code").write_text(str(plugins))
    code = subprocess.run([place / SCRIPT.name, *arguments], cwd=place, check=False).returncode
    return code, [line.split()[-1] for line in (place / "runs").read_text().splitlines()]


@pytest.mark.parametrize(
    ("tests", "plugins", "code"),
    [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1), (5, 0, 0), (0, 5, 0), (5, 1, 1), (1, 5, 1), (5, 5, 5)],
)
def test_a_failure_of_either_is_one_of_both(place: Path, tests: int, plugins: int, code: int) -> None:
    assert run(place, "-q", tests=tests, plugins=plugins) == (code, ["tests", "plugins"])


def test_an_interruption_ends_both(place: Path) -> None:
    assert run(place, tests=2) == (2, ["tests"])


@pytest.mark.parametrize("words", [("-q", "tests"), ("tests",), ("-k", "plugins", "tests")])
def test_only_what_is_named_is_run(place: Path, words: tuple[str, ...]) -> None:
    assert run(place, *words, tests=1) == (1, ["tests"])


def test_a_word_that_is_searched_for_names_no_folder(place: Path) -> None:
    assert run(place, "-k", "plugins") == (0, ["tests", "plugins"])
