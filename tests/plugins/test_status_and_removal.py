"""What the database has of plugins, and how one is removed: planned, all or nothing, with the plugin or without."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from commkit import SYSTEM, Conflict, Kit, MigrationPending, NotFound
from commkit.communities import ArchiveCommunity, ReadCommunity
from commkit.plugins import CommunityOfType, PluginStatus, PluginTable, PluginType
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.delivery.scheduled import schedule_command
from tests.plugins.diary import Diary, Family, Shelf, WritePage, diary_kit, forget_declarations, rows, tables
from tests.sample import create_community

TABLES = ["commkit_diary_page", "commkit_diary_reader", "commkit_diary_version", "commkit_diary_word"]
Make = Callable[..., Kit]


@pytest.fixture
def town(make: Make) -> Kit:
    """A Kit with the plugin and another one that uses its features; one town of its type, and one forum."""
    kit = make(Diary())
    kit.migrate()
    create_community(kit, "town", type="diary", members=("ada",))
    create_community(kit, "square")
    with kit.session("ada", "town") as session:
        session.do(CreateThread(kind="question", title="Open", body="Well?"))
        session.do(WritePage("Dear diary", ("bob", "cid")))
        session.do(WritePage("Nobody reads this"))
    kit.worker().drain()
    return kit


def status_of(kit: Kit, name: str) -> PluginStatus:
    (found,) = [its for its in kit.plugins.status() if its.name == name]
    return found


def archived(kit: Kit, slug: str) -> bool:
    with kit.session(SYSTEM, slug, read_only=True) as session:
        return session.ask(ReadCommunity()).archived_at is not None


# --- status --------------------------------------------------------------------------------------------------------


def test_an_installed_plugin_with_its_tables_and_communities(town: Kit) -> None:
    assert status_of(town, "diary") == PluginStatus(
        name="diary",
        installed=True,
        declared=True,
        version="0001",
        tables=(
            PluginTable("commkit_diary_page", 2),
            PluginTable("commkit_diary_reader", 2),
            PluginTable("commkit_diary_word", 1),
        ),
        types=(PluginType("diary", 1, 0),),
        waiting=0,
    )


@pytest.mark.parametrize("declared", [True, False])
def test_one_that_is_gone_is_known_by_what_it_declared_or_by_its_prefix(
    town: Kit, make: Make, declared: bool
) -> None:
    before = status_of(town, "diary")
    if not declared:
        forget_declarations(town)
    after = status_of(make(), "diary")
    assert (after.installed, after.declared) == (False, declared)
    assert (after.tables, after.types, after.version) == (before.tables, before.types, before.version)


def test_what_waits_for_it_is_counted(town: Kit) -> None:
    with town.session("ada", "town") as session:
        session.do(WritePage("More"))
    assert status_of(town, "diary").waiting == 1
    with town.session("ada", "square") as session:
        session.ask(ReadCommunity())
    town.worker().drain()
    assert status_of(town, "diary").waiting == 0


def test_a_plugin_that_left_nothing_is_not_told_of(kit: Kit, make: Make) -> None:
    assert [its.name for its in kit.plugins.status() if its.tables or its.version] == []
    with pytest.raises(NotFound) as caught:
        kit.plugins.plan_removal("diary")
    assert caught.value.code == "runtime.no_such_plugin"


def test_what_is_no_plugin_cannot_be_removed(town: Kit) -> None:
    for name in ("commkit", "(host)", "runtime", "commkit_diary", "", "dia%", "x' OR 1"):
        for refused in (town.plugins.plan_removal, town.plugins.remove):
            with pytest.raises(NotFound) as caught:
                refused(name)
            assert caught.value.code == "runtime.no_such_plugin"
    assert tables(town) == TABLES


# --- the plan ------------------------------------------------------------------------------------------------------


def test_a_plan_says_what_would_happen_and_changes_nothing(town: Kit) -> None:
    plan = town.plugins.plan_removal("diary")
    assert plan.archives == (CommunityOfType("town", "diary"),)
    assert plan.in_use == ()
    assert plan.status == status_of(town, "diary")
    assert tables(town) == TABLES
    assert not archived(town, "town")


# --- the removal ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["installed", "gone", "gone and undeclared"])
def test_it_archives_and_drops_and_leaves_the_rest(town: Kit, make: Make, way: str) -> None:
    before = {name: rows(town, name) for name in ("commkit_post", "commkit_membership")}
    if way == "gone and undeclared":
        forget_declarations(town)
    kit = town if way == "installed" else make()
    plan = kit.plugins.remove("diary")
    assert [its.slug for its in plan.archives] == ["town"]
    assert tables(kit) == []
    assert {name: rows(kit, name) for name in before} == before
    without = make()
    assert archived(without, "town")
    assert not archived(without, "square")
    assert without.worker().waiting() == ()
    without.check()
    with without.session("ada", "square") as session:
        assert session.ask(ListThreads()).items == ()
    if way != "gone and undeclared":  # it stays readable by what its type declared
        with without.session("ada", "town") as session:
            assert [post.title for post in session.ask(ListThreads()).items] == ["Open"]
    assert [part.types for part in without.status() if part.missing] == [("diary",)]


def test_a_kit_that_still_lists_it_asks_for_migrations_and_makes_its_tables_anew(
    town: Kit, make: Make
) -> None:
    town.plugins.remove("diary")
    again = make(Diary())
    with pytest.raises(MigrationPending), again.session("ada", "town"):
        pass
    assert again.migrate() == ("diary 0001",)
    assert rows(again, "commkit_diary_page") == []


def test_a_second_removal_has_only_what_came_since(town: Kit, make: Make) -> None:
    town.plugins.remove("diary")
    again = make()
    plan = again.plugins.remove("diary")
    assert (plan.archives, plan.status.tables, plan.status.waiting) == ((), (), 0)


def test_it_is_refused_while_another_type_uses_its_features(make: Make) -> None:
    kit = make(Diary(), Family())
    kit.migrate()
    create_community(kit, "home", type="family")
    create_community(kit, "town", type="diary")
    assert kit.plugins.plan_removal("diary").in_use == (CommunityOfType("home", "family"),)
    for each in (kit, make()):  # also where both are gone: what the other one declared is known
        with pytest.raises(Conflict, match=r"home \(family\)") as caught:
            each.plugins.remove("diary")
        assert caught.value.code == "runtime.plugin_in_use"
    assert tables(kit) == TABLES
    assert not archived(kit, "town")
    with kit.session(SYSTEM, "home") as session:
        session.do(ArchiveCommunity("It is over."))
    kit.plugins.remove("diary")  # the control: nothing else was in the way
    assert tables(kit) == []


def test_it_is_refused_while_a_plugin_of_the_kit_builds_on_it(make: Make) -> None:
    kit = make(Shelf())
    kit.migrate()
    assert status_of(kit, "shelf").requires == ("diary",)
    assert kit.plugins.plan_removal("diary").needed_by == ("shelf",)
    with pytest.raises(Conflict, match="shelf of this Kit builds on 'diary'") as caught:
        kit.plugins.remove("diary")
    assert caught.value.code == "runtime.plugin_needed"
    assert tables(kit) == TABLES
    without = make(Diary())
    assert status_of(without, "diary").requires == ()
    without.plugins.remove("diary")  # the control: the other one is no more in the Kit
    assert tables(without) == []


def test_nothing_of_it_is_done_where_a_part_fails(town: Kit, tmp_path: Path, monkeypatch: Any) -> None:
    before = {
        name: rows(town, name) for name in (*TABLES, "commkit_plugin", "commkit_community", "commkit_outbox")
    }

    def fail(*_: Any) -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("commkit.plugins.removal.write_declarations", fail)
    with pytest.raises(RuntimeError):
        town.plugins.remove("diary", export=tmp_path / "out")
    assert {name: rows(town, name) for name in before} == before
    monkeypatch.undo()
    town.plugins.remove("diary", export=tmp_path / "again")  # the control: with that part it is done
    assert tables(town) == []


def test_several_communities_of_its_types_are_archived(town: Kit, make: Make) -> None:
    for slug in ("den", "attic"):
        create_community(town, slug, type="diary")
    gone = make()
    assert status_of(gone, "diary").waiting > 0
    plan = gone.plugins.remove("diary")
    assert [its.slug for its in plan.archives] == ["attic", "den", "town"]
    assert all(archived(gone, slug) for slug in ("attic", "den", "town"))
    assert status_of(gone, "diary").waiting == 0
    assert gone.worker().waiting() == ()


def test_what_waited_for_it_waits_no_more(town: Kit, make: Make) -> None:
    with town.session("ada", "town") as session:
        session.do(WritePage("More"))
        schedule_command(session._context, WritePage("Later"), at=session._context.now)
    gone = make()
    gone.worker().drain()
    assert gone.worker().waiting()
    assert status_of(gone, "diary").waiting >= 2
    gone.plugins.remove("diary")
    assert status_of(gone, "diary").waiting == 0
    assert gone.worker().waiting() == ()
    assert gone.worker().drain().scheduled == 0


def test_tables_of_a_plugin_whose_name_begins_alike_are_left_alone(town: Kit, make: Make) -> None:
    with town.database.engine.begin() as connection:
        for statement in (
            "CREATE TABLE commkit_diary_club_version (version_num VARCHAR(32))",
            "INSERT INTO commkit_diary_club_version VALUES ('0001')",
            "CREATE TABLE commkit_diary_club_member (id INTEGER PRIMARY KEY)",
            "CREATE TABLE diary_of_the_host (id INTEGER PRIMARY KEY)",
        ):
            connection.execute(sa.text(statement))
    forget_declarations(town)
    kit = make()
    assert [its.name for its in kit.plugins.status()] == ["diary", "diary_club", "forum"]
    kit.plugins.remove("diary")
    assert tables(kit) == ["commkit_diary_club_member", "commkit_diary_club_version"]
    assert tables(kit, "diary_") == ["diary_of_the_host"]
    kit.plugins.remove("diary_club")
    assert tables(kit) == []


# --- the export ----------------------------------------------------------------------------------------------------


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("way", ["installed", "gone"])
def test_the_rows_are_exported_first(town: Kit, make: Make, tmp_path: Path, way: str) -> None:
    kit = town if way == "installed" else make()
    kit.plugins.remove("diary", export=tmp_path / "deep" / "out")
    found = {file.name: lines(file) for file in (tmp_path / "deep" / "out").iterdir()}
    assert sorted(found) == [f"{name}.jsonl" for name in TABLES if name != "commkit_diary_version"]
    first = found["commkit_diary_page.jsonl"][0]
    assert (first["body"], first["mood"]) == ("Dear diary", "glad")
    assert len(first["id"]) == 36
    assert datetime.fromisoformat(first["at"]).utcoffset() == timedelta()
    assert {row["reader"] for row in found["commkit_diary_reader.jsonl"]} == {"bob", "cid"}
    assert [row["colour"] for row in found["commkit_diary_word.jsonl"]] == ["AP8="]


def test_undeclared_tables_are_exported_as_the_database_describes_them(
    town: Kit, make: Make, tmp_path: Path
) -> None:
    forget_declarations(town)
    make().plugins.remove("diary", export=tmp_path / "out")
    (first, second) = lines(tmp_path / "out" / "commkit_diary_page.jsonl")
    assert {first["body"], second["body"]} == {"Dear diary", "Nobody reads this"}
    assert first["id"] != second["id"]


def test_a_folder_with_files_is_refused_and_nothing_is_dropped(town: Kit, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Conflict) as caught:
        town.plugins.remove("diary", export=tmp_path)
    assert caught.value.code == "runtime.export_exists"
    assert tables(town) == TABLES
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_no_half_of_it(town: Kit, tmp_path: Path, monkeypatch: Any) -> None:
    def fail(_: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("commkit.plugins.table_export.os.fsync", fail)
    with pytest.raises(OSError, match="full"):
        town.plugins.remove("diary", export=tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert tables(town) == TABLES


def test_a_full_text_index_goes_with_its_parts_and_is_not_exported(sqlite_url: str, tmp_path: Path) -> None:
    with closing(diary_kit(sqlite_url)) as kit:
        with kit.database.engine.begin() as connection:
            connection.execute(sa.text("CREATE VIRTUAL TABLE commkit_diary_fts USING fts5(body, content='')"))
            connection.execute(sa.text("INSERT INTO commkit_diary_fts (rowid, body) VALUES (1, 'dear')"))
        kit.plugins.remove("diary", export=tmp_path / "out")
        assert tables(kit) == []
        assert not (tmp_path / "out" / "commkit_diary_fts.jsonl").exists()


def test_rows_that_come_meanwhile_are_in_the_export_or_refused(
    migrated_postgres_url: str, tmp_path: Path, monkeypatch: Any
) -> None:
    """Control: without the lock a row that is committed between export and drop is lost."""
    lost = {
        locks: _race(migrated_postgres_url, tmp_path / str(locks), monkeypatch, locks=locks)
        for locks in (True, False)
    }
    assert lost == {True: False, False: True}


def _race(url: str, folder: Path, monkeypatch: Any, *, locks: bool) -> bool:
    """Whether a row that another connection wrote after the export is in no file."""
    from commkit.plugins import removal  # noqa: PLC0415

    with closing(diary_kit(url)) as kit, monkeypatch.context() as patched:
        slug = f"town-{locks}".lower()
        create_community(kit, slug, type="diary", members=("ada",))
        export = removal.export_tables
        written: list[bool] = []

        def then_write(*given: Any) -> None:
            export(*given)
            other = sa.create_engine(kit.database.url, connect_args={"options": "-c lock_timeout=200ms"})
            try:
                with other.begin() as connection:
                    connection.execute(
                        sa.text(
                            "INSERT INTO commkit_diary_word SELECT community_id, 'late', 'x' FROM commkit_community"
                        )
                    )
                written.append(True)
            except OperationalError:
                written.append(False)
            finally:
                other.dispose()

        patched.setattr(removal, "export_tables", then_write)
        if not locks:
            patched.setattr(removal.sql, "lock_tables", lambda *_: None)
        kit.plugins.remove("diary", export=folder)
        kept = "late" in (folder / "commkit_diary_word.jsonl").read_text()
        return written == [True] and not kept
