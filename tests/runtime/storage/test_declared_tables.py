"""Tables that are made again from what is kept of them export and erase by the very same statements."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from commkit.core import CORE_FEATURES
from commkit.privacy.person_columns.statements import _of_table
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.columns import Duration, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.declared_tables import DeclaredTable, describe_table, tables_of
from commkit.runtime.storage.personal import Erasure, host_key, person, personal, plain, secret
from commkit.runtime.values.serialization import dump, from_json, load, to_json
from commkit_support.tables import metadata as support

TABLES = [
    table
    for metadata in (*(its.tables for its in CORE_FEATURES if its.tables is not None), support)
    for table in metadata.tables.values()
]


def again(table: sa.Table) -> sa.Table:
    """The table from what is kept of it, through the text that is kept."""
    text = to_json(dump(describe_table(table)))
    (made,) = tables_of([load(DeclaredTable, from_json(text))])
    return made


def statements(table: sa.Table) -> list[tuple[str, Any]]:
    """The SQL of all that exports and erases, in both languages, with the values that are written."""
    return [
        (str(compiled), {name: value for name, value in compiled.params.items() if value is not None})
        for column in _of_table(table, Holds())
        for each in (column.rows, column.delete, column.blank)
        if each is not None
        for dialect in (postgresql.dialect(), sqlite.dialect())
        for compiled in [each.construct.compile(dialect=dialect)]
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_of_the_core_and_of_a_plugin(table: sa.Table) -> None:
    made = again(table)
    assert [column.name for column in made.columns] == [column.name for column in table.columns]
    assert statements(made) == statements(table)
    for old, new in zip(table.columns, made.columns, strict=True):
        assert (old.primary_key, old.nullable) == (new.primary_key, new.nullable)


class Loud(sa.types.TypeDecorator[str]):
    """A column type of a plugin's own."""

    impl = sa.String
    cache_ok = True


COLUMNS: list[tuple[sa.types.TypeEngine[Any], Any]] = [
    (Id(), UUID(int=7)),
    (UtcDateTime(), datetime(2026, 3, 2, 9, tzinfo=UTC)),
    (Duration(), timedelta(minutes=5)),
    (Words(), ("a", "b")),
    (sa.Boolean(), True),
    (sa.Integer(), 3),
    (sa.SmallInteger(), 3),
    (sa.Float(), 1.5),
    (sa.Date(), date(2026, 3, 2)),
    (sa.String(10), "x"),
    (Loud(), "x"),
]


@pytest.mark.parametrize(("type", "blank"), COLUMNS, ids=lambda value: type(value).__name__)
def test_what_a_column_is_blanked_with_has_its_type_again(type: Any, blank: Any) -> None:
    table = sa.Table(
        "commkit_x_y",
        sa.MetaData(),
        community_id(),
        sa.Column("author", Id, nullable=False, info=person("Who.")),
        sa.Column("said", type, nullable=False, info=personal("What.", of="author", blank=blank)),
    )
    ((_, old),) = [found for found in statements(table) if "UPDATE" in found[0]][:1]
    ((_, new),) = [found for found in statements(again(table)) if "UPDATE" in found[0]][:1]
    assert new["said"] == old["said"] == blank
    assert new["said"].__class__ is old["said"].__class__


def test_a_type_that_is_not_known_is_left_to_the_driver() -> None:
    table = sa.Table(
        "commkit_x_y",
        sa.MetaData(),
        community_id(),
        sa.Column("author", Id, info=person("Who.")),
        sa.Column("data", sa.JSON(), info=personal("What.", of="author")),
        sa.Column("price", sa.Numeric(), info=plain("How much.")),
    )
    made = again(table)
    assert isinstance(made.c.data.type, sa.types.NullType)
    assert made.c.price.type.python_type is Decimal


DECLARATIONS = st.one_of(
    st.builds(plain, st.text(max_size=20)),
    st.builds(secret, st.text(max_size=20)),
    st.builds(
        person,
        st.text(max_size=20),
        erase=st.sampled_from(Erasure),
        exported=st.booleans(),
        owns=st.booleans(),
    ),
    st.builds(
        host_key,
        st.text(max_size=20),
        erase=st.sampled_from(Erasure),
        blank=st.sampled_from([None, "", "erased:{member}"]),
        prefix=st.sampled_from(["", "user:"]),
    ),
)


@given(st.lists(st.tuples(DECLARATIONS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_nothing_that_a_column_declares_is_lost(columns: list[tuple[Any, bool, bool]]) -> None:
    table = sa.Table(
        "commkit_x_y",
        sa.MetaData(),
        *(
            sa.Column(f"c{number}", sa.String(20), nullable=nullable, primary_key=key, info=info)
            for number, (info, nullable, key) in enumerate(columns)
        ),
    )
    assert describe_table(again(table)) == describe_table(table)
