"""The pytest plugin that comes with commkit: light fixtures for who tests a plugin or an app.

It loads nothing but pytest until a fixture is asked for, and does nothing in projects that ask for none.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from commkit import Kit
    from commkit.testing.clock import ManualClock
    from commkit.testing.kits import CapturedStatements
    from commkit.testing.postgres import PostgresServer


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server")


@pytest.fixture(scope="session")
def _commkit_templates(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from commkit.testing.kits import TemplateDatabases  # noqa: PLC0415  # only who asks pays

    return TemplateDatabases(tmp_path_factory.mktemp("commkit"))


@pytest.fixture
def commkit_kit_factory(_commkit_templates: Any, tmp_path: Any) -> Iterator[Callable[..., "Kit"]]:
    """A factory of Kits, each on a SQLite file of its own that is migrated already: `commkit_kit_factory(Support(...))`.

    Keyword arguments go to `Kit`. The kits are closed when the test ends.
    """
    made: list[Any] = []

    def make(*plugins: Any, **options: Any) -> "Kit":
        kit = _commkit_templates.kit(tmp_path / f"kit-{len(made)}.db", plugins, options)
        made.append(kit)
        return kit  # type: ignore[no-any-return]  # made by TemplateDatabases

    yield make
    for kit in made:
        kit.close()


@pytest.fixture(scope="session")
def commkit_postgres() -> "Iterator[PostgresServer]":
    """A PostgreSQL server for the test session; tests that ask for it are skipped where none can be had."""
    from contextlib import ExitStack  # noqa: PLC0415

    from commkit.testing.postgres import PostgresServer, PostgresUnavailable  # noqa: PLC0415

    with ExitStack() as stack:
        try:
            server = stack.enter_context(PostgresServer())
        except PostgresUnavailable as error:
            pytest.skip(str(error))
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def commkit_engine_kit_factory(request: pytest.FixtureRequest) -> Iterator[Callable[..., "Kit"]]:
    """As `commkit_kit_factory`, on SQLite and on PostgreSQL in turn: for what depends on the database, such as races.

    The tests on PostgreSQL bear the marker `postgres`: `-m "not postgres"` leaves them out.
    """
    if request.param == "sqlite":
        yield request.getfixturevalue("commkit_kit_factory")
        return
    from contextlib import ExitStack  # noqa: PLC0415

    from commkit.kit import Kit  # noqa: PLC0415

    server = request.getfixturevalue("commkit_postgres")
    with ExitStack() as stack:

        def make(*plugins: Any, **options: Any) -> Kit:
            kit = Kit(stack.enter_context(server.database()), plugins=plugins, **options)
            stack.callback(kit.close)
            kit.migrate()
            return kit

        yield make


@pytest.fixture
def no_io_in_transactions() -> Iterator[list[str]]:
    """Whatever waits for the world while a session is open fails the test; gives what was tried so far."""
    from commkit.testing.io_guard import forbid_io  # noqa: PLC0415

    with forbid_io() as tried:
        yield tried


@pytest.fixture
def manual_clock() -> "ManualClock":
    """A clock that stands at noon of 2030-01-01 UTC until it is moved; give it to a Kit as `clock=manual_clock`."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from commkit.testing.clock import ManualClock  # noqa: PLC0415

    return ManualClock(datetime(2030, 1, 1, 12, tzinfo=UTC))


@pytest.fixture
def capture_statements() -> "Callable[[Kit], AbstractContextManager[CapturedStatements]]":
    """A way to gather what runs in a block: give it a kit, use it with `with`, and look how long the list is."""
    from commkit.testing.kits import capture_statements  # noqa: PLC0415

    return capture_statements
