"""The usual statements: the SQL, the plan and the number of statements are those by hand; pages are whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from uuid_utils.compat import uuid7

from commkit import Invalid, Kit, MemberId, PluginError
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.readers import READER
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.storage.visibility import Visibility, VisibleRecord
from commkit.storage import Id, Person, Plain, community_id, crud, plain, record_table
from commkit.testing.kits import StatementObserver
from tests.runtime.storage.kudos import BY_HAND, FIRST_PAGE, KUDOS, Kudos, KudosId
from tests.runtime.storage.kudos import given as table
from tests.sample import new_kit

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": psycopg.dialect()}
NAMES = ("add", "one", "page", "update", "delete")
START = datetime(2030, 1, 1, tzinfo=UTC)
ADA, BOB = (MemberId(UUID(int=number)) for number in (1, 2))


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    seen: list[str] = []
    with closing(new_kit(url, observers=[StatementObserver(seen.append)])) as made:
        table.create(made.database.engine)
        made.seen = seen  # type: ignore[attr-defined]
        yield made


def some(count: int, *, to: MemberId = BOB) -> list[Kudos]:
    return [
        Kudos(KudosId(uuid7()), ADA, to, f"for {number}", START + timedelta(minutes=number % 3))
        for number in range(count)
    ]


def unit_of(kit: Kit) -> UnitOfWork:
    return UnitOfWork(kit.database, connection=None, read_only=False)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
@pytest.mark.parametrize("name", NAMES)
def test_the_sql_is_that_by_hand(name: str, dialect: Any) -> None:
    ours, by_hand = prepare(getattr(KUDOS, name), dialect), prepare(BY_HAND[name], dialect)
    assert ours.sql == by_hand.sql
    assert (ours.names, ours.positional, ours.gives_rows) == (
        by_hand.names,
        by_hand.positional,
        by_hand.gives_rows,
    )
    assert [position for position, _ in ours.columns] == [position for position, _ in by_hand.columns]
    assert ours.sql is not None, "compiled once"


def test_every_statement_has_one_by_hand_beside_it() -> None:
    kinds = {name for name in dir(KUDOS) if type(getattr(KUDOS, name)).__name__ == "Statement"}
    assert kinds == set(NAMES) == set(BY_HAND)


@pytest.mark.parametrize("name", ["one", "page", "update", "delete"])
def test_the_plan_is_by_the_index(name: str, tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'plans.db'}")
    table.create(engine)
    engine.dispose()
    plans = []
    with closing(sqlite3.connect(tmp_path / "plans.db")) as driver:
        for each in (getattr(KUDOS, name), BY_HAND[name]):
            prepared = prepare(each, DIALECTS["sqlite"])
            plan = driver.execute(
                f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(dict.fromkeys(prepared.names))
            )
            plans.append([row[3] for row in plan])
    assert plans[0] == plans[1]
    wanted = "ix_commkit_kudos_given_to" if name == "page" else "autoindex"
    assert all(wanted in step and "SCAN" not in step for step in plans[0]), plans[0]
    assert len(plans[0]) == 1, "nothing is sorted by hand"


def test_a_row_is_added_changed_and_deleted(kit: Kit) -> None:
    first, other = some(2)
    with unit_of(kit) as unit:
        assert unit.run(KUDOS.add, first) + unit.run(KUDOS.add, other) == 2
        assert unit.one(KUDOS.one, id=first.id) == first
        changed = evolve(first, why="for all of it", to=ADA)
        assert unit.run(KUDOS.update, changed) == 1
        assert unit.one(KUDOS.one, id=first.id) == changed
        assert unit.one(KUDOS.one, id=other.id) == other, "and nothing else"
        assert unit.run(KUDOS.delete, id=first.id) == 1
        assert unit.one(KUDOS.one, id=first.id) is None
        assert unit.run(KUDOS.delete, id=first.id) == unit.run(KUDOS.update, changed) == 0


def test_another_community_has_nothing_of_it(kit: Kit) -> None:
    (one,) = some(1)
    elsewhere = {"community_id": UUID(int=7)}
    with unit_of(kit) as unit:
        unit.run(KUDOS.add, one)
        assert unit.one(KUDOS.one, id=one.id, **elsewhere) is None
        assert unit.rows(KUDOS.page, to=BOB, **FIRST_PAGE, **elsewhere) == []
        assert unit.run(KUDOS.update, one, **elsewhere) == unit.run(KUDOS.delete, id=one.id, **elsewhere) == 0
        assert unit.rows(KUDOS.page, to=BOB, **FIRST_PAGE) == [one]


@pytest.mark.parametrize(
    ("order", "newest_first"), [((), True), ((), False), (("at",), True), (("at",), False)]
)
def test_pages_are_whole_and_in_order(kit: Kit, order: tuple[str, ...], newest_first: bool) -> None:
    rows = crud(table, Kudos, where=("to",), order=order, newest_first=newest_first)
    all_of_them = some(7)
    with unit_of(kit) as unit:
        for each in (*all_of_them, *some(3, to=ADA)):
            unit.run(rows.add, each)

        @settings(max_examples=15)
        @given(st.integers(1, 9))
        def whole(limit: int) -> None:
            found: list[Kudos] = []
            after = None
            while True:
                page = rows.read_page(unit, after=after, limit=limit, to=BOB)
                found += page.items
                assert len(page.items) <= limit
                after = page.next
                if after is None:
                    break
            by = (lambda k: (k.at, k.id)) if order else (lambda k: k.id)
            assert found == sorted(all_of_them, key=by, reverse=newest_first)

        whole()


def test_a_page_is_one_statement(kit: Kit) -> None:
    seen: list[str] = kit.seen  # type: ignore[attr-defined]
    with unit_of(kit) as unit:
        for each in some(30):
            unit.run(KUDOS.add, each)
        before = len(seen)
        page = KUDOS.read_page(unit, to=BOB)
        assert (len(page.items), len(seen) - before) == (20, 1)
        before = len(seen)
        KUDOS.read_page(unit, after=page.next, limit=100, to=BOB)
        assert len(seen) - before == 1


def test_a_cursor_of_another_page_is_refused(kit: Kit) -> None:
    timed = crud(table, Kudos, where=("to",), order=("at",))
    with unit_of(kit) as unit:
        for each in some(3):
            unit.run(KUDOS.add, each)
        foreign = timed.read_page(unit, limit=1, to=BOB).next
        for cursor in (foreign, "nonsense", ""):
            with pytest.raises(Invalid):
                KUDOS.read_page(unit, after=cursor, to=BOB)


def test_composed_statements_hold_the_rules_of_the_type_and_the_others_do_not() -> None:
    shown = VisibleRecord(Kudos, table)
    visibility = Visibility({Kudos: shown}, {Kudos: (lambda row, reader: row.c.giver != reader.member,)})
    composed = crud(table, Kudos, where=("to",), composed=True)
    for dialect in DIALECTS.values():
        for name in ("one", "page"):
            prepared = prepare(getattr(composed, name), dialect, visibility)
            assert READER in prepared.names
            assert READER not in prepare(getattr(KUDOS, name), dialect).names
        for name in ("add", "update", "delete"):
            assert prepare(getattr(composed, name), dialect).sql == prepare(BY_HAND[name], dialect).sql


def test_composed_statements_need_a_reader(kit: Kit) -> None:
    composed = crud(table, Kudos, where=("to",), composed=True)
    with unit_of(kit) as unit, pytest.raises(PluginError, match="reader"):
        unit.one(composed.one, id=some(1)[0].id)


@frozen
class Seat:
    """A record with a key of its own."""

    event: UUID
    member: Annotated[MemberId, Person()]
    row: int


def test_a_key_of_two_fields(kit: Kit) -> None:
    seats = record_table("commkit_hall_seat", Seat, key=("event", "member"))
    seats.create(kit.database.engine)
    rows = crud(seats, Seat, where=("event",), order=("row",), newest_first=False)
    assert rows.order == ("row", "event", "member")
    event = uuid7()
    taken = [Seat(event, MemberId(UUID(int=n)), 9 - n) for n in range(1, 5)]
    with unit_of(kit) as unit:
        for seat in taken:
            unit.run(rows.add, seat)
        first = rows.read_page(unit, limit=3, event=event)
        rest = rows.read_page(unit, limit=3, after=first.next, event=event)
        assert [seat.row for seat in (*first.items, *rest.items)] == [5, 6, 7, 8]
        assert unit.one(rows.one, event=event, member=taken[0].member) == taken[0]
        assert unit.run(rows.update, evolve(taken[0], row=0)) == 1
        assert unit.run(rows.delete, event=event, member=taken[0].member) == 1


@frozen
class Bare:
    """A record that is all key."""

    id: UUID


@frozen
class Named:
    """A record with a field for each way to be wrong."""

    id: UUID
    after: int
    maybe: int | None
    name: Annotated[str, Plain(max=9)]


NAMED = record_table("commkit_hall_named", Named)
LONELY = sa.Table(
    "commkit_hall_lonely", sa.MetaData(), sa.Column("id", Id, primary_key=True, info=plain("Id."))
)
WORDY = sa.Table(
    "commkit_hall_wordy",
    sa.MetaData(),
    community_id(),
    sa.Column("id", sa.String(9), primary_key=True, info=plain("Id.")),
)

UNFIT: dict[str, tuple[Any, str]] = {
    "a record of another table": (
        lambda: crud(table, Seat),
        "no columns of commkit_kudos_given: event, member, row",
    ),
    "a record that lacks columns": (
        lambda: crud(table, Bare),
        "lacks columns of commkit_kudos_given: at, giver",
    ),
    "no record": (lambda: crud(table, dict), "no attrs class"),
    "a table of no community": (lambda: crud(LONELY, Bare), "no community_id"),
    "a page by nothing": (lambda: crud(table, Kudos, where=("who",)), "'who', which is no field"),
    "an order by nothing": (lambda: crud(table, Kudos, order=("who",)), "'who', which is no field"),
    "a page by what may be None": (lambda: crud(NAMED, Named, where=("maybe",)), "NULL"),
    "an order by what may be None": (lambda: crud(NAMED, Named, order=("maybe",)), "NULL"),
    "an order by a text": (lambda: crud(NAMED, Named, order=("name",)), "cannot be sorted"),
    "a key of text": (lambda: crud(WORDY, Bare), "cannot be sorted"),
    "a name of a parameter": (lambda: crud(NAMED, Named, where=("after",)), "rename"),
}


@pytest.mark.parametrize(("make", "says"), UNFIT.values(), ids=list(UNFIT))
def test_what_does_not_fit_is_refused(make: Any, says: str) -> None:
    with pytest.raises(PluginError) as caught:
        make()
    assert caught.value.code == "runtime.record_unfit"
    assert caught.value.plugin in ("kudos", "hall")
    assert says in caught.value.message


def test_a_record_that_is_all_key_is_never_updated() -> None:
    rows = crud(record_table("commkit_hall_bare", Bare), Bare)
    with pytest.raises(PluginError, match="nothing but its key"):
        rows.update.construct  # noqa: B018
