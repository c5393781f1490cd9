"""`commkit copy`: what it prints, and how it ends."""

import json
import os
from contextlib import closing
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from commkit.copying import running
from commkit.posts import CreateThread
from tests.adapters.running import commkit
from tests.helpers import do
from tests.sample import create_community, new_kit

APP = """
    from tests.sample import new_kit

    def kit():
        return new_kit("sqlite:///{file}")
"""


@pytest.fixture
def folder(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an application, whose database has a community."""
    file = sqlite_url.removeprefix("sqlite:///")
    (tmp_path / "copied_app.py").write_text(dedent(APP).format(file=file))
    monkeypatch.syspath_prepend(os.getcwd())  # noqa: PTH109  # where the module of samples is
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit, members=("ada",))
        do(kit, "ada", "town", CreateThread(kind="question", title="Zebra", body="x"))
    return tmp_path


def copy(folder: Path, source: str, *more: str) -> Any:
    return commkit(
        "copy", source, f"sqlite:///{folder / 'copy.db'}", "--app", "copied_app:kit", *more, cwd=folder
    )


def test_a_copy_and_what_is_told_of_it(folder: Path, sqlite_url: str) -> None:
    ran = copy(folder, sqlite_url, "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["equal"] is True
    assert told["rows"] == told["copied"] == sum(part["rows"] for part in told["tables"].values())
    assert told["source"] == sqlite_url
    assert told["indexed"] == 1
    post = told["tables"]["commkit_post"]
    assert post == {"rows": 1, "copied": 1, "checksum": post["checksum"], "equal": True}
    assert len(post["checksum"]) == 32


def test_once_more_and_for_people(folder: Path, sqlite_url: str) -> None:
    first = copy(folder, sqlite_url)
    assert (first.returncode, first.stderr.strip()) == (0, "")
    assert "all tables are equal" in first.stdout
    assert "commkit_post" in first.stdout
    again = copy(folder, sqlite_url)
    assert again.returncode == 0
    assert "nothing to do" in again.stdout
    told = json.loads(copy(folder, sqlite_url, "--json").stdout)
    assert (told["copied"], told["equal"]) == (0, True)


def test_a_source_that_was_written_to_is_told_with_the_report(
    folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = running._Copy._compare

    def late(self: Any, snapshot: Any) -> Any:
        with closing(new_kit(sqlite_url)) as kit:
            do(kit, "ada", "town", CreateThread(kind="question", title="Meanwhile", body="x"))
        return compare(self, snapshot)

    monkeypatch.setattr(running._Copy, "_compare", late)
    ran = copy(folder, sqlite_url, "--json")
    assert ran.returncode == 5
    told = json.loads(ran.stdout)
    assert told["equal"] is False
    assert told["error"]["code"] == "copying.unequal"
    assert told["tables"]["commkit_post"]["equal"] is False
    assert told["tables"]["commkit_directory"]["equal"] is True
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("sqlite:///nowhere.db", "sqlite:///copy.db"), 1, "there is no database"),
        (("sqlite:///nowhere.db",), 2, "see commkit --help"),
        (("mysql://x/y", "sqlite:///copy.db"), 1, "commkit does not run on"),
    ],
)
def test_wrong_arguments(tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    ran = commkit("copy", *arguments, cwd=tmp_path)
    assert (ran.returncode, told in ran.stderr) == (code, True), ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_database_with_a_plugin_that_the_application_lacks(folder: Path, sqlite_url: str) -> None:
    commkit("migrate", "--database", sqlite_url)  # with what is installed
    ran = copy(folder, sqlite_url, "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["error"]["code"] == "copying.plugins_missing"
    assert not (folder / "copy.db").exists() or (folder / "copy.db").stat().st_size == 0
    (folder / "copied_whole_app.py").write_text(
        "from tests.copying.conftest import open_kit\n\n"
        f"def kit():\n    return open_kit({sqlite_url!r}, discover_installed=True)\n"
    )
    target = f"sqlite:///{folder / 'copy.db'}"
    whole = commkit("copy", sqlite_url, target, "--app", "copied_whole_app:kit", "--json", cwd=folder)
    assert whole.returncode == 0, whole.stdout
