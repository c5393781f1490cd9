"""Django's databases as a Kit reaches them: the URL of an alias in `DATABASES`."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from sqlalchemy import URL

_OF_DJANGO = frozenset({
    "assume_role", "client_encoding", "cursor_factory", "isolation_level", "pool", "prepare_threshold",
    "server_side_binding",
})  # fmt: skip
"""Options of Django's own connections, which those of a Kit do not share; the others are libpq's."""


def database_url(alias: str) -> URL:
    """The URL of one of the project's databases, as it is now: tests have another one.

    Args:
        alias: Its name in `DATABASES`.

    Raises:
        ImproperlyConfigured: A Kit cannot reach it.
    """
    if alias not in connections:
        raise ImproperlyConfigured(f"COMMKIT: there is no database {alias!r} in DATABASES")
    wrapper = connections[alias]
    if wrapper.vendor == "sqlite":
        return _sqlite(alias, wrapper.settings_dict)
    if wrapper.vendor == "postgresql":
        return _postgres(alias, wrapper.settings_dict)
    raise ImproperlyConfigured(
        f"COMMKIT: commkit does not run on {wrapper.vendor}; give the url of a SQLite or PostgreSQL database"
    )


def _sqlite(alias: str, settings: dict[str, Any]) -> URL:
    name = str(settings["NAME"])
    if name == ":memory:" or name.startswith("file:"):
        raise ImproperlyConfigured(
            f"COMMKIT: nobody else reaches the database {alias!r} in memory; name a file, in tests by "
            '"TEST": {"NAME": BASE_DIR / "test.sqlite3"}'
        )
    return URL.create("sqlite", database=name)


def _postgres(alias: str, settings: dict[str, Any]) -> URL:
    options = settings["OPTIONS"]
    if "assume_role" in options:
        raise ImproperlyConfigured(
            f"COMMKIT: the database {alias!r} sets a role in each connection; give the url of one that does not"
        )
    query = {name: str(value) for name, value in options.items() if name not in _OF_DJANGO}
    host = str(settings["HOST"])
    if host.startswith("/"):  # a folder with a socket
        query["host"], host = host, ""
    return URL.create(
        "postgresql+psycopg",
        username=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=host or None,
        port=int(settings["PORT"]) if settings["PORT"] else None,
        database=str(settings["NAME"]) or None,
        query=query,
    )
