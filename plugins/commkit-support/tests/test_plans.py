"""How the databases run the statements of support, in a community of thousands beside others."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Table, bindparam, create_engine, insert, select, text

from commkit import SYSTEM
from commkit.members import membership
from commkit.posts import post
from commkit.runtime.storage.list_parameters import with_lists
from commkit.storage import Crud, Statement, statement
from commkit.testing.contexts import context_of
from commkit.testing.rows import RowMaker
from commkit_support.tables import charter_version, metadata
from tests.plans import analyse, explain

ROWS, OTHERS = 2_000, 200
ROOMS = ("assignment", "charter", "deflection", "endorsements", "experts", "handoff", "known_issues",
         "satisfaction", "saved_replies", "yielding")  # fmt: skip
"""Those of the clock and of the queues are in `queues/test_queues.py`."""


def statements_of(room: str) -> Iterator[tuple[str, Statement[Any]]]:
    """All statements of a room by their names."""
    module = import_module(f"commkit_support.{room}.statements")
    for name, found in vars(module).items():
        if isinstance(found, Statement) and not name.startswith("_"):
            yield name, found
        if isinstance(found, Crud):
            for part in ("add", "one", "page", "update", "delete"):
                if isinstance(getattr(found, part, None), Statement):
                    yield f"{name}.{part}", getattr(found, part)


ALL = {f"{room}.{name}": found for room in ROOMS for name, found in statements_of(room)}


def fill(connection: Connection, question: Any) -> None:
    """Thousands of posts and members, and as many rows in each table of support; a tenth is of other communities."""
    if connection.dialect.name != "sqlite":  # where a connection of its own checks none
        connection.execute(text("SET session_replication_role = replica"))
    for table, of in ((post, post.c.id == question), (membership, membership.c.key == "ada")):
        row = connection.execute(select(table).where(of)).mappings().one()
        ids = [uuid4() for _ in range(ROWS)]
        unique = "path" if table is post else "key"
        made = [{**row, "id": id, unique: id.bytes if table is post else str(id)} for id in ids]
        connection.execute(insert(table), made)
    here = row["community_id"]
    maker = RowMaker(connection, here, row["id"])
    for table in metadata.sorted_tables:
        connection.execute(insert(table), [_row(maker, table, here) for _ in range(ROWS)])
        connection.execute(insert(table), [_row(maker, table, uuid4()) for _ in range(OTHERS)])


def _row(maker: RowMaker, table: Table, community: Any) -> dict[str, Any]:
    return {column.name: maker.value(column) for column in table.columns} | {"community_id": community}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def crowd(
    request: pytest.FixtureRequest, town_class: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A filled town, once for all statements."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("plans") / "town.db"
        file.write_bytes(request.getfixturevalue("migrated_file").read_bytes())
        yield from _filled(town_class(f"sqlite:///{file}"))
        return
    template = request.getfixturevalue("migrated_database")
    with request.getfixturevalue("postgres").database(template=template) as url:
        yield from _filled(town_class(url))


def _filled(town: Any) -> Iterator[Any]:
    alone = create_engine(town.kit.database.engine.url)
    try:
        question = town.question().id
        with alone.begin() as connection:
            fill(connection, question)
        alone.dispose()
        analyse(town.kit)
        yield town
    finally:
        town.kit.close()


class Anything(dict[str, Any]):
    """A value for each parameter; plans hold for all values."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name)


def plan_of(town: Any, statement: Statement[Any]) -> str:
    with town.kit.session(SYSTEM, "help", read_only=True) as session:
        prepared = context_of(session)._prepared(statement)
        values = Anything({one.name: [uuid4() if one.process else "x"] * 4 for one in prepared.lists})
        if prepared.lists:
            prepared = with_lists(prepared, values) or prepared
        return explain(town.kit, prepared, values)


INDEXES = {
    "charter.CURRENT": ("commkit_support_charter", "commkit_support_charter_topic"),
    "charter.VERSION": ("commkit_support_charter", "commkit_support_charter_topic"),
    "charter.LATEST": ("commkit_support_charter",),
    "charter.ONE": ("commkit_support_scope_offer",),
    "charter.PENDING_OF": ("_scope_offer_pending|_scope_offer_member_state",),
    "charter.UNFILLED_OF": ("_scope_offer_member_state",),
    "charter.NUMBERS": ("_scope_offer_offered_at",),
    "deflection.LAST": ("_ledger",),
    "deflection.STANDING_OF_QUESTION": ("_ledger_question_member",),
    "deflection.STANDING_AGAINST": ("_ledger_member_final_at|_ledger_member_question_turn",),
    "deflection.LAST_REVERSED": ("_ledger_question_member",),
    "deflection.TICKETS": ("_handoff_question", "_ticket_member_opened_at"),
    "deflection.TICKET_BY_REFERENCE": ("_ticket",),
    "deflection.TOTALS": ("_ledger_at",),
    "deflection.BY_EVIDENCE": ("_ledger_at",),
}
"""What finds the rows of the statements whose conditions are on more than the key."""

FILLED = "|".join(["commkit_post", "commkit_membership", *metadata.tables])
"""Other tables are small here, and read whole."""


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    read_whole = re.findall(rf"(?:SCAN|Seq Scan on) (?:{FILLED})\b", plan)
    assert not read_whole, plan
    for index in INDEXES.get(name, ()):
        assert re.search(index, plan), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_note = statement(
        lambda: select(charter_version.c.version).where(charter_version.c.note == bindparam("note"))
    )
    plan = plan_of(crowd, by_note)
    assert re.search(r"SCAN commkit_support_charter|Seq Scan on commkit_support_charter", plan), plan
