"""Migrations: whole, once, by whoever comes first, each component for itself."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from commkit import Feature, Kit, MigrationPending, SchemaTooNew
from commkit.core import CORE_FEATURES
from commkit.runtime.composing.migrations import components
from tests.runtime.plugins import Plugin
from tests.runtime.processes import run_in_processes
from tests.sample import new_kit

CORE_REVISIONS = components(CORE_FEATURES)[0].revisions
CORE_STEPS = tuple(f"commkit {revision}" for revision in CORE_REVISIONS)
CLUB = "tests.runtime.first_release.versions"
BROKEN = "tests.runtime.next_release.versions"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def empty(empty_url: str) -> Iterator[Kit]:
    with closing(new_kit(empty_url)) as kit:
        yield kit


def plugin(versions: str = CLUB) -> Plugin:
    return Plugin([Feature("club.bell", migrations=versions)])


def tables(kit: Kit) -> set[str]:
    with kit.database.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def columns(kit: Kit, table: str) -> set[str]:
    with kit.database.engine.connect() as connection:
        return {column["name"] for column in inspect(connection).get_columns(table)}


def test_migrating_twice_does_nothing_the_second_time(empty: Kit) -> None:
    with pytest.raises(MigrationPending):
        empty.check()
    assert empty.migrate() == CORE_STEPS
    assert empty.migrate() == ()
    empty.check()
    ((core),) = empty.status()
    assert (core.component, core.version, core.pending, core.too_new) == (
        "commkit", CORE_REVISIONS[-1], (), False,
    )  # fmt: skip


def test_a_session_on_an_unmigrated_database_says_what_to_do(empty: Kit) -> None:
    with pytest.raises(MigrationPending, match=r"kit\.migrate\(\)"), empty.session("ada"):
        pass
    with pytest.raises(MigrationPending):
        empty.worker()


def is_of_full_text(name: str) -> bool:
    """Whether it belongs to the index of the search, which each database has in its own way."""
    return name.startswith("commkit_search_fts") or name in (
        "document", "words", "ix_commkit_search_entry_document",
    )  # fmt: skip


def test_the_database_is_what_the_tables_say(empty: Kit) -> None:
    empty.migrate()
    whole = MetaData()
    for feature in CORE_FEATURES:
        if feature.tables is not None:
            for table in feature.tables.sorted_tables:
                if table.name not in whole.tables:
                    table.to_metadata(whole)
    versions = {"commkit_version"}
    with empty.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, *rest: not (name in versions or is_of_full_text(name)),
            },
        )
        assert compare_metadata(context, whole) == []
        ours = {name for name in tables(empty) if name.startswith("commkit_") and not is_of_full_text(name)}
        assert ours - versions == set(whole.tables)

        # The control: one column more, and one table less, are told.
        whole.remove(whole.tables["commkit_reaction"])
        assert compare_metadata(context, whole) != []


def migrate(number: int, url: str) -> tuple[str, ...]:
    with closing(new_kit(url, plugin())) as kit:
        return kit.migrate()


@pytest.mark.slow
def test_eight_processes_at_once_migrate_once(empty_url: str) -> None:
    done = run_in_processes(migrate, 8, empty_url)
    assert sorted(step for steps in done for step in steps) == ["club 0001", *CORE_STEPS]
    with closing(new_kit(empty_url, plugin())) as kit:
        kit.check()


def test_threads_may_migrate_several_databases_at_once(tmp_path: Path) -> None:
    def one(number: int) -> tuple[str, ...]:
        return migrate(number, f"sqlite:///{tmp_path / f'{number}.db'}")

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(one, range(4))) == {(*CORE_STEPS, "club 0001")}


def test_a_database_ahead_of_the_code_is_left_alone(empty_url: str) -> None:
    with closing(new_kit(empty_url, plugin())) as kit:
        kit.migrate()
        with kit.database.engine.begin() as connection:
            connection.execute(text("UPDATE commkit_club_version SET version_num = '0009'"))
            connection.execute(text("DELETE FROM commkit_version"))
    with closing(new_kit(empty_url, plugin())) as kit:
        with pytest.raises(SchemaTooNew, match="club 0009") as caught:
            kit.migrate()
        assert caught.value.plugin == "club"
        core, club = kit.status()
        assert (club.component, club.version, club.too_new) == ("club", "0009", True)
        # Nothing was touched, though the core, which comes first, has something to do.
        assert core.pending == CORE_REVISIONS
    with closing(new_kit(empty_url, plugin())) as kit:
        with kit.database.engine.begin() as connection:
            connection.execute(text(f"INSERT INTO commkit_version VALUES ('{CORE_REVISIONS[-1]}')"))
        with pytest.raises(SchemaTooNew), kit.session("ada"):
            pass


def test_a_migration_that_fails_leaves_the_old_version_whole(empty_url: str) -> None:
    with closing(new_kit(empty_url, plugin())) as kit:
        kit.migrate()
    with closing(new_kit(empty_url, plugin(BROKEN))) as kit:
        with pytest.raises(RuntimeError, match="boom"):
            kit.migrate()
        _, club = kit.status()
        assert (club.version, club.pending) == ("0001", ("0002", "0003"))
        assert columns(kit, "commkit_club_bell") == {"community_id", "name"}
        assert "commkit_club_tower" not in tables(kit)
    with closing(new_kit(empty_url, plugin())) as kit:
        kit.check()  # the release before still runs


def test_a_missing_plugin_does_not_stop_the_others(empty_url: str) -> None:
    with closing(new_kit(empty_url, plugin())) as kit:
        kit.migrate()
    with closing(new_kit(empty_url)) as kit:
        assert kit.migrate() == ()
        kit.check()
    with closing(new_kit(empty_url, plugin(), Plugin([Feature("other.thing")]))) as kit:
        assert kit.migrate() == ()


def test_a_plugin_that_comes_later_migrates_then(empty_url: str) -> None:
    with closing(new_kit(empty_url)) as kit:
        kit.migrate()
    with closing(new_kit(empty_url, plugin())) as kit:
        with pytest.raises(MigrationPending, match="club") as caught:
            kit.check()
        assert caught.value.plugin == "club"
        assert kit.migrate() == ("club 0001",)


@pytest.mark.slow
def test_a_checked_kit_loads_no_alembic(sqlite_url: str) -> None:
    program = (
        "import sys; from tests.sample import new_kit; kit = new_kit(sys.argv[1]); kit.check(); kit.close();"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, sqlite_url], check=True, cwd=Path(__file__).parents[3])


def test_nothing_is_made_behind_the_migrations_back() -> None:
    source = Path(__file__).parents[3] / "src"
    files: list[Any] = list(source.rglob("*.py"))
    assert files
    makers = [str(file.relative_to(source)) for file in files if "create_all" in file.read_text()]
    # Only a database that is copied to has the tables in which it keeps how far the copy is.
    assert makers == ["commkit/copying/progress.py"]
