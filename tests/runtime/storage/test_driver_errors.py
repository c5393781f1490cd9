"""What the errors of the drivers become."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from commkit import Busy, Conflict, StorageFull
from commkit.runtime.storage.driver_errors import translate


class DriverError(Exception):
    """As psycopg's errors look."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class LostByPgbouncer(psycopg.errors.ProtocolViolation):
    """As pgbouncer says that there is no server behind it."""

    sqlstate = "08P01"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40001", Busy),
        ("40P01", Busy),
        ("53100", StorageFull),
        ("53300", Busy),
        ("25P03", Busy),
        ("25P04", Busy),
        ("23505", Conflict),
        ("23503", Conflict),
        ("42P01", DriverError),
    ],
)
def test_states_of_postgresql_become_errors_of_ours(state: str, kind: type[Exception]) -> None:
    translated = translate(DriverError(state))
    assert type(translated) is kind
    if isinstance(translated, Busy):
        assert translated.data.get("retryable", False) is state.startswith("40")


@pytest.mark.parametrize("error", [LostByPgbouncer(), None], ids=["the driver's", "SQLAlchemy's own"])
def test_errors_that_sqlalchemy_wrapped_become_errors_of_ours(error: Exception | None) -> None:
    wrapped = OperationalError("SELECT 1", {}, error)  # type: ignore[arg-type]  # it has none where it is its own
    translated = translate(wrapped)
    if error is None:
        assert translated is wrapped
    else:
        assert isinstance(translated, Busy)
        assert translated.code == "runtime.connection_lost"


def test_errors_of_sqlite_become_errors_of_ours(tmp_path: Path) -> None:
    one = sqlite3.connect(tmp_path / "a.db", isolation_level=None, timeout=0)
    two = sqlite3.connect(tmp_path / "a.db", isolation_level=None, timeout=0)
    one.execute("CREATE TABLE t (a PRIMARY KEY)")
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as locked:
        two.execute("BEGIN IMMEDIATE")
    one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.IntegrityError) as twice:
        one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError) as nothing:
        one.execute("SELECT * FROM nothing")
    one.close()
    two.close()
    assert type(translate(locked.value)) is Busy
    assert type(translate(twice.value)) is Conflict
    assert translate(nothing.value) is nothing.value
