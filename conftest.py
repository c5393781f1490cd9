"""What every test of the workspace may use: a real PostgreSQL, and the folder of real data beside the repository.

With a folder in COMMKIT_EMITTED, the names of all facts that tests emit are written there; see `tests/meta/emitted.py`.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from commkit.testing.postgres import PostgresServer, PostgresUnavailable
from tests.meta.emitted import recording, write

# A busy machine is no fault of the rule under test. The parent is Hypothesis' own choice: its "ci" profile under CI.
settings.register_profile("commkit", settings(), deadline=None)
settings.load_profile("commkit")


_SHARED = "postgres_url"
"""Under this name xdist's workers are told the URL of the server that they share."""


class _OneServerForAllWorkers:
    """Starts one PostgreSQL for all workers of xdist, rather than one for each: they differ in their databases only."""

    def __init__(self) -> None:
        self._server: PostgresServer | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker the server's URL, before it starts."""
        if "not postgres" in (node.config.option.markexpr or ""):
            return
        with suppress(PostgresUnavailable):  # each test that needs one says so itself
            if self._server is None:
                self._server = PostgresServer().__enter__()
            node.workerinput[_SHARED] = self._server.url

    def pytest_unconfigure(self) -> None:
        """Stop the server, when all workers have ended."""
        if self._server is not None:
            self._server.__exit__(None, None, None)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_OneServerForAllWorkers(), "one-postgres-for-all-workers")


_LONG_LAWS = {
    "test_nothing_crosses_communities",
    "test_outsiders_learn_nothing_of_what_is_private",
    "test_whatever_happens_its_promises_hold",
    "test_messages_records_and_facts_survive_json",
}


_REPEATED_ON_POSTGRES = (
    "plugins/",
    *(
        f"tests/{name}/"
        for name in ("adapters", "benchmarks", "community_types", "copying", "fields", "importers")
    ),
    *(f"tests/{name}/" for name in ("notifications", "plugins", "privacy", "views", "webhooks")),
    *(f"tests/runtime/{name}/" for name in ("composing", "purging", "sessions")),
)
"""Rooms that say much the same on both engines; the quick tests run those of storage and of the nouns on both."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long of conformance as slow, and what many rooms repeat on PostgreSQL."""
    for item in items:
        if _is_long_conformance(item) or _is_repeated_on_postgres(item):
            item.add_marker(pytest.mark.slow)


def _is_long_conformance(item: pytest.Item) -> bool:
    bases = getattr(getattr(item, "cls", None), "__mro__", ())
    return any(base.__name__ == "PluginConformance" for base in bases) and (
        item.get_closest_marker("postgres") is not None or getattr(item, "originalname", "") in _LONG_LAWS
    )


def _is_repeated_on_postgres(item: pytest.Item) -> bool:
    return (
        item.nodeid.startswith(_REPEATED_ON_POSTGRES)
        and hasattr(item, "callspec")
        and item.get_closest_marker("postgres") is not None
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Keep the garbage collector from what is collected: it would walk a million objects again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


_recorded = ExitStack()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Gather the names of emitted facts, where that is asked for."""
    if folder := os.environ.get("COMMKIT_EMITTED"):
        names = _recorded.enter_context(recording())
        process = str(os.getpid())  # several runs may write into one folder
        _recorded.callback(write, Path(folder), process, names)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write them."""
    _recorded.close()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """Give the PostgreSQL server of this run, started by the first test that asks for it where nobody has yet."""
    shared = getattr(request.config, "workerinput", {}).get(_SHARED)
    with PostgresServer(shared) as server:
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
