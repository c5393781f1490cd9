"""A Django project of a host on the database of a Kit: its users, its orders, and the community `town`."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings

from tests.adapters.django.project import configure

if not settings.configured:
    configure()

from django.contrib.auth.models import Group, User  # models need the settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings

from commkit import Kit
from commkit.adapters.django import DjangoUsers
from tests.sample import Sample, create_community

HOST_TABLES = ("auth", "contenttypes")
"""Apps of the host; `auth.Group` stands for its orders."""
QUESTION = {"kind": "question", "title": "Wh\u00fd?", "body": "I wonder."}


def database_of(kit: Kit) -> dict[str, Any]:
    """Django's settings of the Kit's database."""
    url = kit.database.url
    if kit.database.is_sqlite:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username or "",
        "PASSWORD": url.password or "",
        "HOST": url.host or url.query.get("host", ""),
        "PORT": url.port or url.query.get("port", ""),
    }


@pytest.fixture
def project(kit: Kit) -> Iterator[Kit]:
    """The project on the database of the Kit, SQLite and PostgreSQL in turn; gives the Kit."""
    yield from _project(kit)


@pytest.fixture
def sqlite_project(sqlite_kit: Kit) -> Iterator[Kit]:
    """The same on SQLite."""
    yield from _project(sqlite_kit)


def _project(kit: Kit) -> Iterator[Kit]:
    create_community(kit)
    with use_databases({"default": database_of(kit)}), override_settings(COMMKIT={"kit": kit}):
        _drop_host_tables()
        for app in HOST_TABLES:
            call_command("migrate", app, verbosity=0)
        try:
            yield kit
        finally:
            _drop_host_tables()


def _drop_host_tables() -> None:
    """They stand in a database that other tests use again, and find as it was made."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            if table.startswith(("auth_", "django_")):
                cascade = "" if connection.vendor == "sqlite" else " CASCADE"
                with suppress(Exception):
                    cursor.execute("PRAGMA foreign_keys = OFF")
                cursor.execute(f"DROP TABLE IF EXISTS {table}{cascade}")


class use_databases:  # noqa: N801  # as Django's own override_settings
    """Other databases for a while, as Django's own test runner has."""

    def __init__(self, databases: dict[str, dict[str, Any]]) -> None:
        self._databases = databases

    def __enter__(self) -> None:
        connections.close_all()
        self._before = connections.settings
        connections.settings = connections.configure_settings(self._databases)
        self._forget()

    def __exit__(self, *_: object) -> None:
        connections.close_all()
        connections.settings = self._before
        self._forget()

    def _forget(self) -> None:
        for alias in ("default", "other"):
            with suppress(AttributeError):
                del connections[alias]


def forget_connections() -> None:
    """Close those of the thread in which async code reaches the database: it is the same for every test."""
    connections.close_all()
    for alias in connections:
        with suppress(AttributeError):
            del connections[alias]


@pytest.fixture
def ada(project: Kit) -> Client:
    """Ada's browser, signed in, on the host's own pages; she has joined the town."""
    return signed_in(project)


def signed_in(kit: Kit, name: str = "ada", **options: Any) -> Client:
    """The browser of a user of the host, who is made and joins the town."""
    from commkit.members import JoinCommunity  # noqa: PLC0415

    user = User.objects.create_user(name, email=f"{name}@example.org", first_name=name.title())
    with kit.session(str(user.pk), "town") as session:
        session.do(JoinCommunity())
    client = Client(headers={"origin": "http://testserver"}, **options)
    client.force_login(user)
    return client


__all__ = ["QUESTION", "DjangoUsers", "Group", "Sample", "User", "signed_in", "use_databases"]
