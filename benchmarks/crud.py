"""The derived statements of a table beside the same ones by hand: in one unit of work, on a SQLite file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen
from uuid_utils.compat import uuid7

from benchmarks.measure import Figure, compare_timings, figure
from commkit import Kit, MemberId
from commkit.runtime.storage.unit import UnitOfWork
from commkit.storage import LAST_ID, Person, Personal, crud, record_table, statement
from commkit.testing.kits import StatementObserver

BUDGET = 1.1
"""What is derived must not cost more than what is written by hand; the rest is the machine's own unrest."""
ROWS = 1_000
TO = MemberId(UUID(int=1))


@frozen
class Kudos:
    """A thank-you from one member to another."""

    id: UUID
    giver: Annotated[MemberId, Person()]
    to: Annotated[MemberId, Person()]
    why: Annotated[str, Personal(of="giver", max=500)]
    at: datetime


given = record_table("commkit_kudos_given", Kudos, index=["to"])
DERIVED = crud(given, Kudos, where=("to",))

_HERE = given.c.community_id == sa.bindparam("community_id")
_COLUMNS = (given.c.id, given.c.giver, given.c.to, given.c.why, given.c.at)
ADD = statement(sa.insert(given))
ONE = statement(sa.select(*_COLUMNS).where(_HERE, given.c.id == sa.bindparam("id")), into=Kudos)
PAGE = statement(
    sa.select(*_COLUMNS)
    .where(_HERE, given.c.to == sa.bindparam("to"), given.c.id < sa.bindparam("after_id"))
    .order_by(given.c.id.desc())
    .limit(sa.bindparam("size")),
    into=Kudos,
)


def new_kudos() -> Kudos:
    """One more of them."""
    return Kudos(uuid7(), MemberId(UUID(int=2)), TO, "for all of it", datetime.now(UTC))


def crud_figures(*, rounds: int, rows: int = ROWS) -> Iterator[Figure]:
    """Each statement, derived and by hand."""
    with TemporaryDirectory() as folder:
        statements: list[str] = []
        kit = Kit(f"sqlite:///{Path(folder) / 'kudos.db'}", observers=[StatementObserver(statements.append)])
        given.create(kit.database.engine)
        with UnitOfWork(kit.database, connection=None, read_only=False) as unit:
            filled = [new_kudos() for _ in range(rows)]
            for each in filled:
                unit.run(DERIVED.add, each)
            some = filled[len(filled) // 2].id
            start = {"to": TO, "after_id": LAST_ID, "size": 21}
            pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
                "add": (lambda: unit.run(DERIVED.add, new_kudos()), lambda: unit.run(ADD, new_kudos())),
                "one": (lambda: unit.one(DERIVED.one, id=some), lambda: unit.one(ONE, id=some)),
                "page of 20": (lambda: unit.rows(DERIVED.page, **start), lambda: unit.rows(PAGE, **start)),
            }
            for name, (ours, by_hand) in pairs.items():
                taken = compare_timings(ours, by_hand, rounds=rounds)
                before = len(statements)
                ours()
                yield figure(
                    f"crud: {name}",
                    database="sqlite",
                    posts=0,
                    ours=taken[0],
                    raw=taken[1],
                    budget=BUDGET,
                    statements=len(statements) - before,
                )
        kit.close()
