# ruff: noqa: PLC0415  # only who asks pays
"""The pytest plugin of commkit: fixtures for tests of plugins and apps.

It loads nothing but pytest until a test asks for one of its fixtures.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from commkit import Kit
    from commkit.testing.clock import ManualClock
    from commkit.testing.kits import CapturedStatements, KitFactory
    from commkit.testing.postgres import PostgresServer


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server")


@pytest.fixture(scope="session")
def _commkit_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from commkit.testing.kits import SqliteTemplates

    return SqliteTemplates(tmp_path_factory.mktemp("commkit"))


@pytest.fixture(scope="session")
def _commkit_postgres(commkit_postgres: "PostgresServer") -> Iterator[Any]:
    from commkit.testing.kits import PostgresTemplates

    with ExitStack() as stack:
        yield PostgresTemplates(commkit_postgres, stack)


@pytest.fixture
def commkit_kit_factory(_commkit_sqlite: Any) -> "Iterator[KitFactory]":
    """A factory of Kits, each on a migrated SQLite file of its own: `commkit_kit_factory(Support(...))`.

    Keyword arguments go to `Kit`. The kits are closed when the test ends.
    """
    from commkit.testing.kits import KitFactory

    with ExitStack() as stack:
        yield KitFactory(_commkit_sqlite, stack)


@pytest.fixture(scope="session")
def commkit_postgres() -> "Iterator[PostgresServer]":
    """A PostgreSQL server for the test session; tests that ask for it are skipped where none can be had."""
    from commkit.testing.postgres import PostgresServer, PostgresUnavailable

    with ExitStack() as stack:
        try:
            server = stack.enter_context(PostgresServer())
        except PostgresUnavailable as error:
            pytest.skip(str(error))
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def commkit_engine_kit_factory(request: pytest.FixtureRequest) -> "Iterator[KitFactory]":
    """As `commkit_kit_factory`, on SQLite and on PostgreSQL in turn: for what depends on the database, such as races.

    The tests on PostgreSQL have the marker `postgres`: `-m "not postgres"` leaves them out.
    """
    from commkit.testing.kits import KitFactory

    with ExitStack() as stack:
        yield KitFactory(request.getfixturevalue(f"_commkit_{request.param}"), stack)


@pytest.fixture
def no_io_in_transactions() -> Iterator[list[str]]:
    """Whatever waits for the world while a session is open fails the test; gives what was tried so far."""
    from commkit.testing.io_guard import forbid_io

    with forbid_io() as tried:
        yield tried


@pytest.fixture
def manual_clock() -> "ManualClock":
    """A clock that stands at noon of 2030-01-01 UTC until it is moved; give it to a Kit as `clock=manual_clock`."""
    from datetime import UTC, datetime

    from commkit.testing.clock import ManualClock

    return ManualClock(datetime(2030, 1, 1, 12, tzinfo=UTC))


@pytest.fixture
def capture_statements() -> "Callable[[Kit], AbstractContextManager[CapturedStatements]]":
    """A way to gather what runs in a block: give it a kit, use it with `with`, and look how long the list is."""
    from commkit.testing.kits import capture_statements

    return capture_statements
