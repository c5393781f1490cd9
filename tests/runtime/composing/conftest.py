"""What the tests of composing share."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from commkit.runtime.composing import discovery, hooks


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the environment offer these entry points."""

    def offer(**values: str) -> None:
        entries = [EntryPoint(name, value, hooks.ENTRY_POINTS) for name, value in values.items()]
        monkeypatch.setattr(discovery, "entry_points", lambda group: entries)

    return offer
