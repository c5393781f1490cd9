"""Databases that are migrated already: one is made for each test session, and every test finds it as it was made."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.runtime.model.clock import Clock
from commkit.testing.postgres import PostgresServer
from tests.reused_kits import ReusedKits
from tests.reused_postgres import ReusedDatabase
from tests.sample import new_kit


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
    return file


@pytest.fixture(scope="session")
def _migrated_database(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as url:
        with closing(new_kit(url)) as kit:
            kit.migrate()
        yield url


@pytest.fixture(scope="session")
def _reused_database(postgres: PostgresServer, _migrated_database: str) -> Iterator[ReusedDatabase]:
    with closing(ReusedDatabase(postgres, _migrated_database)) as database:
        yield database


@pytest.fixture(scope="session")
def _reused_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reused") / "town.db"


@pytest.fixture(scope="session")
def reused_kits() -> Iterator[ReusedKits]:
    """Kits that outlive a test, for fixtures that give one of them."""
    with closing(ReusedKits()) as kits:
        yield kits


@pytest.fixture
def sqlite_url(_migrated_file: Path, _reused_file: Path) -> str:
    """The URL of a migrated SQLite file."""
    for left in _reused_file.parent.iterdir():
        left.unlink()
    shutil.copy(_migrated_file, _reused_file)
    return f"sqlite:///{_reused_file}"


@pytest.fixture
def migrated_postgres_url(_reused_database: ReusedDatabase) -> str:
    """The URL of a migrated PostgreSQL database."""
    return _reused_database.renew()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database, SQLite and PostgreSQL in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "migrated_postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def kit(url: str, reused_kits: ReusedKits) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated database, SQLite and PostgreSQL in turn."""
    with reused_kits.kit(url) as made:
        yield made


@pytest.fixture
def sqlite_kit(sqlite_url: str, reused_kits: ReusedKits) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated SQLite file, for what does not depend on the database."""
    with reused_kits.kit(sqlite_url) as made:
        yield made


@pytest.fixture
def postgres_kit(migrated_postgres_url: str, reused_kits: ReusedKits) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated PostgreSQL database."""
    with reused_kits.kit(migrated_postgres_url) as made:
        yield made


@pytest.fixture
def clocked_kit(url: str, clock: Clock, reused_kits: ReusedKits) -> Iterator[Kit]:
    """As `kit`; time comes from the fixture `clock` of the tests that ask for it."""
    with reused_kits.kit(url, clock=clock) as made:
        yield made


@pytest.fixture
def clocked_sqlite_kit(sqlite_url: str, clock: Clock, reused_kits: ReusedKits) -> Iterator[Kit]:
    """As `sqlite_kit`; time comes from the fixture `clock` of the tests that ask for it."""
    with reused_kits.kit(sqlite_url, clock=clock) as made:
        yield made
