"""Databases that are migrated already: one is made for each test session, and every test gets a copy of its own."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.testing.postgres import PostgresServer
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


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file."""
    shutil.copy(_migrated_file, tmp_path / "town.db")
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.fixture
def migrated_postgres_url(postgres: PostgresServer, _migrated_database: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database."""
    with postgres.database(template=_migrated_database) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database, SQLite and PostgreSQL in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "migrated_postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated database, SQLite and PostgreSQL in turn."""
    with closing(new_kit(url)) as made:
        yield made


@pytest.fixture
def sqlite_kit(sqlite_url: str) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated SQLite file, for what does not depend on the database."""
    with closing(new_kit(sqlite_url)) as made:
        yield made


@pytest.fixture
def postgres_kit(migrated_postgres_url: str) -> Iterator[Kit]:
    """A Kit with the type `forum` on a migrated PostgreSQL database."""
    with closing(new_kit(migrated_postgres_url)) as made:
        yield made
