"""How a database would run a statement of a Kit, and a town that has half of all."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from shutil import copy
from typing import Any, Protocol
from uuid import uuid4

import pytest
from attrs import frozen
from sqlalchemy import Connection, text

from benchmarks.forum import Forum, create_community
from benchmarks.lists import Place, make_place
from commkit import Kit
from commkit.runtime.storage.prepared import Prepared

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
"""The parameters of a fixture that makes a town on each of them."""


@frozen
class Town:
    """A filled town."""

    kit: Kit
    place: Place


class Fill(Protocol):
    """Adds so many rows to a place."""

    def __call__(self, connection: Connection, place: Place, count: int, /, *, seed: int = 0) -> None:
        """Add them."""


@contextmanager
def skewed_town(
    request: pytest.FixtureRequest, folders: pytest.TempPathFactory, fill: Fill, half: int
) -> Iterator[Town]:
    """A town with half of the rows of 1,001 communities, analysed, on the engine of a parameter.

    Args:
        request: The fixture's, with a parameter of `ENGINES`.
        folders: Where a SQLite file may be.
        fill: Adds rows.
        half: How many the town has, and all the others together.
    """
    if request.param == "sqlite":
        file = folders.mktemp("plans") / "town.db"
        copy(request.getfixturevalue("_migrated_file"), file)
        with _filled(f"sqlite:///{file}", fill, half) as town:
            yield town
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("_migrated_database")
    with server.database(template=template) as url, _filled(url, fill, half) as town:
        yield town


@contextmanager
def _filled(url: str, fill: Fill, half: int) -> Iterator[Town]:
    with closing(Kit(url, plugins=[Forum()])) as kit:
        create_community(kit)
        place = make_place(kit)
        with kit.database.engine.begin() as connection:
            fill(connection, place, half)
            for number in range(1_000):
                fill(connection, Place(uuid4()), half // 1_000, seed=number)
        analyse(kit)
        yield Town(kit, place)


def analyse(kit: Kit) -> None:
    """Let the planner know the rows that are there, and on PostgreSQL only those: what was deleted is vacuumed.

    Rows must be spread as they would be: where one value stands in all rows, two indexes cost the same, and chance
    decides between them.
    """
    how = "ANALYZE" if kit.database.dialect.name == "sqlite" else "VACUUM ANALYZE"
    with kit.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(how))


def explain(kit: Kit, prepared: Prepared, values: dict[str, Any]) -> str:
    """The plan of a statement; on PostgreSQL the one that is kept for all values.

    Args:
        kit: Where it would run.
        prepared: The statement.
        values: Its parameters.
    """
    assert prepared.sql is not None
    with kit.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if kit.database.dialect.name == "sqlite":
            rows = driver.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(values)).fetchall()
            return "\n".join(row[3] for row in rows)
        names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", prepared.sql)))
        numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", prepared.sql)
        driver.execute("SET LOCAL plan_cache_mode = force_generic_plan", prepare=False)
        driver.execute(f"PREPARE hot AS {numbered}", prepare=False)
        nulls = ", ".join(["NULL"] * len(names))
        rows = driver.execute(f"EXPLAIN EXECUTE hot({nulls})", prepare=False).fetchall()
        driver.execute("DEALLOCATE hot", prepare=False)
        driver.rollback()
        return "\n".join(row[0] for row in rows)
