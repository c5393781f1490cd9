"""What is no source and no target is refused before anything is written."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from commkit import Conflict, Invalid, Kit, MigrationPending, SchemaTooNew
from commkit.copying import copy_database
from commkit.runtime.storage.database import Database
from tests.copying.conftest import open_kit
from tests.copying.test_resuming import ALL_COPIED, copy_until
from tests.helpers import assert_refused
from tests.sample import create_community, new_kit


def execute(url: str, *statements: str) -> None:
    with closing(Database(url)) as database, database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def contents(url: str) -> list[Any]:
    """The tables, and how many rows each has."""
    with closing(Database(url)) as database, database.engine.connect() as connection:
        names = sorted(inspect(connection).get_table_names())
        return [(name, connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()) for name in names]


def test_a_target_with_rows(source: Kit, target_url: str) -> None:
    with closing(new_kit(target_url)) as other:
        other.migrate()
        create_community(other)
    before = contents(target_url)
    with assert_refused(Conflict, "copying.target_not_empty"):
        copy_database(source, target_url)
    assert contents(target_url) == before, "it was not even migrated"


def test_a_target_of_other_tables_is_left_alone(source: Kit, target_url: str) -> None:
    execute(target_url, "CREATE TABLE customer (id INTEGER PRIMARY KEY)", "INSERT INTO customer VALUES (1)")
    copy_database(source, target_url)
    assert ("customer", 1) in contents(target_url)


def test_a_target_that_was_migrated_already(source: Kit, target_url: str) -> None:
    with closing(open_kit(target_url)) as target:
        target.migrate()
    assert copy_database(source, target_url).unequal == ()


def test_the_source_itself(source: Kit, source_url: str, tmp_path: Path) -> None:
    with assert_refused(Invalid, "runtime.invalid"):
        copy_database(source, source_url)
    with assert_refused(Invalid, "runtime.invalid"):
        copy_database(source, f"sqlite:///{tmp_path}/../{tmp_path.name}/source.db")


@pytest.mark.parametrize("url", ["sqlite://", "mysql://x", "nothing", "sqlite:////nowhere/there/town.db"])
def test_no_database_to_keep_it_in(source: Kit, url: str) -> None:
    with assert_refused(Invalid, "runtime.invalid"):
        copy_database(source, url)


def test_a_source_with_tables_of_a_plugin_that_the_kit_lacks(source_url: str, target_url: str) -> None:
    with closing(new_kit(source_url)) as without:
        with pytest.raises(Conflict, match="support") as refused:
            copy_database(without, target_url)
        assert refused.value.code == "copying.plugins_missing"
    assert contents(target_url) == []


def test_a_target_with_tables_of_a_plugin_that_the_kit_lacks(target_url: str, sqlite_url: str) -> None:
    with closing(open_kit(target_url)) as other:
        other.migrate()
    with closing(new_kit(sqlite_url)) as kit, assert_refused(Conflict, "copying.plugins_missing"):
        copy_database(kit, target_url)


def test_a_source_that_is_behind_or_ahead(
    source: Kit, source_url: str, target_url: str, tmp_path: Path
) -> None:
    with (
        closing(open_kit(f"sqlite:///{tmp_path / 'new.db'}")) as new,
        assert_refused(MigrationPending, "runtime.migration_pending"),
    ):
        copy_database(new, target_url)
    execute(source_url, "UPDATE commkit_version SET version_num = '9999'")
    with assert_refused(SchemaTooNew, "runtime.schema_too_new"):
        copy_database(source, target_url)
    assert contents(target_url) == []


def test_a_target_that_is_ahead(source: Kit, target_url: str) -> None:
    with closing(open_kit(target_url)) as target:
        target.migrate()
    execute(target_url, "UPDATE commkit_version SET version_num = '9999'")
    with assert_refused(SchemaTooNew, "runtime.schema_too_new"):
        copy_database(source, target_url)


def test_a_target_in_which_a_copy_of_another_source_was_begun(
    source: Kit, target_url: str, sqlite_url: str
) -> None:
    copy_until(source, target_url, "copying commkit_outbox")
    with closing(open_kit(sqlite_url)) as other:
        other.migrate()
        with assert_refused(Conflict, "copying.other_source"):
            copy_database(other, target_url)


def test_a_target_in_which_a_copy_at_other_revisions_was_begun(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, "copying commkit_outbox")
    execute(target_url, "UPDATE commkit_copy SET revisions = 'commkit 0000'")
    with assert_refused(Conflict, "copying.other_revisions"):
        copy_database(source, target_url)


def test_a_target_that_somebody_wrote_to_since(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, "copying commkit_post")
    execute(target_url, "DELETE FROM commkit_outbox WHERE id IN (SELECT id FROM commkit_outbox EXCEPT "
            "SELECT fact_id FROM commkit_delivery)")  # fmt: skip
    with assert_refused(Conflict, "copying.target_changed"):
        copy_database(source, target_url)


def test_a_target_whose_rows_somebody_changed_since(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, ALL_COPIED)
    execute(target_url, "UPDATE commkit_post SET score = 77")
    with pytest.raises(Conflict) as refused:
        copy_database(source, target_url)
    assert refused.value.data["report"].unequal == ("commkit_post",)


def test_a_source_in_memory_is_copied(target_file: str) -> None:
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        create_community(kit, members=("ada",))
        assert copy_database(kit, target_file).unequal == ()


def test_the_source_is_the_primary_not_its_replica(source_url: str, target_file: str, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "stale.db").close()
    with closing(open_kit(source_url, replica=f"sqlite:///{tmp_path / 'stale.db'}")) as kit:
        kit._checked = True
        assert copy_database(kit, target_file).rows > 100
