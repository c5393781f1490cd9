"""Each difference between a migrated database and declared tables is found, on both engines; what is equal is not."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Engine,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    text,
)

from commkit import Kit
from commkit.storage import COMMUNITY, Duration, Id, UtcDateTime, Words, community_id
from commkit.testing.schema_checks import schema_differences
from commkit.testing.snapshots import tables_of
from tests.testing.everything import Everything

SOON = text("due IS NOT NULL AND kind = 'soon'")


def declared() -> MetaData:
    metadata = MetaData()
    Table("commkit_club_home", metadata, community_id(), Column("id", Id, primary_key=True), info=COMMUNITY)
    Table(
        "commkit_club_party",
        metadata,
        community_id(),
        Column("id", Id, primary_key=True),
        Column("home", Id, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("guests", Integer),
        Column("due", UtcDateTime),
        Column("takes", Duration),
        Column("tags", Words),
        ForeignKeyConstraint(
            ["community_id", "home"], ["commkit_club_home.community_id", "commkit_club_home.id"]
        ),
        UniqueConstraint("community_id", "kind", name="uq_commkit_club_party_kind"),
        Index("ix_commkit_club_party_home", "community_id", "home"),
        Index("ix_commkit_club_party_due", "due", sqlite_where=SOON, postgresql_where=SOON),
        info=COMMUNITY,
    )
    return metadata


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'club.db'}" if sqlite else request.getfixturevalue("postgres_url")
    made = create_engine(url)
    declared().create_all(made)
    yield made
    made.dispose()


def changed(change: Callable[[Table], None]) -> list[Table]:
    metadata = declared()
    change(metadata.tables["commkit_club_party"])
    return list(metadata.tables.values())


def replaced(name: str, kind: Any, **options: Any) -> Callable[[Table], None]:
    def change(table: Table) -> None:
        table._columns.remove(table.c[name])
        table.append_column(Column(name, kind, **options))

    return change


def without_index(name: str) -> Callable[[Table], None]:
    return lambda table: table.indexes.remove(next(index for index in table.indexes if index.name == name))


def without_foreign_key(table: Table) -> None:
    table.constraints.discard(
        next(found for found in table.constraints if isinstance(found, ForeignKeyConstraint))
    )


def another_key(table: Table) -> None:
    table.c.id.primary_key = False
    table.append_constraint(PrimaryKeyConstraint("community_id"))


def for_all_rows(table: Table) -> None:
    without_index("ix_commkit_club_party_due")(table)
    Index("ix_commkit_club_party_due", table.c.due)


def for_other_rows(table: Table) -> None:
    without_index("ix_commkit_club_party_due")(table)
    other = text("due IS NULL")
    Index("ix_commkit_club_party_due", table.c.due, sqlite_where=other, postgresql_where=other)


DIFFERENCES: dict[str, tuple[Callable[[Table], object], str]] = {
    "column added": (lambda t: t.append_column(Column("late", Integer)), "not migrated: column late"),
    "column removed": (lambda t: t._columns.remove(t.c.guests), "not declared: column guests"),
    "type": (replaced("guests", String(9)), "column guests: type is INTEGER"),
    "length": (replaced("kind", String(40), nullable=False), "column kind: type is VARCHAR"),
    "nullable": (replaced("guests", Integer, nullable=False), "nullable is True in mig"),
    "foreign key": (without_foreign_key, "not declared: ForeignKeyConstraint"),
    "primary key": (another_key, "the primary key is ['community_id', 'id'] in migrations"),
    "index removed": (without_index("ix_commkit_club_party_home"), "not declared: Index ix_commkit_club_party_home"),
    "index added": (lambda t: Index("ix_new", t.c.guests), "not migrated: Index ix_new on guests"),
    "unique added": (
        lambda t: t.append_constraint(UniqueConstraint("guests", name="uq_new")),
        "not migrated: UniqueConstraint uq_new",
    ),
    "partial index for all rows": (for_all_rows, "but declared for 'all rows'"),
    "partial index for other rows": (for_other_rows, "but declared for 'due IS NULL'"),
}  # fmt: skip


def test_equal_tables_are_equal(engine: Engine) -> None:
    assert schema_differences(engine, list(declared().tables.values())) == []


@pytest.mark.parametrize("difference", list(DIFFERENCES))
def test_control_a_difference_is_found(engine: Engine, difference: str) -> None:
    change, words = DIFFERENCES[difference]
    found = schema_differences(engine, changed(change))
    assert any(words in line for line in found), found


def test_a_table_that_no_migration_creates_is_found(engine: Engine) -> None:
    metadata = declared()
    Table("commkit_club_new", metadata, community_id(), info=COMMUNITY)
    assert schema_differences(engine, list(metadata.tables.values())) == [
        "commkit_club_new: no migration creates it"
    ]


def test_other_tables_are_left_alone(engine: Engine) -> None:
    assert schema_differences(engine, [declared().tables["commkit_club_home"]]) == []


def test_what_only_migrations_know_is_named(engine: Engine) -> None:
    def forget(table: Table) -> None:
        table._columns.remove(table.c.guests)
        table.info = {**COMMUNITY, "commkit.migrated_only": ("guests",)}

    assert schema_differences(engine, changed(forget)) == []


def test_the_cores_migrations_make_its_tables(commkit_engine_kit_factory: Callable[..., Kit]) -> None:
    kit = commkit_engine_kit_factory(Everything())
    assert schema_differences(kit.database.engine, list(tables_of(kit))) == []
