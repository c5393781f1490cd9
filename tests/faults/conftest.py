"""How much of a test of faults runs: a tenth of it with all tests, the whole by `make faults`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

WHOLE = os.environ.get("COMMKIT_FAULTS") == "all"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("faults")


@pytest.fixture(scope="session")
def share() -> Callable[[int], int]:
    """Gives of so many repetitions those that are to run now."""
    return lambda whole: whole if WHOLE else max(1, whole // 10)
