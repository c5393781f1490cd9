"""A Kit with bells, on both databases or on one."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from commkit import Kit
from commkit.testing.clock import ManualClock
from tests.notifications.post_office import Host, PostOffice, open_post_office, ports
from tests.notifications.setup import Bells
from tests.sample import create_community, new_kit

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday noon."""


@pytest.fixture
def clock() -> ManualClock:
    """A clock that the test moves."""
    return ManualClock(START)


@pytest.fixture
def tower(url: str, clock: ManualClock) -> Iterator[Kit]:
    """A town with bells, owned by `owner`, joined by ada, bob and cyd; SQLite and PostgreSQL in turn."""
    yield from _tower(url, clock)


@pytest.fixture
def small_tower(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    """The same on SQLite, for what does not depend on the database."""
    yield from _tower(sqlite_url, clock)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on the loopback."""
    with open_post_office() as made:
        yield made


@pytest.fixture
def host() -> Host:
    """A host that knows addresses and zones."""
    return Host()


@pytest.fixture
def mailing(sqlite_url: str, clock: ManualClock, office: PostOffice, host: Host) -> Iterator[Kit]:
    """The same on SQLite, with mail."""
    yield from _tower(sqlite_url, clock, identity=host, ports=ports(office))


@pytest.fixture
def mailing_both(url: str, clock: ManualClock, office: PostOffice, host: Host) -> Iterator[Kit]:
    """The same on SQLite and PostgreSQL in turn, with mail."""
    yield from _tower(url, clock, identity=host, ports=ports(office))


def _tower(url: str, clock: ManualClock, **options: Any) -> Iterator[Kit]:
    with closing(new_kit(url, Bells(), clock=clock, **options)) as kit:
        create_community(kit, type="tower", members=("ada", "bob", "cyd"))
        kit.worker().drain()
        yield kit
