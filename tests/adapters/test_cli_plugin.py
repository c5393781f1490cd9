"""`commkit plugin`, and what `check`, `status` and `worker` say of a plugin that is gone."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.running import commkit
from tests.plugins.diary import Family, WritePage, diary_kit, rows, tables
from tests.sample import create_community, new_kit

HOST = """
from tests.plugins.diary import Diary, Family, Shelf
from tests.sample import new_kit


def shelf():
    return new_kit("{url}", Shelf())


def town():
    return new_kit("{url}", Diary())


def both():
    return new_kit("{url}", Diary(), Family())


def bare():
    return new_kit("{url}")
"""


@pytest.fixture
def host(sqlite_url: str, tmp_path: Path) -> Path:
    """A folder with an application, and a town whose plugin wrote a page."""
    with closing(diary_kit(sqlite_url)) as kit:
        create_community(kit, "town", type="diary", members=("ada",))
        with kit.session("ada", "town") as session:
            session.do(WritePage("Dear diary", ("bob",)))
        kit.worker().drain()
    (tmp_path / "diary_shop.py").write_text(HOST.format(url=sqlite_url))
    return tmp_path


def run(host: Path, kit: str, *args: str) -> Any:
    return commkit(*args, "--app", f"diary_shop:{kit}", cwd=host)


def told(host: Path, kit: str, *args: str) -> Any:
    return json.loads(run(host, kit, *args, "--json").stdout)


def test_status_shows_installed_and_missing(host: Path) -> None:
    (plugin,) = [its for its in told(host, "town", "plugin", "status")["plugins"] if its["name"] == "diary"]
    assert (plugin["installed"], plugin["declared"], plugin["version"]) == (True, True, "0001")
    assert {its["name"]: its["rows"] for its in plugin["tables"]}["commkit_diary_page"] == 1
    assert plugin["types"] == [{"name": "diary", "open": 1, "archived": 0}]
    shown = run(host, "bare", "plugin", "status").stdout
    assert "missing" in shown
    assert "diary (1 open, 0 archived)" in shown.replace("\n", " ")


def test_without_yes_it_is_a_plan(host: Path, sqlite_url: str) -> None:
    planned = run(host, "town", "plugin", "remove", "diary")
    assert planned.returncode == 0
    for words in (
        "would archive the community town (diary)",
        "would drop the table commkit_diary_page with 1 rows",
        "--export FOLDER",
        "nothing was changed; say --yes",
    ):
        assert words in planned.stdout
    assert told(host, "town", "plugin", "remove", "diary")["applied"] is False
    with closing(new_kit(sqlite_url)) as kit:
        assert rows(kit, "commkit_diary_page")


@pytest.mark.parametrize("kit", ["town", "bare"])
def test_with_yes_it_is_done(host: Path, sqlite_url: str, kit: str) -> None:
    before = run(host, "bare", "check")
    assert before.returncode == 3
    assert "1 open and 0 archived communities have the type diary of diary" in " ".join(before.stdout.split())
    assert run(host, "bare", "worker", "--once").returncode == 1
    done = told(host, kit, "plugin", "remove", "diary", "--yes", "--export", str(host / "out"))
    assert done["applied"]
    assert done["archives"] == [{"slug": "town", "type": "diary"}]
    assert (host / "out" / "commkit_diary_page.jsonl").read_text().count("\n") == 1
    with closing(new_kit(sqlite_url)) as left:
        assert tables(left) == []
    after = run(host, "bare", "check")
    assert after.returncode == 0
    assert "they are archived, and can still be read" in " ".join(after.stdout.split())
    assert told(host, "bare", "check")["missing_types"] == [
        {"plugin": "diary", "name": "diary", "open": 0, "archived": 1}
    ]
    assert run(host, "bare", "worker", "--once").returncode == 0
    assert "type diary" in run(host, "bare", "status").stdout


def test_a_removal_that_is_refused_says_why_and_is_1(host: Path, sqlite_url: str) -> None:
    with closing(diary_kit(sqlite_url, Family())) as kit:
        create_community(kit, "home", type="family")
    planned = run(host, "both", "plugin", "remove", "diary")
    assert "refused while the community home (family) is open" in planned.stdout
    refused = run(host, "both", "plugin", "remove", "diary", "--yes", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "runtime.plugin_in_use"


def test_what_is_no_plugin_is_one_sentence(host: Path) -> None:
    unknown = run(host, "bare", "plugin", "remove", "dairy", "--yes")
    assert unknown.returncode == 1
    assert "no plugin 'dairy' in this database; known are: diary" in unknown.stderr
    assert "Traceback" not in unknown.stderr


@pytest.mark.parametrize("args", [["plugin", "remove"], ["plugin", "nothing"], ["plugin", "status", "--yes"]])
def test_wrong_usage_is_2(args: list[str]) -> None:
    assert commkit(*args).returncode == 2


def test_looking_makes_no_database(tmp_path: Path) -> None:
    looked = commkit("plugin", "status", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert looked.returncode == 1
    assert not list(tmp_path.iterdir())


def test_what_builds_on_it_is_shown_and_keeps_it(host: Path) -> None:
    found = {its["name"]: its["requires"] for its in told(host, "shelf", "plugin", "status")["plugins"]}
    assert found == {"diary": [], "forum": [], "shelf": ["diary"]}
    assert told(host, "shelf", "plugin", "remove", "diary")["needed_by"] == ["shelf"]
    plan = run(host, "shelf", "plugin", "remove", "diary").stdout
    assert "refused while this Kit has shelf, which builds on diary" in plan
    types = {its["name"]: its["requires"] for its in told(host, "shelf", "types")["plugins"]}
    assert (types["diary"], types["shelf"]) == ([], ["diary"])
    assert "the Kit has the plugin shelf, which builds on diary" in run(host, "shelf", "doctor").stdout
