"""What every test of the workspace may use: a real PostgreSQL, and the folder of real data beside the repository."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from commkit.testing.postgres import PostgresServer

# A busy machine is no fault of the rule under test. The parent is Hypothesis' own choice: its "ci" profile under CI.
settings.register_profile("commkit", settings(), deadline=None)
settings.load_profile("commkit")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Give the session's PostgreSQL server, started by the first test that asks for it."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def commkit_postgres(postgres: PostgresServer) -> PostgresServer:
    """Give the same server to the fixtures of commkit's own pytest plugin; where it is missing, tests fail here."""
    return postgres


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """Give the URL of an empty database that nobody else has and that goes with the test."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real exports; it does not travel with the repository, so skip where it is absent."""
    beside = Path(__file__).parent.parent / "shared"
    folder = Path(os.environ.get("COMMKIT_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}: name the folder that holds data/ in COMMKIT_SHARED")
    return folder
