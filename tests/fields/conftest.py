"""A club with every kind of field, on SQLite and PostgreSQL in turn."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from commkit import Kit
from tests.fields.club import club_kit, found_club


@pytest.fixture
def club(url: str) -> Iterator[Kit]:
    with closing(club_kit(url)) as kit:
        yield found_club(kit)


@pytest.fixture
def sqlite_club(sqlite_url: str) -> Iterator[Kit]:
    with closing(club_kit(sqlite_url)) as kit:
        yield found_club(kit)
