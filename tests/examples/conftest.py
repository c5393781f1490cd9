"""Each shop is started once, and used by all tests of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import open_browser
from tests.examples.shops import SHOPS, RunningShop, running


@pytest.fixture(scope="module", params=SHOPS, ids=lambda shop: shop.name)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running(request.param, tmp_path_factory.mktemp(request.param.name)) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened
