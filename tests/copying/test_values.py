"""Any value of any type of column comes through, in both directions, and has one checksum on both engines."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    text,
)

from commkit.copying.checksums import Checksum, encode_row
from commkit.copying.plan import TablePlan, plan_tables
from commkit.copying.positions import dump_position, load_position
from commkit.copying.reading import open_snapshot, read_checksum, read_late_values, read_rows
from commkit.copying.writing import fill_late_columns, write_rows
from commkit.runtime.model.errors import Conflict, PluginError
from commkit.runtime.storage.columns import Duration, Id, UtcDateTime, Words
from commkit.runtime.storage.database import Database
from tests.helpers import assert_refused

metadata = MetaData()
thing = Table(
    "commkit_thing",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("at", UtcDateTime),
    Column("naive", DateTime),
    Column("day", Date),
    Column("lasts", Duration),
    Column("words", Words),
    Column("text", Text),
    Column("number", Integer),
    Column("large", BigInteger),
    Column("share", Float(53)),
    Column("price", Numeric(12, 2)),
    Column("is_it", Boolean),
    Column("data", LargeBinary),
    Column("json", JSON),
)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)
_FINITE = st.floats(allow_nan=False)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "at": st.datetimes(timezones=st.just(UTC)),
    "naive": st.datetimes(),
    "day": st.dates(),
    "lasts": st.timedeltas(timedelta(days=-36_500), timedelta(days=36_500)),
    "words": st.lists(st.sampled_from(("a", "b2", "c-d")), max_size=3).map(tuple),
    "text": _TEXTS,
    "number": st.integers(-(2**31), 2**31 - 1),
    "large": st.integers(-(2**63), 2**63 - 1),
    "share": _FINITE,
    "price": st.decimals(-9_999_999, 9_999_999, places=2, allow_nan=False),
    "is_it": st.booleans(),
    "data": st.binary(max_size=50),
    "json": _JSON,
}
_ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.uuids(), "key": _TEXTS, **{name: st.none() | values for name, values in _VALUES.items()}}
    ),
    max_size=6,
    unique_by=lambda row: (row["id"], row["key"]),
)
PLAN = plan_tables([thing])[0]


@pytest.fixture(
    params=[
        "sqlite to sqlite",
        pytest.param("sqlite to postgres", marks=pytest.mark.postgres),
        pytest.param("postgres to sqlite", marks=pytest.mark.postgres),
    ]
)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Two databases with the table."""
    urls = [
        request.getfixturevalue("postgres_url")
        if name == "postgres"
        else f"sqlite:///{tmp_path / str(number)}.db"
        for number, name in enumerate(request.param.split(" to "))
    ]
    with closing(Database(urls[0])) as source, closing(Database(urls[1])) as target:
        for database in (source, target):
            if not database.is_sqlite:  # its own last hours of the year 9999 are in the year 10000
                _execute(database, f"ALTER DATABASE \"{database.url.database}\" SET timezone = 'Etc/GMT-14'")
                database.close()
            metadata.create_all(database.engine)
        yield source, target


def _execute(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def add(database: Database, table: Table, rows: list[dict[str, Any]]) -> None:
    with database.engine.begin() as connection:
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)


def copy_rows(source: Database, target: Database, plan: TablePlan) -> None:
    with open_snapshot(source) as snapshot:
        if rows := [row for row, _ in read_rows(snapshot, plan)]:
            write_rows(target, plan, rows, lambda _: None)


def checksum_of(database: Database, plan: TablePlan = PLAN) -> tuple[int, str]:
    with open_snapshot(database) as snapshot:
        found = read_checksum(snapshot, plan)
    return found.rows, str(found)


EMPTY: dict[str, Any] = {"id": UUID(int=1), "key": "", **dict.fromkeys(_VALUES)}
EXTREMES = {"at": datetime.max.replace(tzinfo=UTC), "day": date.max, "naive": datetime.max}  # noqa: DTZ901
BEGINNINGS = {"at": datetime.min.replace(tzinfo=UTC), "day": date.min, "naive": datetime.min}  # noqa: DTZ901


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(rows=[EMPTY])
@example(rows=[EMPTY | {"share": -0.0, "words": (), "text": "", "price": Decimal("1.10")}])
@example(rows=[EMPTY | EXTREMES, EMPTY | BEGINNINGS | {"key": "x"}])
@given(rows=_ROWS)
def test_whatever_a_row_holds(pair: tuple[Database, Database], rows: list[dict[str, Any]]) -> None:
    source, target = pair
    add(source, thing, rows)
    add(target, thing, [])
    copy_rows(source, target, PLAN)
    assert checksum_of(target) == checksum_of(source)
    assert checksum_of(target)[0] == len(rows)


def test_the_same_values_read_by_their_own_types(pair: tuple[Database, Database]) -> None:
    values = {
        "at": datetime(2031, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
        "naive": datetime(2031, 1, 2, 3, 4, 5, 6),  # noqa: DTZ001
        "day": date(2031, 1, 2),
        "lasts": timedelta(microseconds=-1),
        "words": ("a", "b"),
        "text": "\\N\t\U0001f680",
        "number": -1,
        "large": 2**62,
        "share": 0.1,
        "price": Decimal("-0.10"),
        "is_it": False,
        "data": b"\x00\xff\\",
        "json": {"b": [1.5, None], "a": "\u00e9"},
    }
    assert values.keys() == _VALUES.keys()
    source, target = pair
    add(source, thing, [EMPTY | values, EMPTY | {"key": "empty"}])
    copy_rows(source, target, PLAN)
    with target.engine.connect() as connection:
        copied, empty = connection.execute(select(thing).order_by(thing.c.key)).mappings()
    assert dict(copied) == EMPTY | values
    assert dict(empty) == EMPTY | {"key": "empty", "words": ()}


def test_null_is_not_made_an_empty_text_or_json_null(pair: tuple[Database, Database]) -> None:
    source, target = pair
    add(source, thing, [EMPTY | {"key": key} for key in ("null", "words", "json")])
    for column, value in (("words", "''"), ("json", "'null'")):
        _execute(source, f"UPDATE commkit_thing SET {column} = NULL")
        _execute(source, f"UPDATE commkit_thing SET {column} = {value} WHERE key = '{column}'")
    copy_rows(source, target, PLAN)
    query = "SELECT key, words IS NULL, json IS NULL FROM commkit_thing ORDER BY key"
    with target.engine.connect() as connection:
        found = [(key, bool(words), bool(json)) for key, words, json in connection.execute(text(query))]
    assert found == [("json", True, False), ("null", True, True), ("words", False, True)]


@settings(max_examples=30)
@given(one=_ROWS, other=_ROWS)
def test_the_checksum_tells_rows_apart_and_knows_no_order(one: list[Any], other: list[Any]) -> None:
    def of(rows: list[Any]) -> tuple[int, str]:
        checksum = Checksum()
        for row in rows:
            checksum.add(encode_row((row["id"], row["key"], row["text"], row["large"]), {}))
        return checksum.rows, str(checksum)

    kept = [{(row["id"], row["key"], row["text"], row["large"]) for row in rows} for rows in (one, other)]
    assert (of(one) == of(other)) == (kept[0] == kept[1])
    assert of(one) == of(one[::-1])
    assert Checksum.read(*of(one)) == Checksum.read(*of(one[::-1]))


@given(st.tuples(st.uuids(), _TEXTS, st.integers(), st.booleans(), st.binary(), st.dates(), _VALUES["at"]))
def test_a_position_survives_being_written_down(position: tuple[Any, ...]) -> None:
    assert load_position(dump_position(position)) == position


tree = Table(
    "commkit_tree",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("above", ForeignKey("commkit_tree.id")),
    Column("name", String(10)),
)


def test_rows_that_refer_to_later_rows(pair: tuple[Database, Database]) -> None:
    source, target = pair
    plan = plan_tables([tree])[0]
    assert plan.late == ("above",)
    add(source, tree, [{"id": n, "above": None, "name": "\u00e9"} for n in range(5)])
    _execute(source, "UPDATE commkit_tree SET above = 4 - id WHERE id <> 2")
    copy_rows(source, target, plan)
    assert checksum_of(target, plan) != checksum_of(source, plan)
    with open_snapshot(source) as snapshot:
        fill_late_columns(target, plan, list(read_late_values(snapshot, plan)))
    assert checksum_of(target, plan) == checksum_of(source, plan)


def test_tables_that_refer_in_a_circle_are_refused_where_nothing_may_be_empty() -> None:
    circle = MetaData()
    for name, other in (("a", "b"), ("b", "a")):
        Table(
            f"commkit_{name}",
            circle,
            Column("id", Integer, primary_key=True),
            Column("other", ForeignKey(f"commkit_{other}.id", name=f"fk_{name}"), nullable=False),
        )
    with assert_refused(PluginError, "copying.circle"):
        plan_tables(circle.tables.values())
    circle.tables["commkit_a"].c.other.nullable = True
    late = {plan.name: plan.late for plan in plan_tables(circle.tables.values())}
    assert late == {"commkit_a": ("other",), "commkit_b": ()}


def test_a_table_without_a_key_is_refused() -> None:
    with assert_refused(PluginError, "copying.no_primary_key"):
        plan_tables([Table("commkit_loose", MetaData(), Column("id", Integer))])


@pytest.mark.postgres
def test_what_the_target_cannot_hold_is_refused_by_its_key(tmp_path: Path, postgres_url: str) -> None:
    with (
        closing(Database(f"sqlite:///{tmp_path / 'one.db'}")) as source,
        closing(Database(postgres_url)) as target,
    ):
        for database in (source, target):
            metadata.create_all(database.engine)
        rows = [EMPTY | {"key": f"k{number}"} for number in range(5)]
        for wrong in ({"text": "a\0b"}, {"key": "k3" * 101}):
            add(source, thing, [*rows[:3], rows[3] | wrong, rows[4]])
            with pytest.raises(Conflict, match="k3") as refused:
                copy_rows(source, target, PLAN)
            assert refused.value.code == "copying.refused"
            assert checksum_of(target)[0] == 0, "nothing of the batch is kept"


def test_what_cannot_be_read_is_refused_by_its_key_too(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'one.db'}")) as source:
        metadata.create_all(source.engine)
        add(source, thing, [EMPTY | {"key": f"k{number}"} for number in range(3)])
        _execute(source, f"UPDATE commkit_thing SET at = {2**62} WHERE key = 'k2'")
        with pytest.raises(Conflict, match="k2") as refused:
            checksum_of(source)
        assert refused.value.code == "copying.unreadable"
