"""`commkit reindex`: what it says, and that searches find again what was lost."""

import json
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from commkit.posts import CreateThread
from commkit.search import SearchContent
from tests.adapters.running import commkit
from tests.helpers import ask, do
from tests.sample import create_community, new_kit


def test_what_was_lost_is_found_again(sqlite_url: str) -> None:
    commkit("migrate", "--database", sqlite_url)  # the tables of installed plugins, too
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit, members=("ada",))
        do(kit, "ada", "town", CreateThread(kind="question", title="Zebra", body="x"))
        with kit.database.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO commkit_search_fts (commkit_search_fts) VALUES ('delete-all')")
            )
        assert ask(kit, "ada", "town", SearchContent("zebra")).hits == ()
        ran = commkit("reindex", "--database", sqlite_url, "--json")
        assert (ran.returncode, json.loads(ran.stdout)) == (0, {"entries": 1})
        assert len(ask(kit, "ada", "town", SearchContent("zebra")).hits) == 1
    assert "indexed 1 entries" in commkit("reindex", "--database", sqlite_url).stdout


def test_a_database_that_is_behind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "town.db").touch()
    ran = commkit("reindex", "--database", f"sqlite:///{tmp_path / 'town.db'}")
    assert ran.returncode == 3
    assert "commkit migrate" in ran.stderr
