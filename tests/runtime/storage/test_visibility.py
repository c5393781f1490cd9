"""Visibility in SQL: rules only narrow, and a statement that shows records needs a reader."""

from contextlib import closing
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    FromClause,
    Integer,
    MetaData,
    Table,
    create_engine,
    false,
    insert,
    literal,
    null,
    select,
    true,
)

from commkit import Kit, PluginError
from commkit.posts import Post
from commkit.posts import statements as sql
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.readers import Reader
from commkit.runtime.storage.statements import visible_statement
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.storage.visibility import Rule, Visibility, Visible, VisibleRecord
from commkit.testing.contexts import context_of
from tests.runtime.plugins import club
from tests.sample import create_community, new_kit

TOWN = UUID(int=7)
metadata = MetaData()


def _table(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("community_id", Id, primary_key=True),
        Column("id", Id, primary_key=True),
        Column("shelf", Id),
        Column("size", Integer),
    )


class Shelf:
    """What books stand on."""


class Book:
    """A part of a shelf, where it stands on one."""


shelves, books = _table("shelf"), _table("book")
RECORDS = {
    Shelf: VisibleRecord(Shelf, shelves),
    Book: VisibleRecord(Book, books, part_of=(Shelf, "shelf")),
}
SIZES = (None, 0, 1, 2, 3)
RULES: dict[str, Rule] = {
    "nothing": lambda row, reader: false(),
    "everything": lambda row, reader: true(),
    "unknown": lambda row, reader: null(),
    "small": lambda row, reader: row.c.size < 1,
    "large": lambda row, reader: row.c.size > 2,
    "one": lambda row, reader: row.c.size == 1,
    "measured": lambda row, reader: row.c.size.is_not(None),
    "unmeasured": lambda row, reader: row.c.size.is_(None),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    """A shelf and a book of each size; each book stands on the shelf of its size, and each size has one on none."""
    made = create_engine("sqlite://")
    metadata.create_all(made)
    with made.begin() as connection:
        for size in SIZES:
            here, loose = uuid4(), {"community_id": TOWN, "size": size}
            connection.execute(insert(shelves).values(id=here, **loose))
            connection.execute(insert(books).values(id=uuid4(), shelf=here, **loose))
            connection.execute(insert(books).values(id=uuid4(), shelf=None, **loose))
    return made


def _shown(
    engine: Engine, record: type, rules: dict[type, list[str]], *, alone: bool = False
) -> set[tuple[Any, bool]]:
    """The sizes that are shown, and whether they stand on a shelf."""
    chosen = {of: tuple(RULES[name] for name in names) for of, names in rules.items()}
    visible = Visible(Visibility(RECORDS, chosen))
    table = RECORDS[record].table
    query = select(table.c.size, table.c.shelf).where(visible(record, table, alone=alone))
    with engine.connect() as connection:
        return {(size, shelf is not None) for size, shelf in connection.execute(query)}


def _hides(name: str, size: int | None) -> bool:
    """Whether a rule hides a row, computed by hand; what SQL does not know is hidden."""
    if size is None:
        return name in ("everything", "unknown", "small", "large", "one", "unmeasured")
    by_size = {"small": size < 1, "large": size > 2, "one": size == 1, "measured": True}
    return name in ("everything", "unknown") or by_size.get(name, False)


RULE_NAMES = st.sampled_from(sorted(RULES))
some_rules = st.lists(RULE_NAMES, max_size=4)


@given(names=some_rules)
def test_a_row_is_shown_where_no_rule_hides_it(engine: Engine, names: list[str]) -> None:
    expected = {(size, False) for size in SIZES if not any(_hides(name, size) for name in names)}
    assert _shown(engine, Shelf, {Shelf: names}) == expected


@given(
    names=some_rules,
    of_shelves=some_rules,
    more=st.sampled_from(sorted(RULES)),
    whose=st.sampled_from([Shelf, Book]),
)
def test_one_more_rule_only_narrows(
    engine: Engine, names: list[str], of_shelves: list[str], more: str, whose: type
) -> None:
    """Of a record itself, or of what it is a part of."""
    rules = {Book: names, Shelf: of_shelves}
    before = _shown(engine, Book, rules)
    after = _shown(engine, Book, {**rules, whose: [*rules[whose], more]})
    assert after <= before


@given(names=some_rules)
def test_a_part_is_hidden_with_its_whole_and_stands_alone_without_one(
    engine: Engine, names: list[str]
) -> None:
    on_shelves = {size for size, _ in _shown(engine, Shelf, {Shelf: names})}
    expected = {(size, True) for size in on_shelves} | {(size, False) for size in SIZES}
    assert _shown(engine, Book, {Shelf: names}) == expected
    assert len(_shown(engine, Book, {Shelf: names}, alone=True)) == 2 * len(SIZES)


def test_control_a_rule_is_asked_of_the_row_that_is_given() -> None:
    """An alias of the table has the rule of its own rows, not of another one's in the statement."""
    visible = Visible(Visibility(RECORDS, {Shelf: (RULES["small"],)}))
    other = shelves.alias("other")
    assert "other.size >= " in str(visible(Shelf, other))
    assert "shelf.size" not in str(visible(Shelf, other))


def test_an_object_of_a_record_that_nobody_composes_is_named_to_nobody(engine: Engine) -> None:
    visible = Visible(Visibility(RECORDS, {}))
    with engine.connect() as connection:
        for record, count in (("Book", 2 * len(SIZES)), ("Chair", 0)):
            named = visible.named(record, books.c.community_id, books.c.id)
            assert len(connection.execute(select(books.c.id).where(named)).all()) == count


@pytest.mark.parametrize("grants", [{}, {("guest", 0): frozenset({"town.read"})}])
@pytest.mark.parametrize("role", ["guest", "member", "a role that the type has lost"])
def test_what_a_member_may_comes_from_their_role(
    grants: dict[tuple[str, int], frozenset[str]], role: str
) -> None:
    """A lost role counts as that of a member, if members may."""
    for member in (False, True):
        more = {("member", 1): frozenset({"town.read"})} if member else {("member", 1): frozenset()}
        visible = Visible(Visibility(RECORDS, {}, grants=grants | more))
        reader = visible.member(literal(TOWN, Id), literal(role), literal(1), true())
        with create_engine("sqlite://").connect() as connection:
            holds = connection.execute(select(reader.may("town.read"))).scalar_one()
        assert bool(holds) is (member or (role == "guest" and bool(grants)))


def test_a_record_without_composed_visibility_is_refused() -> None:
    with pytest.raises(PluginError) as caught:
        Visible(Visibility())(Book, books)
    assert caught.value.code == "runtime.not_visible_record"
    assert "Book" in caught.value.message


# --- readers ---------------------------------------------------------------------------------------------------------


def test_outside_of_a_context_a_statement_that_shows_records_is_refused(kit: Kit) -> None:
    create_community(kit)
    with UnitOfWork(kit.database, connection=None, read_only=True) as unit:
        for run in (
            lambda: unit.rows(sql.BY_MEMBER, author=TOWN, after=TOWN, size=1),
            lambda: unit.one(sql.ONE, id=TOWN),
        ):
            with pytest.raises(PluginError) as caught:
                run()
            assert caught.value.code == "runtime.no_reader"
    with pytest.raises(PluginError):
        _ = sql.ONE.construct
    with pytest.raises(PluginError):
        prepare(sql.ONE, kit.database.dialect)


def test_it_is_compiled_once_for_each_type(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url, club())) as kit:
        tables: dict[str, DispatchTable] = {}
        for slug, type in (("town", "forum"), ("clubhouse", "club")):
            create_community(kit, slug, type=type)
            for _ in range(2):  # a session of its own each time
                with kit.session("owner", slug, read_only=True) as session:
                    tables[slug] = context_of(session).dispatch
        database, dialect = kit.database, kit.database.dialect
        prepared = {
            slug: database.prepared(sql.ONE, dialect, table.visibility) for slug, table in tables.items()
        }
        assert prepared["town"] is not prepared["clubhouse"]
        for slug, table in tables.items():
            assert database.prepared(sql.ONE, dialect, table.visibility) is prepared[slug]
        same = {id(database.prepared(sql.OPENING, dialect, table.visibility)) for table in tables.values()}
        assert len(same) == 1, "a statement that shows nothing is one for all types"


def test_a_statement_knows_which_permissions_it_asks_for(kit: Kit) -> None:
    def rule(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        return ~reader.may("club.read") & (row.c.size > 0)

    made = visible_statement(lambda visible: select(books.c.id).where(visible(Book, books, alone=True)))
    prepared = prepare(made, kit.database.dialect, Visibility(RECORDS, {Book: (rule,)}))
    assert prepared.permissions == {"may_club_read": "club.read"}


def test_ids_that_a_reader_may_see(kit: Kit) -> None:
    """An empty list asks nothing, and ids of nothing are nothing."""
    create_community(kit)
    with kit.session("owner", "town", read_only=True) as session:
        context = context_of(session)
        assert context.visible_ids(Post, []) == set()
        assert context.visible_ids(Post, [TOWN]) == set()


def test_permissions_that_differ_in_their_signs_alone_are_asked_apart() -> None:
    visible = Visible(Visibility())
    asked = ("club.read_all", "club_read.all", "club.read_all")
    first, other, again = (visible.reader.may(permission).compile().params for permission in asked)
    assert first == again
    assert first != other
    assert sorted(visible.permissions.values()) == ["club.read_all", "club_read.all"]
