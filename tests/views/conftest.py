"""The town whose pages are looked at."""

import pytest

from commkit import Kit
from tests.sample import create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    """A community with an owner, ada and bob."""
    create_community(kit, members=["ada", "bob"])
    return kit
