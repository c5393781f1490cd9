"""Each example runs to its end in a process of its own, and says what it should."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT

SAYS = {
    "host_transaction.py": (
        [],
        ["paid: orders 1, questions 1", "back: orders 1, questions 1", "asked: Order 17"],
    ),
    "event_page.py": (
        [],
        [
            "The old mill: 0 of 1 seats taken",
            "<strong>one</strong> broken thing. &lt;script&gt;",
            "You wait; your number is 1.",
            "bob: <p>status: choose one of: going, maybe, declined</p>",
            "bob was notified: ['events.waitlist_promoted']",
        ],
    ),
    "idea_board.py": (
        [],
        [
            "board: 2 Scenes that follow the sunset (new) | 1 A red lamp (new)",
            "roadmap: planned:  | in_progress:  | done: Scenes",
            "bob was notified: ['feedback.suggestion_merged', 'feedback.suggestion_status']",
            "too late: feedback.voting_closed",
            "answered: 50% of 2",
        ],
    ),
    "plain_wsgi.py": (
        ["--once"],
        [
            "200 OK <li>",
            "<b>Bob Kahn</b>: I",
            "<b>Ada Lovelace</b>: Look",
            "422 Unprocessable",
            "404 Not Found",
        ],
    ),
}


def run(name: str, arguments: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "examples" / name), *arguments],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_tried() -> None:
    assert {file.name for file in (ROOT / "examples").glob("*.py")} == set(SAYS)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAYS)
def test_an_example_runs_to_its_end(name: str, tmp_path: Path) -> None:
    arguments, expected = SAYS[name]
    output = run(name, arguments, tmp_path)
    assert [line for line in expected if line not in output] == [], output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_the_host_transaction_holds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    output = run("host_transaction.py", [postgres_url], tmp_path)
    assert "rolled back: orders 1, questions 1" in output
