"""Kits of the tests of plugins that come and go."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from commkit import Kit
from tests.sample import new_kit


@pytest.fixture
def make(url: str) -> Iterator[Callable[..., Kit]]:
    """Make a Kit with some plugins on the database of the test; it is closed at its end."""
    with ExitStack() as stack:

        def made(*plugins: Any, **options: Any) -> Kit:
            kit = new_kit(url, *plugins, **options)
            stack.callback(kit.close)
            return kit

        yield made
