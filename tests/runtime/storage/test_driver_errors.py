"""What the errors of the drivers become."""

import sqlite3
from pathlib import Path

import pytest

from commkit import Busy, Conflict, StorageFull
from commkit.runtime.storage.driver_errors import translate


class DriverError(Exception):
    """As psycopg's errors look."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40001", Busy),
        ("40P01", Busy),
        ("53100", StorageFull),
        ("23505", Conflict),
        ("23503", Conflict),
        ("42P01", DriverError),
    ],
)
def test_states_of_postgresql_become_errors_of_ours(state: str, kind: type[Exception]) -> None:
    translated = translate(DriverError(state))
    assert type(translated) is kind
    if isinstance(translated, Busy):
        assert translated.data["retryable"] is True


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
