"""A media community that sends mail through a mail server on the loopback."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.newsletter_desk import PAGES, Desk
from tests.notifications.post_office import Host, PostOffice, open_post_office, ports


@pytest.fixture(scope="session")
def opened_office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture
def office(opened_office: PostOffice) -> PostOffice:
    opened_office.mails.clear()
    opened_office.raw.clear()
    opened_office.receivers.clear()
    opened_office.answers.clear()
    opened_office.at_data.clear()
    return opened_office


@pytest.fixture
def make_desk(make_town: Callable[..., Any], office: PostOffice) -> Callable[..., Desk]:
    def make(**options: Any) -> Desk:
        host = Host()
        kit = {"ports": ports(office), "identity": host}
        return Desk(make_town(newsletter_site=PAGES, kit=kit, **options), office, host)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """On SQLite and PostgreSQL in turn."""
    return make_desk()


@pytest.fixture
def sqlite_desk(town_class: Any, sqlite_url: str, office: PostOffice) -> Iterator[Desk]:
    host = Host()
    town = town_class(sqlite_url, newsletter_site=PAGES, kit={"ports": ports(office), "identity": host})
    yield Desk(town, office, host)
    town.kit.close()


@pytest.fixture
def postgres_desk(town_class: Any, postgres_town_url: str, office: PostOffice) -> Iterator[Desk]:
    host = Host()
    town = town_class(
        postgres_town_url, newsletter_site=PAGES, kit={"ports": ports(office), "identity": host}
    )
    yield Desk(town, office, host)
    town.kit.close()
