"""The history of a person who sends every command, written once for each test session."""

import pytest

from tests.meta.history import History, write_history


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return write_history(tmp_path_factory.mktemp("history") / "town.db")
